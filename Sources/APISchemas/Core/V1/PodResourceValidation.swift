import APIMachinery

/// The rules of the resources that a pod has as a whole (KEP-2837), and of what its runtime takes beside the containers.
enum PodResourceValidation {
  private static let whole = ["cpu", "memory"]

  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let overhead = spec["overhead"] { ResourceValidation.validate(["limits": overhead], path.child("overhead"), &list) }
    guard let resources = spec["resources"] else { return }
    let place = path.child("resources")
    ResourceValidation.validate(resources, place, &list)
    for kind in ["limits", "requests"] {
      for name in resources[kind]?.object?.fieldNames ?? [] where !whole.contains(name) && !name.hasPrefix("hugepages-") {
        list.notSupported(place.child(kind), .string(name), whole)
      }
    }
    let asked = aggregate(spec)
    for (name, amount) in resources["requests"]?.object ?? Object() {
      guard let pod = Quantity(amount), let containers = asked[name], pod < containers else { continue }
      list.invalid(
        place.child("requests").key(name), amount, "must be greater than or equal to aggregate container requests of \(containers)")
    }
    for (position, container) in spec.list("containers").enumerated() {
      for (name, amount) in container[path: "resources", "limits"]?.object ?? Object() {
        guard let own = Quantity(amount), let pod = Quantity(resources["limits"]?[name]), own > pod else { continue }
        let spot = path.child("containers").index(position).child("resources").child("limits").key(name)
        list.invalid(spot, amount, "must be less than or equal to pod limits of \(pod)")
      }
    }
  }

  /// What the containers that run together ask for.
  private static func aggregate(_ spec: Value) -> [String: Quantity] {
    let sidecars = spec.list("initContainers").filter { $0["restartPolicy"] == "Always" }
    var sums: [String: Quantity] = [:]
    for container in spec.list("containers") + sidecars {
      for (name, amount) in container[path: "resources", "requests"]?.object ?? Object() {
        if let quantity = Quantity(amount) { sums[name] = (sums[name] ?? .zero) + quantity }
      }
    }
    return sums
  }
}
