import APIMachinery
import Basics

/// The rules of a pod specification, in pods and in templates.
enum PodSpecValidation {
  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    VolumeValidation.validate(spec.list("volumes"), path.child("volumes"), &list)
    ContainerValidation.validate(spec, path, &list)
    list.oneOf(spec, "restartPolicy", ["Always", "OnFailure", "Never"], at: path, isRequired: true)
    list.oneOf(spec, "dnsPolicy", ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], at: path, isRequired: true)
    LabelsValidation.validate(spec["nodeSelector"], path.child("nodeSelector"), &list)
    SecurityContextValidation.validatePod(spec["securityContext"] ?? [:], path.child("securityContext"), &list)
    AffinityValidation.validate(spec["affinity"], path.child("affinity"), &list)
    dns(spec, path, &list)
    names(spec, path, &list)
    if let seconds = spec["activeDeadlineSeconds"]?.int, !(1...Int64(Int32.max)).contains(seconds) {
      list.invalid(path.child("activeDeadlineSeconds"), .int(seconds), "must be between 1 and 2147483647, inclusive")
    }
    TolerationValidation.validate(spec.list("tolerations"), path.child("tolerations"), &list)
    scheduling(spec, path, &list)
    hosts(spec, path, &list)
    PodPlatformValidation.validate(spec, path, &list)
    PodClaimValidation.validate(spec, path, &list)
    PodResourceValidation.validate(spec, path, &list)
    users(spec, path, &list)
  }

  /// Users of the pod's own go with no namespace of the host, and only with them may a container see all of /proc.
  private static func users(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if spec["hostUsers"]?.bool == false {
      for (key, name) in [("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")] where spec[key]?.bool == true {
        list.forbidden(path.child(name), "when `hostUsers` is false")
      }
      return
    }
    for kind in PodSpecDefaults.containerLists {
      for (position, container) in spec.list(kind).enumerated() where container[path: "securityContext", "procMount"] == "Unmasked" {
        let place = path.child(kind).index(position).child("securityContext").child("procMount")
        list.invalid(place, "Unmasked", "`hostUsers` must be false to use `Unmasked`")
      }
    }
  }

  private static let hostNameBytesMax = 64

  private static func hosts(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, alias) in spec.list("hostAliases").enumerated() {
      let place = path.child("hostAliases").index(position)
      if IPAddress(alias.text("ip")) == nil { list.invalid(place.child("ip"), .string(alias.text("ip")), addressMessage) }
      for (at, name) in alias.list("hostnames").compactMap(\.string).enumerated() {
        list.check(NameFormat.dns1123Subdomain(name), place.child("hostnames").index(at), name)
      }
    }
    if spec["hostPID"]?.bool == true, spec["shareProcessNamespace"]?.bool == true {
      list.invalid(
        path.child("securityContext").child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled")
    }
    guard let name = spec["hostnameOverride"]?.string else { return }
    let place = path.child("hostnameOverride")
    list.check(NameFormat.dns1123Subdomain(name), place, name)
    if name.utf8.count > hostNameBytesMax { list.invalid(place, .string(name), "must be no more than \(hostNameBytesMax) characters") }
    if spec["setHostnameAsFQDN"]?.bool == true { list.forbidden(place, "may not be set when setHostnameAsFQDN is true") }
    if spec["hostNetwork"]?.bool == true { list.forbidden(place, "may not be set when hostNetwork is true") }
  }

  static let addressMessage = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"

  /// `metadata` and `spec` of a template.
  static func validateTemplate(_ template: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    LabelsValidation.validate(template["metadata"]?["labels"], path.child("labels"), &list)
    for (key, _) in template["metadata"]?["annotations"]?.object ?? Object() {
      list.check(NameFormat.qualifiedName(key.lowercased()), path.child("annotations"), key)
    }
    validate(template["spec"] ?? [:], path.child("spec"), &list)
    if !(template["spec"]?.list("ephemeralContainers") ?? []).isEmpty {
      list.forbidden(path.child("spec").child("ephemeralContainers"), "ephemeral containers not allowed in pod template")
    }
  }

  private static func names(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for key in ["serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName"] where !spec.isUnset(key) {
      list.check(NameFormat.dns1123Subdomain(spec.text(key)), path.child(key), spec.text(key))
    }
    for key in ["hostname", "subdomain"] where !spec.isUnset(key) {
      list.check(NameFormat.dns1123Label(spec.text(key)), path.child(key), spec.text(key))
    }
    for (position, gate) in spec.list("readinessGates").enumerated() {
      let type = gate.text("conditionType")
      list.check(NameFormat.qualifiedName(type), path.child("readinessGates").index(position).child("conditionType"), type)
    }
    if !spec.isUnset("preemptionPolicy") { list.oneOf(spec, "preemptionPolicy", ["PreemptLowerPriority", "Never"], at: path) }
  }

  private static func dns(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let configPath = path.child("dnsConfig")
    let config = spec["dnsConfig"]
    let servers = config?.list("nameservers") ?? []
    if spec["dnsPolicy"] == "None" {
      if config == nil {
        list.required(configPath, "must provide `dnsConfig` when `dnsPolicy` is None")
      } else if servers.isEmpty {
        list.required(configPath.child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None")
      }
    }
    searches(config?.list("searches") ?? [], configPath.child("searches"), &list)
    if servers.count > 3 { list.invalid(configPath.child("nameservers"), .array(servers), "must not have more than 3 nameservers") }
    for (position, server) in servers.enumerated() where IPAddress(server.string ?? "") == nil {
      list.invalid(configPath.child("nameservers").index(position), server, addressMessage)
    }
    for (position, option) in (config?.list("options") ?? []).enumerated() where option.isUnset("name") {
      list.required(configPath.child("options").index(position), "must not be empty")
    }
  }

  private static let searchPathsMax = 32
  private static let searchListBytesMax = 2048

  private static func searches(_ domains: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    let domains = domains.map { $0.string ?? "" }
    let value = Value.array(domains.map { .string($0) })
    if domains.count > searchPathsMax { list.invalid(path, value, "must not have more than \(searchPathsMax) search paths") }
    if domains.joined(separator: " ").utf8.count > searchListBytesMax {
      list.invalid(path, value, "must not have more than \(searchListBytesMax) characters (including spaces) in the search list")
    }
    for (position, domain) in domains.enumerated() where domain != "." {
      // Names of services may have underscores in them, and so may the domains that they are in.
      let plain = (domain.hasSuffix(".") ? String(domain.dropLast()) : domain).replacing("_", with: "a")
      list.check(NameFormat.dns1123Subdomain(plain), path.index(position), domain)
    }
  }

  private static func scheduling(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    var gates: Set<String> = []
    for (position, gate) in spec.list("schedulingGates").enumerated() {
      let name = gate.text("name")
      let gatePath = path.child("schedulingGates").index(position)
      list.check(NameFormat.qualifiedName(name), gatePath, name)
      if !gates.insert(name).inserted { list.duplicate(gatePath, .string(name)) }
    }
    TopologySpreadValidation.validate(spec.list("topologySpreadConstraints"), path.child("topologySpreadConstraints"), &list)
  }
}

