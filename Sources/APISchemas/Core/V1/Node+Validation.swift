import APIMachinery
import Basics

extension NodeRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    taints(spec.list("taints"), "spec.taints", &list)
    let prefixes = spec.list("podCIDRs")
    for (position, prefix) in prefixes.enumerated() where IPPrefix(prefix.string ?? "") == nil {
      list.invalid(FieldPath("spec.podCIDRs").index(position), prefix, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")
    }
    if let first = prefixes.first, !spec.isUnset("podCIDR"), spec["podCIDR"] != first {
      list.invalid("spec.podCIDRs", .array(prefixes), "first value must match `podCIDR`")
    }
    return list.errors
  }

  private func taints(_ taints: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var seen: Set<String> = []
    for (position, taint) in taints.enumerated() {
      let place = path.index(position)
      list.check(NameFormat.qualifiedName(taint.text("key")), place.child("key"), taint.text("key"))
      list.check(NameFormat.labelValue(taint.text("value")), place.child("value"), taint.text("value"))
      list.oneOf(taint, "effect", ["NoSchedule", "PreferNoSchedule", "NoExecute"], at: place, isRequired: true)
      if !seen.insert(taint.text("key") + ":" + taint.text("effect")).inserted { list.duplicate(place, taint) }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard subresource == nil else { return [] }
    var list = FieldErrorList()
    let before = old["spec"] ?? [:]
    let after = object["spec"] ?? [:]
    if !before.list("podCIDRs").isEmpty, before["podCIDRs"] != after["podCIDRs"] {
      list.forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid")
    }
    if !before.isUnset("providerID"), before["providerID"] != after["providerID"] {
      list.forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid")
    }
    return list.errors
  }
}
