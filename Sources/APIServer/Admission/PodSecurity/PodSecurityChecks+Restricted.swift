import APIMachinery

/// The level restricted: what is known to be good practice.
extension PodSecurityChecks {
  private var isOtherOS: Bool { isAtLeast(25) && isWindows }

  var allowPrivilegeEscalation: Violation? {
    guard !isOtherOS else { return nil }
    return violation(
      names { $0[path: "securityContext", "allowPrivilegeEscalation"]?.bool != false }, "allowPrivilegeEscalation != false",
      "must set securityContext.allowPrivilegeEscalation=false")
  }

  var restrictedCapabilities: Violation? {
    guard !isOtherOS else { return nil }
    let undropped = names { !Self.capabilities($0, "drop").contains("ALL") }
    var added: [String] = []
    let adding = names { container in
      let own = Self.capabilities(container, "add").filter { $0 != "NET_BIND_SERVICE" }
      added += own
      return !own.isEmpty
    }
    var details: [String] = []
    if !undropped.isEmpty { details.append(Self.list(undropped) + " must set securityContext.capabilities.drop=[\"ALL\"]") }
    if !adding.isEmpty {
      details.append(Self.list(adding) + " must not include \(Self.quoted(added)) in securityContext.capabilities.add")
    }
    return details.isEmpty ? nil : Violation(reason: "unrestricted capabilities", detail: details.joined(separator: "; "))
  }

  var restrictedVolumes: Violation? {
    let allowed: Set<String> = [
      "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret",
    ]
    var types: [String] = []
    let names = (spec["volumes"]?.array ?? []).compactMap { volume -> String? in
      guard let bad = volume.object?.fieldNames.first(where: { $0 != "name" && !allowed.contains($0) }) else { return nil }
      types.append(bad)
      return volume["name"]?.string ?? ""
    }
    guard !names.isEmpty else { return nil }
    let kinds = Set(types).count == 1 ? "restricted volume type" : "restricted volume types"
    return Violation(
      reason: "restricted volume types",
      detail: Self.list(names, "volume") + (names.count == 1 ? " uses " : " use ") + kinds + " " + Self.quoted(types))
  }

  /// The pod's word counts for containers that say nothing.
  var runAsNonRoot: Violation? {
    let ofPod = spec[path: "securityContext", "runAsNonRoot"]?.bool
    let bad = names { $0[path: "securityContext", "runAsNonRoot"]?.bool == false }
    if ofPod == false || !bad.isEmpty {
      return Violation(reason: "runAsNonRoot != true", detail: Self.who(ofPod == false, bad) + " must not set securityContext.runAsNonRoot=false")
    }
    let silent = ofPod == true ? [] : names { $0[path: "securityContext", "runAsNonRoot"]?.bool == nil }
    guard !silent.isEmpty else { return nil }
    return Violation(reason: "runAsNonRoot != true", detail: "pod or \(Self.list(silent)) must set securityContext.runAsNonRoot=true")
  }

  var runAsRoot: Violation? {
    let blame = blame(["runAsUser"]) { $0.int == 0 }
    guard blame.isPod || !blame.containers.isEmpty else { return nil }
    return Violation(reason: "runAsUser=0", detail: Self.who(blame.isPod, blame.containers) + " must not set runAsUser=0")
  }

  var restrictedSeccomp: Violation? {
    guard !isOtherOS else { return nil }
    if let bad = baselineSeccomp { return bad }
    let ofPod = spec[path: "securityContext", "seccompProfile", "type"]
    let silent = ofPod != nil ? [] : names { $0[path: "securityContext", "seccompProfile", "type"] == nil }
    guard !silent.isEmpty else { return nil }
    return Violation(
      reason: "seccompProfile",
      detail: "pod or \(Self.list(silent)) must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"")
  }
}
