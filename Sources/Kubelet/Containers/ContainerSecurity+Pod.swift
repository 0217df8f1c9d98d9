import APIMachinery
import RuntimeInterface

extension Pod {
  /// The user that every container is told to run as; nil where they differ, or one is left to its image.
  var commonUser: Int64? {
    let shared = spec["securityContext"]?["runAsUser"]?.int
    let users = Set((initContainers + containers).map { $0.value["securityContext"]?["runAsUser"]?.int ?? shared })
    return users.count == 1 ? users.first ?? nil : nil
  }
}

extension Pod {
  /// The AppArmor profile that a container asks for, by itself or through the pod or in the annotation that came before the field; nil when
  /// it asks for none.
  func appArmorProfile(of container: ContainerSpec) -> String? {
    let profile = container.value["securityContext"]?["appArmorProfile"]?.nonNull ?? spec["securityContext"]?["appArmorProfile"]?.nonNull
    if let profile {
      switch profile["type"]?.string {
      case "RuntimeDefault": return "RuntimeDefault"
      case "Localhost": return "Localhost/" + (profile["localhostProfile"]?.string ?? "")
      default: return nil
      }
    }
    let annotation = object.annotations["container.apparmor.security.beta.kubernetes.io/" + container.name] ?? ""
    if annotation == "runtime/default" { return "RuntimeDefault" }
    return annotation.hasPrefix("localhost/") ? "Localhost/" + annotation.dropFirst("localhost/".count) : nil
  }
}

extension ContainerSecurity {
  /// The container's security context laid over the pod's (Configure a Security Context); `imageUser` is the image's own,
  /// `seccompDirectory` where the node keeps its local profiles.
  init(_ container: ContainerSpec, of pod: Pod, imageUser: String, seccompDirectory: String = "") throws(ContainerConfigError) {
    self.init()
    let own = container.value["securityContext"]
    let shared = pod.spec["securityContext"]
    func field(_ name: String) -> Value? {
      if let value = own?[name], !value.isNull { return value }
      return shared?[name]?.nonNull
    }
    runAsUser = field("runAsUser")?.int
    runAsGroup = field("runAsGroup")?.int
    fsGroup = shared?["fsGroup"]?.int
    supplementalGroups = shared?["supplementalGroups"]?.array?.compactMap(\.int) ?? []
    if let fsGroup, !supplementalGroups.contains(fsGroup) { supplementalGroups.append(fsGroup) }
    privileged = own?["privileged"]?.bool ?? false
    readOnlyRootFilesystem = own?["readOnlyRootFilesystem"]?.bool ?? false
    addCapabilities = own?["capabilities"]?["add"]?.array?.compactMap(\.string) ?? []
    dropCapabilities = own?["capabilities"]?["drop"]?.array?.compactMap(\.string) ?? []
    noNewPrivileges = own?["allowPrivilegeEscalation"]?.bool == false && !privileged
    seccompProfile = privileged ? "Unconfined" : Self.seccomp(field("seccompProfile"), seccompDirectory)
    appArmorProfile = privileged ? "Unconfined" : pod.appArmorProfile(of: container) ?? "Unconfined"
    masksProc = own?["procMount"]?.string != "Unmasked"
    mergesImageGroups = shared?["supplementalGroupsPolicy"]?.string != "Strict"
    if field("runAsNonRoot")?.bool == true { try verifyNonRoot(container, pod, imageUser) }
  }

  private static func seccomp(_ profile: Value?, _ directory: String) -> String {
    switch profile?["type"]?.string {
    case "RuntimeDefault": "RuntimeDefault"
    case "Localhost": "Localhost/" + directory + "/" + (profile?["localhostProfile"]?.string ?? "")
    default: "Unconfined"
    }
  }

  private func verifyNonRoot(_ container: ContainerSpec, _ pod: Pod, _ imageUser: String) throws(ContainerConfigError) {
    let place = "(pod: \"\(pod.fullName)\", container: \(container.name))"
    if let runAsUser {
      if runAsUser == 0 { throw ContainerConfigError("container's runAsUser breaks non-root policy \(place)") }
      return
    }
    let user = imageUser.split(separator: ":").first.map(String.init) ?? ""
    if let id = Int64(user.isEmpty ? "0" : user) {
      if id == 0 { throw ContainerConfigError("container has runAsNonRoot and image will run as root \(place)") }
    } else {
      throw ContainerConfigError(
        "container has runAsNonRoot and image has non-numeric user (\(user)), cannot verify user is non-root \(place)")
    }
  }
}
