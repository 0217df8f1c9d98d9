import APIMachinery
import Basics
import Testing

@testable import APISchemas

/// One failing case a rule: the sample, a change as `path = json` (`path =` removes), and the whole message.
@Suite struct ValidationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let change: String
    let message: String
    init(_ change: String, _ message: String) { (self.change, self.message) = (change, message) }
    var testDescription: String { change }
  }

  static func set(_ value: inout Value, _ path: ArraySlice<Substring>, to new: Value?) {
    guard let first = path.first else { return }
    if let index = Int(first), var array = value.array {
      if index == array.count {
        if let new { array.append(new) }
      } else if path.count == 1 {
        if let new { array[index] = new } else { array.remove(at: index) }
      } else {
        set(&array[index], path.dropFirst(), to: new)
      }
      value = .array(array)
    } else if path.count == 1 {
      value[String(first)] = new
    } else {
      var child = value[String(first)] ?? [:]
      set(&child, path.dropFirst(), to: new)
      value[String(first)] = child
    }
  }

  static func changed(_ value: Value, _ change: String) throws -> Value {
    var value = value
    for part in change.split(separator: "; ") {
      let sides = part.split(separator: " =", maxSplits: 1, omittingEmptySubsequences: false)
      let json = sides[1].trimmingPrefix(" ")
      set(&value, sides[0].split(separator: "/")[...], to: json.isEmpty ? Value?.none : try JSON.decode(String(json)))
    }
    return value
  }

  private func prepared(_ json: String) throws -> (Value, ResourceDefinition) {
    let object = try Samples.object(json)
    let resource = try Samples.resource(of: object)
    return (Samples.scheme.prepareForCreate(object, of: resource), resource)
  }

  private func expect(_ json: String, _ test: Case, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let (object, resource) = try prepared(json)
    let errors = Samples.scheme.validateCreate(try Self.changed(object, test.change), of: resource).map(\.description)
    #expect(errors.contains(test.message), "got \(errors)", sourceLocation: sourceLocation)
  }

  private func expectUpdate(_ json: String, _ test: Case, _ subresource: String? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let (old, resource) = try prepared(json)
    let new = try Self.changed(old, test.change)
    let errors = Samples.scheme.validateUpdate(new, old: old, of: resource, subresource: subresource).map(\.description)
    #expect(errors.contains(test.message), "got \(errors)", sourceLocation: sourceLocation)
  }

  @Test(
    "a resize takes no amount away, and leaves the pod its class",
    arguments: [
      Case(
        "spec/containers/0/resources/limits/memory =",
        "spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed"),
      Case(
        "spec/containers/0/resources/requests/memory =",
        "spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed"),
      Case(
        #"spec/containers/0/resources/requests/cpu = "250m""#,
        #"spec: Invalid value: "Guaranteed": Pod QOS Class may not change as a result of resizing"#),
    ])
  func resize(_ test: Case) throws { try expectUpdate(Samples.pod, test, "resize") }

  @Test(arguments: [
    Case("metadata/name =", "metadata.name: Required value: name or generateName is required"),
    Case(
      #"metadata/name = "Bad_Name""#,
      #"metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#),
    Case("metadata/namespace =", "metadata.namespace: Required value"),
    Case(
      #"metadata/labels = {"a":"-"}"#,
      #"metadata.labels: Invalid value: "-": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"#),
    Case(
      #"metadata/labels = {"a/b/c":""}"#,
      #"metadata.labels: Invalid value: "a/b/c": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"#),
    Case(
      #"metadata/finalizers = ["a/b/c"]"#,
      #"metadata.finalizers: Invalid value: "a/b/c": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"#),
    Case(
      #"metadata/ownerReferences = [{"apiVersion":"v1","kind":"Pod","name":"a"}]"#,
      #"metadata.ownerReferences.uid: Invalid value: "": must not be empty"#),
  ])
  func `object metadata`(_ test: Case) throws { try expect(Samples.configMap, test) }

  @Test func `annotations are limited in size`() throws {
    var (object, resource) = try prepared(Samples.configMap)
    object[path: "metadata", "annotations", "a"] = .string(String(repeating: "x", count: 256 << 10))
    #expect(
      Samples.scheme.validateCreate(object, of: resource).map(\.description) == [
        "metadata.annotations: Too long: may not be more than 262144 bytes"
      ])
  }

  @Test(arguments: [
    Case(#"metadata/uid = "x""#, #"metadata.uid: Invalid value: "x": field is immutable"#),
    Case(#"metadata/name = "x""#, #"metadata.name: Invalid value: "x": field is immutable"#),
  ])
  func `object metadata of an update`(_ test: Case) throws { try expectUpdate(Samples.configMap, test) }

  @Test(arguments: [
    Case("spec/containers = []", "spec.containers: Required value"),
    Case("spec/containers/0/name =", "spec.containers[0].name: Required value"),
    Case("spec/containers/0/image =", "spec.containers[0].image: Required value"),
    Case(#"spec/containers/0/image = " a""#, #"spec.containers[0].image: Invalid value: " a": must not have leading or trailing whitespace"#),
    Case(
      #"spec/containers/1 = {"name":"c","image":"i"}"#, #"spec.containers[1].name: Duplicate value: "c""#),
    Case(
      #"spec/containers/0/imagePullPolicy = "Sometimes""#,
      #"spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never""#),
    Case(
      "spec/containers/0/ports/0/containerPort = 70000",
      "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"),
    Case("spec/containers/0/ports/0/containerPort =", "spec.containers[0].ports[0].containerPort: Required value"),
    Case(
      #"spec/containers/0/ports/0/protocol = "ICMP""#,
      #"spec.containers[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP""#),
    Case(
      #"spec/containers/0/ports/0/name = "far-too-long-name""#,
      #"spec.containers[0].ports[0].name: Invalid value: "far-too-long-name": must be no more than 15 characters"#),
    Case(
      #"spec/containers/0/env/0/valueFrom = {"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}"#,
      #"spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty"#),
    Case(
      #"spec/containers/0/env/0 = {"name":"A","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"spec.x"}}}"#,
      #"spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "spec.x": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs""#),
    Case(
      #"spec/containers/0/volumeMounts = [{"name":"nope","mountPath":"/x"}]"#,
      #"spec.containers[0].volumeMounts[0].name: Not found: "nope""#),
    Case(
      #"spec/containers/0/volumeMounts = [{"name":"v","mountPath":"/x"},{"name":"s","mountPath":"/x"}]"#,
      #"spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/x": must be unique"#),
    Case(
      #"spec/containers/0/volumeMounts = [{"name":"v","mountPath":"/x","subPath":"../y"}]"#,
      #"spec.containers[0].volumeMounts[0].subPath: Invalid value: "../y": must not contain '..'"#),
    Case(
      #"spec/containers/0/livenessProbe = {}"#, "spec.containers[0].livenessProbe: Required value: must specify a handler type"),
    Case(
      "spec/containers/0/livenessProbe/successThreshold = 2",
      "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1"),
    Case(
      #"spec/containers/0/livenessProbe/exec = {"command":["a"]}"#,
      "spec.containers[0].livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type"),
    Case(
      "spec/containers/0/livenessProbe/periodSeconds = -1",
      "spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0"),
    Case(
      #"spec/containers/0/resources/requests/cpu = "2""#,
      #"spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 500m"#),
    Case(
      #"spec/containers/0/resources/limits/cpu = "-1""#,
      #"spec.containers[0].resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0"#),
    Case(
      #"spec/containers/0/resources/limits/cars = "1""#,
      #"spec.containers[0].resources.limits[cars]: Invalid value: "cars": must be a standard resource type or fully qualified"#),
    Case(
      #"spec/containers/0/securityContext = {"privileged":true,"allowPrivilegeEscalation":false}"#,
      #"spec.containers[0].securityContext: Invalid value: {"privileged":true,"allowPrivilegeEscalation":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true"#),
    Case(
      #"spec/initContainers = [{"name":"i","image":"i","imagePullPolicy":"Always","terminationMessagePolicy":"File","readinessProbe":{}}]"#,
      "spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always"),
  ])
  func containers(_ test: Case) throws { try expect(Samples.pod, test) }

  @Test(arguments: [
    Case(#"spec/restartPolicy = "Sometimes""#,
      #"spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure""#),
    Case(#"spec/dnsPolicy = "None""#, "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"),
    Case(#"spec/volumes/1/name = "v""#, #"spec.volumes[1].name: Duplicate value: "v""#),
    Case(#"spec/volumes/0/hostPath = {"path":"/a"}"#, "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type"),
    Case("spec/volumes/1/secret/secretName =", "spec.volumes[1].secret.secretName: Required value"),
    Case(
      "spec/volumes/1/secret/defaultMode = 4096",
      "spec.volumes[1].secret.defaultMode: Invalid value: 4096: must be a number between 0 and 0777 (octal), both inclusive"),
    Case(
      #"spec/tolerations = [{"value":"a"}]"#,
      #"spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys""#),
    Case(
      #"spec/tolerations = [{"key":"a","operator":"Exists","tolerationSeconds":1}]"#,
      #"spec.tolerations[0].effect: Invalid value: "": effect must be 'NoExecute' when `tolerationSeconds` is set"#),
    Case(
      #"spec/affinity = {"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[]}}}"#,
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term"),
    Case(
      #"spec/affinity = {"podAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":0,"podAffinityTerm":{"topologyKey":"a"}}]}}"#,
      "spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100"),
    Case(
      "spec/activeDeadlineSeconds = 0",
      "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive"),
    Case(
      #"spec/securityContext = {"seccompProfile":{"type":"Localhost"}}"#,
      "spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost"),
    Case(
      #"spec/topologySpreadConstraints = [{"maxSkew":1,"whenUnsatisfiable":"ScheduleAnyway"}]"#,
      "spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty"),
  ])
  func `pod specification`(_ test: Case) throws { try expect(Samples.pod, test) }

  @Test func `what may change in a pod`() throws {
    let fixed = "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
      + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
      + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\nchanged: "
    try expectUpdate(Samples.pod, Case(#"spec/nodeName = "n2""#, fixed + "spec.nodeName"))
    try expectUpdate(Samples.pod, Case(#"spec/containers/0/command = ["x"]"#, fixed + "spec.containers"))
    try expectUpdate(
      Samples.pod, Case(#"spec/containers/1 = {"name":"d","image":"i"}"#, "spec: Forbidden: pod updates may not add or remove containers"))
    let (pod, resource) = try prepared(Samples.pod)
    for change in [#"spec/containers/0/image = "nginx:1.26""#, #"spec/tolerations = [{"key":"a","operator":"Exists"}]"#, "spec/activeDeadlineSeconds = 5"] {
      let new = try Self.changed(pod, change)
      #expect(Samples.scheme.validateUpdate(new, old: pod, of: resource, subresource: nil) == [], "\(change)")
    }
    let tolerant = try Self.changed(pod, #"spec/tolerations = [{"key":"a","operator":"Exists"}]"#)
    let errors = Samples.scheme.validateUpdate(pod, old: tolerant, of: resource, subresource: nil)
    #expect(errors.map(\.description) == ["spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds"])
  }

  @Test(arguments: [
    Case("spec/selector =", "spec.selector: Required value"),
    Case("spec/selector = {}", "spec.selector: Invalid value: {}: empty selector is invalid for deployment"),
    Case(
      #"spec/selector/matchLabels = {"app":"other"}"#,
      #"spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`"#),
    Case("spec/replicas = -1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0"),
    Case(
      #"spec/template/spec/restartPolicy = "Never""#,
      #"spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always""#),
    Case(
      #"spec/strategy/type = "Recreate""#,
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"),
    Case(
      #"spec/strategy/rollingUpdate = {"maxSurge":0,"maxUnavailable":"0%"}"#,
      #"spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0"#),
    Case(
      #"spec/strategy/rollingUpdate/maxUnavailable = "101%""#,
      #"spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%"#),
    Case("spec/minReadySeconds = 600", "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds"),
    Case(
      #"spec/selector/matchExpressions = [{"key":"a","operator":"In"}]"#,
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"),
    Case("spec/template/spec/containers = []", "spec.template.spec.containers: Required value"),
  ])
  func deployment(_ test: Case) throws { try expect(Samples.deployment, test) }

  @Test func `selectors and job templates are fixed`() throws {
    let selector = #"{"matchLabels":{"app":"web","a":"b"}}"#
    let change = #"spec/selector = \#(selector); spec/template/metadata/labels = {"app":"web","a":"b"}"#
    try expectUpdate(Samples.deployment, Case(change, "spec.selector: Invalid value: \(selector): field is immutable"))
    try expectUpdate(Samples.job, Case("spec/completions = 2", "spec.completions: Invalid value: 2: field is immutable"))
    let (job, resource) = try prepared(Samples.job)
    let new = try Self.changed(job, #"spec/template/spec/containers/0/image = "other""#)
    let errors = Samples.scheme.validateUpdate(new, old: job, of: resource, subresource: nil)
    #expect(errors.map(\.field) == ["spec.template"])
    #expect(errors.first?.detail == "field is immutable")
    let parallel = try Self.changed(job, "spec/parallelism = 4")
    #expect(Samples.scheme.validateUpdate(parallel, old: job, of: resource, subresource: nil) == [])
  }

  @Test(arguments: [
    Case(
      #"spec/template/spec/restartPolicy = "Always""#,
      #"spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never""#),
    Case("spec/backoffLimit = -1", "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0"),
    Case(#"spec/completionMode = "Indexed"; spec/completions ="#, "spec.completions: Required value: when completion mode is Indexed"),
    Case(
      #"spec/selector/matchLabels/a = "b""#,
      #"spec.selector: Invalid value: {"matchLabels":{"batch.kubernetes.io/controller-uid":"11111111-2222-4333-8444-555555555555","a":"b"}}: `selector` not auto-generated"#),
    Case(
      #"spec/podFailurePolicy = {"rules":[{"action":"FailJob"}]}"#,
      #"spec.podFailurePolicy.rules[0]: Invalid value: {"action":"FailJob"}: specifying one of OnExitCodes and OnPodConditions is required"#),
  ])
  func job(_ test: Case) throws { try expect(Samples.job, test) }

  @Test(arguments: [
    Case("spec/ports = []", "spec.ports: Required value"),
    Case("spec/ports/0/port = 0", "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive"),
    Case(#"spec/ports/1 = {"port":81,"targetPort":81,"protocol":"TCP"}"#, "spec.ports[0].name: Required value"),
    Case("spec/ports/0/nodePort = 30000", "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
    Case(
      #"spec/type = "Odd""#,
      #"spec.type: Unsupported value: "Odd": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort""#),
    Case(#"spec/type = "ExternalName""#, "spec.externalName: Required value"),
    Case(
      #"spec/clusterIP = "x"; spec/clusterIPs = ["x"]"#,
      #"spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"#),
    Case(
      #"spec/externalTrafficPolicy = "Local""#,
      #"spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services"#),
    Case(
      #"metadata/name = "1a""#,
      #"metadata.name: Invalid value: "1a": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"#),
  ])
  func service(_ test: Case) throws { try expect(Samples.service, test) }

  @Test func `a cluster address is fixed`() throws {
    let (service, resource) = try prepared(Samples.service)
    let old = try Self.changed(service, #"spec/clusterIP = "10.0.0.1"; spec/clusterIPs = ["10.0.0.1"]"#)
    let new = try Self.changed(service, #"spec/clusterIP = "10.0.0.2"; spec/clusterIPs = ["10.0.0.2"]"#)
    #expect(
      Samples.scheme.validateUpdate(new, old: old, of: resource, subresource: nil).map(\.description) == [
        #"spec.clusterIPs[0]: Invalid value: "10.0.0.2": may not change once set"#
      ])
  }

  @Test func `configuration and secrets`() throws {
    try expect(
      Samples.configMap,
      Case(
        #"data = {"a b":""}"#,
        #"data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"#))
    try expect(
      Samples.configMap,
      Case(#"binaryData = {"a":"YQ=="}"#, #"data[a]: Invalid value: "a": duplicate of key present in binaryData"#))
    try expect(Samples.secret, Case(#"type = "kubernetes.io/tls""#, "data[tls.crt]: Required value"))
    try expect(Samples.secret, Case(#"type = "kubernetes.io/basic-auth""#, "data[password]: Required value"))
    try expect(
      Samples.secret, Case(#"type = "kubernetes.io/dockerconfigjson""#, "data[.dockerconfigjson]: Required value"))
    try expectUpdate(Samples.secret, Case(#"type = "a/b""#, #"type: Invalid value: "a/b": field is immutable"#))
    let (map, resource) = try prepared(Samples.configMap)
    let old = try Self.changed(map, "immutable = true")
    #expect(
      Samples.scheme.validateUpdate(map, old: old, of: resource, subresource: nil).map(\.description) == [
        "immutable: Forbidden: field is immutable when `immutable` is set"
      ])
    let new = try Self.changed(old, #"data/a = "2""#)
    #expect(
      Samples.scheme.validateUpdate(new, old: old, of: resource, subresource: nil).map(\.description) == [
        "data: Forbidden: field is immutable when `immutable` is set"
      ])
  }

  @Test func `data is limited in size`() throws {
    var (map, resource) = try prepared(Samples.configMap)
    map[path: "data", "big"] = .string(String(repeating: "x", count: 1 << 20))
    #expect(Samples.scheme.validateCreate(map, of: resource).map(\.description) == ["Too long: may not be more than 1048576 bytes"])
  }

  @Test func `nodes, leases, events, slices, namespaces`() throws {
    try expect(
      Samples.node,
      Case(#"spec/taints/0/effect = "Odd""#,
        #"spec.taints[0].effect: Unsupported value: "Odd": supported values: "NoExecute", "NoSchedule", "PreferNoSchedule""#))
    try expect(Samples.node, Case(#"metadata/namespace = "x""#, "metadata.namespace: Forbidden: not allowed on this type"))
    try expect(Samples.lease, Case("spec/leaseDurationSeconds = 0", "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0"))
    try expect(
      Samples.event,
      Case(#"involvedObject/namespace = "x""#, #"involvedObject.namespace: Invalid value: "x": does not match event.namespace"#))
    try expect(
      Samples.endpointSlice,
      Case(#"endpoints/0/addresses = ["x"]"#, #"endpoints[0].addresses[0]: Invalid value: "x": must be a valid IPv4 address"#))
    try expect(
      Samples.namespace,
      Case(#"spec/finalizers = ["x"]"#,
        #"spec.finalizers: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified"#))
  }

  @Test func `no finalizer joins an object that is being deleted`() throws {
    let (map, resource) = try prepared(Samples.configMap)
    let old = try Self.changed(map, #"metadata/deletionTimestamp = "2026-01-01T00:00:00Z""#)
    let new = try Self.changed(old, #"metadata/finalizers = ["a.b/c"]"#)
    #expect(
      Samples.scheme.validateUpdate(new, old: old, of: resource, subresource: nil).map(\.description) == [
        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"a.b/c\"}"
      ])
  }
}
