import APIMachinery
import Basics

struct RoleBindingRules: KindRules {
  /// ClusterRoleBinding rather than RoleBinding.
  let isClusterWide: Bool

  static let group = "rbac.authorization.k8s.io"
  var nameRule: NameRule { .pathSegment }

  func applyDefaults(to object: inout Value) {
    object.edit("roleRef") { $0.setDefault("apiGroup", .string(Self.group)) }
    object.editEach("subjects") { subject in
      if subject["kind"] == "User" || subject["kind"] == "Group" { subject.setDefault("apiGroup", .string(Self.group)) }
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let role = object["roleRef"] ?? [:]
    let path: FieldPath = "roleRef"
    if role.text("apiGroup") != Self.group {
      list.notSupported(path.child("apiGroup"), .string(role.text("apiGroup")), [Self.group])
    }
    let kinds = isClusterWide ? ["ClusterRole"] : ["Role", "ClusterRole"]
    if !kinds.contains(role.text("kind")) { list.notSupported(path.child("kind"), .string(role.text("kind")), kinds) }
    if let name = list.requiredText(role, "name", path) { list.check(NameFormat.pathSegment(name), path.child("name"), name) }
    for (position, subject) in object.list("subjects").enumerated() {
      validate(subject: subject, FieldPath("subjects").index(position), &list)
    }
    return list.errors
  }

  private func validate(subject: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let name = list.requiredText(subject, "name", path)
    let group = subject.text("apiGroup")
    switch subject.text("kind") {
    case "ServiceAccount":
      if let name { list.check(NameFormat.dns1123Subdomain(name), path.child("name"), name) }
      if !group.isEmpty { list.notSupported(path.child("apiGroup"), .string(group), [""]) }
      if isClusterWide { _ = list.requiredText(subject, "namespace", path) }
    case "User", "Group":
      if group != Self.group { list.notSupported(path.child("apiGroup"), .string(group), [Self.group]) }
    default:
      list.notSupported(path.child("kind"), .string(subject.text("kind")), ["ServiceAccount", "User", "Group"])
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard object["roleRef"] != old["roleRef"] else { return [] }
    return [.invalid("roleRef", object["roleRef"] ?? [:], "cannot change roleRef")]
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let role = object["roleRef"] ?? [:]
    func names(_ kind: String, _ text: (Value) -> String) -> Value {
      .string(object.list("subjects").filter { $0.text("kind") == kind }.map(text).joined(separator: ", "))
    }
    return [
      .string(object.name), .string(role.text("kind") + "/" + role.text("name")), Cell.age(object, now),
      names("User") { $0.text("name") }, names("Group") { $0.text("name") },
      names("ServiceAccount") { $0.text("namespace") + "/" + $0.text("name") },
    ]
  }
}
