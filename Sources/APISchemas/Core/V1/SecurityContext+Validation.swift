import APIMachinery

/// The rules of security contexts.
enum SecurityContextValidation {
  static func validatePod(_ context: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    ids(context, ["runAsUser", "runAsGroup", "fsGroup"], path, &list)
    for (position, group) in context.list("supplementalGroups").enumerated() {
      id(group.int, path.child("supplementalGroups").index(position), &list)
    }
    profiles(context, path, &list)
    list.oneOf(context, "fsGroupChangePolicy", ["OnRootMismatch", "Always"], at: path)
    list.oneOf(context, "supplementalGroupsPolicy", ["Merge", "Strict"], at: path)
    list.oneOf(context, "seLinuxChangePolicy", ["MountOption", "Recursive"], at: path)
    var names: Set<String> = []
    for (position, sysctl) in context.list("sysctls").enumerated() {
      let place = path.child("sysctls").index(position)
      guard let name = list.requiredText(sysctl, "name", place) else { continue }
      if !isSetting(name) {
        list.invalid(
          place.child("name"), .string(name),
          "must have at most \(settingBytesMax) characters and match regex \(settingPattern)")
      }
      if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
    }
  }

  private static let settingBytesMax = 253
  private static let settingPattern = "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"

  /// Whether a text may be the name of a kernel setting, with dots or slashes between its parts.
  private static func isSetting(_ name: String) -> Bool {
    func isEnd(_ byte: UInt8?) -> Bool { byte.map { (97...122).contains($0) || (48...57).contains($0) } ?? false }
    return name.utf8.count <= settingBytesMax
      && name.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }).allSatisfy { part in
        isEnd(part.first) && isEnd(part.last)
          && part.allSatisfy { isEnd($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      }
  }

  static func validate(_ context: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let context else { return }
    ids(context, ["runAsUser", "runAsGroup"], path, &list)
    profiles(context, path, &list)
    list.oneOf(context, "procMount", ["Default", "Unmasked"], at: path)
    guard context["allowPrivilegeEscalation"]?.bool == false else { return }
    if context["privileged"]?.bool == true {
      list.invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true")
    }
    if context["capabilities"]?.list("add").contains("CAP_SYS_ADMIN") ?? false {
      list.invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN")
    }
  }

  private static func ids(_ context: Value, _ keys: [String], _ path: FieldPath, _ list: inout FieldErrorList) {
    for key in keys { id(context[key]?.int, path.child(key), &list) }
  }

  private static func id(_ number: Int64?, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let number, !(0...Int64(Int32.max)).contains(number) {
      list.invalid(path, .int(number), "must be between 0 and 2147483647, inclusive")
    }
  }

  private static func profiles(_ context: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (key, word) in [("seccompProfile", "seccomp"), ("appArmorProfile", "AppArmor")] {
      guard let profile = context[key] else { continue }
      let place = path.child(key)
      list.oneOf(profile, "type", ["Localhost", "RuntimeDefault", "Unconfined"], at: place, isRequired: true)
      let isLocal = profile["type"] == "Localhost"
      if isLocal, profile.isUnset("localhostProfile") {
        list.required(place.child("localhostProfile"), "must be set when \(word) type is Localhost")
      } else if !isLocal, !profile.isUnset("localhostProfile") {
        list.invalid(
          place.child("localhostProfile"), profile["localhostProfile"] ?? "", "can only be set when \(word) type is Localhost")
      }
    }
  }
}