enum TolerationValidation {
  static func validate(_ tolerations: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, toleration) in tolerations.enumerated() { validate(toleration, path.index(position), &list) }
  }

  private static func validate(_ toleration: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let key = toleration.text("key")
    let value = toleration.text("value")
    if !key.isEmpty { list.check(NameFormat.qualifiedName(key), path.child("key"), key) }
    if key.isEmpty, toleration["operator"] != "Exists" {
      list.invalid(
        path.child("operator"), .string(toleration.text("operator")),
        "operator must be Exists when `key` is empty, which means \"match all values and all keys\"")
    }
    if toleration["tolerationSeconds"] != nil, toleration["effect"] != "NoExecute" {
      list.invalid(
        path.child("effect"), .string(toleration.text("effect")), "effect must be 'NoExecute' when `tolerationSeconds` is set")
    }
    switch toleration.text("operator") {
    case "Equal", "": list.check(NameFormat.labelValue(value), path.child("operator"), value)
    case "Exists":
      if !value.isEmpty { list.invalid(path.child("operator"), toleration, "value must be empty when `operator` is 'Exists'") }
    default: list.notSupported(path.child("operator"), .string(toleration.text("operator")), ["Equal", "Exists"])
    }
    list.oneOf(toleration, "effect", ["NoSchedule", "PreferNoSchedule", "NoExecute"], at: path)
  }
}
