import APIMachinery

/// The rules of a pod for one operating system: it asks for nothing that only another has (KEP-2802).
enum PodPlatformValidation {
  private static let names = ["linux", "windows"]
  /// What a pod's and a container's security context may not ask for on Windows.
  private static let podOnlyLinux = [
    "appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls", "runAsUser", "runAsGroup",
    "supplementalGroups", "supplementalGroupsPolicy",
  ]
  private static let containerOnlyLinux = [
    "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged",
    "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
  ]

  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let system = spec["os"] else { return }
    let name = system.text("name")
    switch name {
    case "": list.required(path.child("os").child("name"), "cannot be empty")
    case "linux": linux(spec, path, &list)
    case "windows": windows(spec, path, &list)
    default: list.notSupported(path.child("os"), .string(name), names)
    }
  }

  private static func linux(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let detail = "windows options cannot be set for a linux pod"
    if spec[path: "securityContext", "windowsOptions"] != nil {
      list.forbidden(path.child("securityContext").child("windowsOptions"), detail)
    }
    eachContext(of: spec, path) { context, place in
      if context["windowsOptions"] != nil { list.forbidden(place.child("windowsOptions"), detail) }
    }
  }

  private static func windows(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let detail = "cannot be set for a windows pod"
    if spec["hostUsers"] != nil { list.forbidden(path.child("hostUsers"), detail) }
    let place = path.child("securityContext")
    for key in ["hostPID", "hostIPC"] where spec[key]?.bool == true { list.forbidden(place.child(key), detail) }
    if spec["shareProcessNamespace"] != nil { list.forbidden(place.child("shareProcessNamespace"), detail) }
    for key in podOnlyLinux where spec[path: "securityContext", key] != nil { list.forbidden(place.child(key), detail) }
    eachContext(of: spec, path) { context, place in
      for key in containerOnlyLinux where context[key] != nil { list.forbidden(place.child(key), detail) }
    }
  }

  private static func eachContext(of spec: Value, _ path: FieldPath, _ body: (Value, FieldPath) -> Void) {
    for kind in PodSpecDefaults.containerLists {
      for (position, container) in spec.list(kind).enumerated() {
        if let context = container["securityContext"] { body(context, path.child(kind).index(position).child("securityContext")) }
      }
    }
  }
}
