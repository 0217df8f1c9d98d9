import APIMachinery
import Testing

@testable import APISchemas

/// The rules of a pod's specification that fewer pods meet.
@Suite struct PodRuleTests {
  @Test(arguments: [
    KindCase(
      #"spec/topologySpreadConstraints = [{"maxSkew":0,"topologyKey":"z","whenUnsatisfiable":"Never","labelSelector":{}}]"#,
      "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero",
      #"spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Never": supported values: "DoNotSchedule", "ScheduleAnyway""#),
    KindCase(
      #"spec/topologySpreadConstraints = [{"maxSkew":1,"minDomains":2,"topologyKey":"z","whenUnsatisfiable":"ScheduleAnyway","nodeTaintsPolicy":"Heed"}]"#,
      "spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
      #"spec.topologySpreadConstraints[0].nodeTaintsPolicy: Unsupported value: "Heed": supported values: "Honor", "Ignore""#),
    KindCase(
      #"spec/topologySpreadConstraints = [{"maxSkew":1,"topologyKey":"z","whenUnsatisfiable":"DoNotSchedule","matchLabelKeys":["app"]}]"#,
      "spec.topologySpreadConstraints[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set"),
    KindCase(
      #"spec/affinity = {"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"z","labelSelector":{},"matchLabelKeys":["a"],"mismatchLabelKeys":["a"]}]}}"#,
      #"spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]: Invalid value: "a": exists in both matchLabelKeys and mismatchLabelKeys"#),
    KindCase(
      #"spec/resourceClaims = [{"name":"g"},{"name":"g","resourceClaimName":"x","resourceClaimTemplateName":"y"}]"#,
      #"spec.resourceClaims[0]: Invalid value: {"name":"g"}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"#,
      #"spec.resourceClaims[1].name: Duplicate value: "g""#,
      #"spec.resourceClaims[1]: Invalid value: {"name":"g","resourceClaimName":"x","resourceClaimTemplateName":"y"}: at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"#
    ),
    KindCase(
      #"spec/containers/0/resources/claims = [{"name":"g"}]"#,
      #"spec.containers[0].resources.claims[0]: Not found: "g": must be one of the names in pod.spec.resourceClaims which is empty"#),
    KindCase(
      "spec/hostPID = true; spec/shareProcessNamespace = true",
      "spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled"),
    KindCase(
      #"spec/hostAliases = [{"ip":"1.2.3","hostnames":["ok","Bad_"]}]"#,
      #"spec.hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"#,
      #"spec.hostAliases[0].hostnames[1]: Invalid value: "Bad_": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#
    ),
    KindCase(#"spec/os = {"name":"plan9"}"#, #"spec.os: Unsupported value: "plan9": supported values: "linux", "windows""#),
    KindCase(
      #"spec/os = {"name":"windows"}; spec/securityContext = {"fsGroup":1}; spec/containers/0/securityContext = {"privileged":false}"#,
      "spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod",
      "spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod"),
    KindCase(
      #"spec/os = {"name":"linux"}; spec/containers/0/securityContext = {"windowsOptions":{"runAsUserName":"a"}}"#,
      "spec.containers[0].securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod"),
    KindCase(
      #"spec/securityContext = {"sysctls":[{"name":"Kernel.shm","value":"1"}],"supplementalGroupsPolicy":"Loose"}"#,
      #"spec.securityContext.supplementalGroupsPolicy: Unsupported value: "Loose": supported values: "Merge", "Strict""#,
      #"spec.securityContext.sysctls[0].name: Invalid value: "Kernel.shm": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"#
        .replacing(#"\\"#, with: #"\"#)),
    KindCase(#"spec/securityContext = {"sysctls":[{"name":"net/ipv4/ip_local_port_range","value":"1"}]}"#),
    KindCase(#"spec/dnsConfig = {"searches":["_sip._tcp.example.com.","."]}"#),
    KindCase(
      #"spec/hostnameOverride = "a"; spec/setHostnameAsFQDN = true"#,
      "spec.hostnameOverride: Forbidden: may not be set when setHostnameAsFQDN is true"),
    KindCase(#"spec/ephemeralContainers = [{"name":"e","image":"i","terminationMessagePolicy":"File","imagePullPolicy":"Always"}]"#,
      "spec.ephemeralContainers: Forbidden: cannot be set on create"),
    KindCase(
      #"spec/nodeName = "n"; spec/schedulingGates = [{"name":"a.b/c"}]"#,
      "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared"),
  ])
  func specification(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.pod, test.change) == test.errors) }

  @Test(arguments: [
    KindCase(
      #"spec/restartPolicy = "Never"; spec/containers/0/resizePolicy = [{"resourceName":"cpu","restartPolicy":"RestartContainer"},{"resourceName":"disk","restartPolicy":"NotRequired"}]"#,
      #"spec.containers[0].resizePolicy: Invalid value: "RestartContainer": must be 'NotRequired' when `restartPolicy` is 'Never'"#,
      #"spec.containers[0].resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory""#),
    KindCase(
      #"spec/containers/0/restartPolicyRules = [{"action":"Rest","exitCodes":{"operator":"Is","values":[1]}},{"action":"Restart"}]"#,
      "spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used",
      #"spec.containers[0].restartPolicyRules[0].action: Unsupported value: "Rest": supported values: "Restart", "RestartAllContainers""#,
      #"spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn""#,
      "spec.containers[0].restartPolicyRules[1].exitCodes: Required value: must be specified"),
    KindCase(
      #"spec/containers/0/restartPolicy = "Often""#,
      #"spec.containers[0].restartPolicy: Unsupported value: "Often": supported values: "Always", "Never", "OnFailure""#),
    KindCase(
      #"spec/containers/0/readinessProbe = {"tcpSocket":{"port":1},"terminationGracePeriodSeconds":5}"#,
      "spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes"),
    KindCase(
      #"spec/containers/0/resources = {"limits":{"hugepages-2Mi":"2Mi"}}"#,
      "spec.containers[0].resources: Forbidden: HugePages require cpu or memory"),
    KindCase(
      #"spec/resources = {"limits":{"cpu":"250m"},"requests":{"cpu":"100m","example.com/a":"1"}}"#,
      #"spec.resources.requests: Required value: Limit must be set for non overcommitable resources"#,
      #"spec.resources.requests: Unsupported value: "example.com/a": supported values: "cpu", "memory""#,
      #"spec.resources.requests[cpu]: Invalid value: "100m": must be greater than or equal to aggregate container requests of 500m"#,
      #"spec.containers[0].resources.limits[cpu]: Invalid value: "500m": must be less than or equal to pod limits of 250m"#),
    KindCase(
      #"spec/containers/0/volumeMounts = [{"name":"v","mountPath":"/v","recursiveReadOnly":"Enabled"}]"#,
      "spec.containers[0].volumeMounts[0].recursiveReadOnly: Forbidden: may only be specified when readOnly is true"),
    KindCase(
      #"spec/containers/0/volumeDevices = [{"name":"v","devicePath":"/dev/../x"}]"#,
      #"spec.containers[0].volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"#,
      #"spec.containers[0].volumeDevices[0].devicePath: Invalid value: "/dev/../x": can not contain backsteps ('..')"#),
  ])
  func containers(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.pod, test.change) == test.errors) }

  /// Each volume stands in the place of the sample's second one.
  @Test(arguments: [
    KindCase(#"{"csi":{"driver":"Bad_","nodePublishSecretRef":{}}}"#,
      #"csi.driver: Invalid value: "Bad_": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#,
      "csi.nodePublishSecretRef.name: Required value"),
    KindCase(#"{"gitRepo":{"repository":"","directory":"/a"}}"#,
      "gitRepo.repository: Required value", #"gitRepo.directory: Invalid value: "/a": must be a relative path"#),
    KindCase(#"{"iscsi":{"targetPortal":"1.2.3.4","iqn":"disk","lun":300,"chapAuthSession":true}}"#,
      #"iscsi.iqn: Invalid value: "disk": must be valid format"#, "iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive",
      "iscsi.secretRef: Required value"),
    KindCase(#"{"fc":{"targetWWNs":["a"],"wwids":["b"],"lun":1}}"#,
      #"fc.targetWWNs: Invalid value: ["a"]: targetWWNs and wwids can not be specified simultaneously"#),
    KindCase(#"{"rbd":{"image":"i","monitors":[]}}"#, "rbd.monitors: Required value"),
    KindCase(#"{"quobyte":{"registry":"host","volume":"v"}}"#,
      #"quobyte.registry: Invalid value: "host": must be a host:port pair or multiple pairs separated by commas"#),
    KindCase(#"{"flocker":{}}"#, "flocker: Required value: one of datasetName and datasetUUID is required"),
    KindCase(#"{"gcePersistentDisk":{"pdName":"","partition":256}}"#,
      "gcePersistentDisk.pdName: Required value", "gcePersistentDisk.partition: Invalid value: 256: must be between 0 and 255, inclusive"),
    KindCase(#"{"image":{"pullPolicy":"Always"}}"#, "image.reference: Required value"),
    KindCase(#"{"ephemeral":{"volumeClaimTemplate":{"metadata":{"name":"n"},"spec":{"accessModes":[],"resources":{}}}}}"#,
      "ephemeral.volumeClaimTemplate.metadata: Forbidden: only the labels and annotations fields are allowed",
      "ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required",
      "ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value"),
    KindCase(#"{"projected":{"sources":[{"clusterTrustBundle":{"name":"a","signerName":"b","path":"p"}},{"serviceAccountToken":{"path":"p"}}]}}"#,
      #"projected: Invalid value: "p": conflicting duplicate paths"#,
      #"projected.sources[0].clusterTrustBundle: Invalid value: {"name":"a","path":"p","signerName":"b"}: only one of name and signerName may be used"#),
    KindCase(#"{"projected":{"sources":[{"podCertificate":{"signerName":"a.b/c","keyType":"RSA1"}}]}}"#,
      #"projected.sources[0].podCertificate.keyType: Unsupported value: "RSA1": supported values: "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519", "RSA3072", "RSA4096""#,
      "projected.sources[0].podCertificate: Required value: specify at least one of credentialBundlePath, keyPath, and certificateChainPath"),
  ])
  func volumes(_ test: KindCase) throws {
    let volume = #"{"name":"s","# + test.change.dropFirst()
    let errors = try KindChecks.createErrors(Samples.pod, "spec/volumes/1 = " + volume)
    #expect(errors.map { $0.replacing("spec.volumes[1].", with: "") } == test.errors)
  }

  @Test func `a template may leave the image of a volume to whoever makes the pod`() throws {
    let change = #"spec/template/spec/volumes = [{"name":"i","image":{"pullPolicy":"Always"}}]"#
    #expect(try KindChecks.createErrors(Samples.deployment, change) == [])
  }

  @Test func `selectors that go by the pod's own labels are written out`() throws {
    let term = #"{"topologyKey":"z","labelSelector":{"matchLabels":{"a":"b"}},"matchLabelKeys":["app","none"],"mismatchLabelKeys":["app"]}"#
    let affinity = #"{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[TERM]},"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"podAffinityTerm":TERM}]}}"#
      .replacing("TERM", with: term)
    let spread = #"[{"maxSkew":1,"topologyKey":"z","whenUnsatisfiable":"DoNotSchedule","labelSelector":{},"matchLabelKeys":["app"]}]"#
    let pod = try KindChecks.created(Samples.pod, "spec/affinity = \(affinity); spec/topologySpreadConstraints = \(spread)")
    let own: Value = ["key": "app", "operator": "In", "values": ["web"]]
    let other: Value = ["key": "app", "operator": "NotIn", "values": ["web"]]
    let required = pod[path: "spec", "affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"]?[0]
    let preferred = pod[path: "spec", "affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution"]?[0]?["podAffinityTerm"]
    for term in [required, preferred] { #expect(term?[path: "labelSelector", "matchExpressions"] == [own, other]) }
    #expect(pod[path: "spec", "topologySpreadConstraints"]?[0]?[path: "labelSelector", "matchExpressions"] == [own])
  }
}

/// Fields of which one is the first of the other.
@Suite struct AlignedFieldTests {
  @Test(arguments: [
    (#"{"podIP":"10.0.0.1"}"#, "10.0.0.1", ["10.0.0.1"]), (#"{"podIPs":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}]}"#, "10.0.0.1", ["10.0.0.1", "fd00::1"]),
    (#"{"podIP":"10.0.0.2","podIPs":[{"ip":"10.0.0.1"}]}"#, "10.0.0.2", ["10.0.0.2"]),
  ])
  func `a pod's address is the first of its addresses`(_ status: String, _ one: String, _ all: [String]) throws {
    var pod = try KindChecks.created(Samples.pod)
    pod["status"] = try JSON.decode(status)
    let read = Samples.scheme.withDefaults(pod, of: Samples.kind("v1", "Pod"))
    #expect(read[path: "status", "podIP"] == .string(one))
    #expect(read[path: "status", "podIPs"]?.array?.compactMap { $0["ip"]?.string } == all)
  }

  @Test func `a node's range is the first of its ranges`() throws {
    #expect(try KindChecks.created(Samples.node)[path: "spec", "podCIDRs"] == ["10.0.0.0/24"])
    let many = try KindChecks.created(Samples.node, #"spec/podCIDR =; spec/podCIDRs = ["10.1.0.0/24","fd00::/64"]"#)
    #expect(many[path: "spec", "podCIDR"] == "10.1.0.0/24")
  }
}
