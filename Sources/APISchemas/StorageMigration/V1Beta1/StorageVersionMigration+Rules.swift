import APIMachinery
import Basics

struct StorageVersionMigrationRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let resource = object["spec"]?["resource"] ?? [:]
    if let name = list.requiredText(resource, "resource", "spec.resource") {
      list.check(NameFormat.dns1035Label(name), "spec.resource.resource", name)
    }
    let group = resource.text("group")
    if !group.isEmpty { list.check(NameFormat.dns1123Subdomain(group), "spec.resource.group", group) }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"], old["spec"], "spec")
    guard subresource == "status" else { return list.errors }
    let old = old["status"] ?? [:]
    let new = object["status"] ?? [:]
    if !old.isUnset("resourceVersion") { list.immutable(new["resourceVersion"], old["resourceVersion"], "status.resourceVersion") }
    func isTrue(_ type: String, _ status: Value) -> Bool {
      status.list("conditions").contains { $0.text("type") == type && $0.text("status") == "True" }
    }
    if isTrue("Succeeded", new), isTrue("Failed", new) {
      list.invalid(
        "status.conditions", .array(new.list("conditions")), "Both success and failed conditions cannot be true at the same time")
    }
    for type in ["Succeeded", "Failed"] where isTrue(type, old) && !isTrue(type, new) {
      list.invalid("status.conditions", .array(new.list("conditions")), "\(type) condition cannot be set to false once it is true")
    }
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let resource = object["spec"]?["resource"] ?? [:]
    let group = resource.text("group")
    return [.string(object.name), .string(resource.text("resource") + (group.isEmpty ? "" : "." + group))]
  }
}
