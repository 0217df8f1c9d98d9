import APIMachinery

/// The rules of resource requirements.
enum ResourceValidation {
  private static let standard: Set<String> = ["cpu", "memory", "ephemeral-storage"]

  static func validate(_ resources: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let resources else { return }
    for kind in ["limits", "requests"] {
      for (name, quantity) in resources[kind]?.object ?? Object() {
        let place = path.child(kind).key(name)
        resourceName(name, place, &list)
        amount(name, quantity, place, &list)
      }
    }
    for (name, request) in resources["requests"]?.object ?? Object() {
      compare(name, request, resources["limits"]?[name], path.child("requests"), &list)
    }
    if asksForHugePagesAlone(resources) { list.forbidden(path, "HugePages require cpu or memory") }
    var claims: Set<String> = []
    for (position, claim) in resources.list("claims").enumerated() {
      let place = path.child("claims").index(position)
      guard list.requiredText(claim, "name", place) != nil else { continue }
      if !claims.insert(claim.text("name") + "/" + claim.text("request")).inserted { list.duplicate(place, claim) }
    }
  }

  private static func asksForHugePagesAlone(_ resources: Value) -> Bool {
    let names = ["limits", "requests"].flatMap { resources[$0]?.object?.fieldNames ?? [] }
    return names.contains { $0.hasPrefix("hugepages-") } && !names.contains("cpu") && !names.contains("memory")
  }

  private static func isStandard(_ name: String) -> Bool { standard.contains(name) || name.hasPrefix("hugepages-") }

  private static func resourceName(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.check(NameFormat.qualifiedName(name), path, name)
    if !name.contains("/"), !isStandard(name) {
      list.invalid(path, .string(name), "must be a standard resource type or fully qualified")
      list.invalid(path, .string(name), "must be a standard resource for containers")
    }
  }

  private static func amount(_ name: String, _ quantity: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let amount = Quantity(quantity) else { return }
    if amount.isNegative { list.invalid(path, quantity, "must be greater than or equal to 0") }
    if !isStandard(name), name.contains("/"), Quantity(amount.value) != amount {
      list.invalid(path, quantity, "must be an integer")
    }
  }

  /// A request is at most its limit; what can't be overcommitted has both equal.
  private static func compare(_ name: String, _ request: Value, _ limit: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    let isOvercommittable = standard.contains(name)
    guard let limit else {
      if !isOvercommittable { list.required(path, "Limit must be set for non overcommitable resources") }
      return
    }
    guard let requested = Quantity(request), let allowed = Quantity(limit) else { return }
    if isOvercommittable {
      if requested > allowed {
        list.invalid(path, request, "must be less than or equal to \(name) limit of \(allowed)")
      }
    } else if requested != allowed {
      list.invalid(path, request, "must be equal to \(name) limit of \(allowed)")
    }
  }
}
