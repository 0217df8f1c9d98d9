import APIMachinery
import Basics

struct ServiceCIDRRules: KindRules {
  static let rangeMessage = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let path: FieldPath = "spec.cidrs"
    let ranges = object["spec"]?.list("cidrs") ?? []
    if ranges.isEmpty { list.required(path, "at least one CIDR required") }
    if ranges.count > 2 { list.invalid(path, .array(ranges), "may only hold up to 2 values") }
    for (position, range) in ranges.enumerated() where IPPrefix(range.string ?? "") == nil {
      list.invalid(path.index(position), range, Self.rangeMessage)
    }
    let families = ranges.compactMap { IPPrefix($0.string ?? "")?.address.isIPv6 }
    if families.count == 2, families[0] == families[1] {
      list.invalid(
        path, .array(ranges), "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")
    }
    return list.errors
  }

  /// A second family may be added; everything else stays.
  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      ConditionValidation.validate(object["status"]?.list("conditions") ?? [], "status.conditions", &list)
      return list.errors
    }
    let new = object["spec"]?.list("cidrs") ?? []
    let before = old["spec"]?.list("cidrs") ?? []
    let isAddition = before.count == 1 && new.count == 2 && new.first == before.first
    if new != before, !isAddition { list.invalid("spec.cidrs", .array(new), "field is immutable") }
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let ranges = (object["spec"]?.list("cidrs") ?? []).compactMap(\.string)
    return [.string(object.name), ranges.isEmpty ? Cell.none : .string(ranges.joined(separator: ",")), Cell.age(object, now)]
  }
}

struct IPAddressRules: KindRules {
  var nameRule: NameRule { .address }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let path: FieldPath = "spec.parentRef"
    guard let parent = object["spec"]?["parentRef"] else {
      list.required(path)
      return list.errors
    }
    for key in ["group", "resource", "namespace", "name"] {
      let text = parent.text(key)
      if !text.isEmpty {
        list.check(NameFormat.pathSegment(text), path.child(key), text)
      } else if key == "resource" || key == "name" {
        list.required(path.child(key))
      }
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"]?["parentRef"], old["spec"]?["parentRef"], "spec.parentRef")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    guard let parent = object["spec"]?["parentRef"] else { return [.string(object.name), Cell.none] }
    let resource = parent.isUnset("group") ? parent.text("resource") : parent.text("resource") + "." + parent.text("group")
    let parts = [resource.lowercased(), parent.text("namespace"), parent.text("name")].filter { !$0.isEmpty }
    return [.string(object.name), .string(parts.joined(separator: "/"))]
  }
}
