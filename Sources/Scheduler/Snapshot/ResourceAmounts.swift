import APIMachinery

/// Amounts of the resources that pods ask for and nodes have: cpu in thousandths, everything else in whole units.
public struct ResourceAmounts: Hashable, Sendable {
  public var milliCPU: Int64 = 0
  public var memory: Int64 = 0
  public var ephemeralStorage: Int64 = 0
  public var pods: Int64 = 0
  /// Extended resources and huge pages, by name.
  public var scalars: [String: Int64] = [:]

  public init() {}

  /// From a ResourceList; amounts that aren't quantities count as none.
  public init(_ list: Value?) {
    for field in list?.object ?? Object() {
      guard let quantity = field.value.quantity else { continue }
      switch field.key {
      case "cpu": milliCPU = quantity.milliValue
      case "memory": memory = quantity.value
      case "ephemeral-storage": ephemeralStorage = quantity.value
      case "pods": pods = quantity.value
      default: scalars[field.key] = quantity.value
      }
    }
  }

  public static func += (a: inout ResourceAmounts, b: ResourceAmounts) { a.combine(b) { $0.addingSaturating($1) } }
  public static func -= (a: inout ResourceAmounts, b: ResourceAmounts) { a.combine(b) { $0.subtractingSaturating($1) } }

  /// The larger of each amount.
  mutating func raise(to other: ResourceAmounts) { combine(other, max) }

  private mutating func combine(_ other: ResourceAmounts, _ operation: (Int64, Int64) -> Int64) {
    milliCPU = operation(milliCPU, other.milliCPU)
    memory = operation(memory, other.memory)
    ephemeralStorage = operation(ephemeralStorage, other.ephemeralStorage)
    pods = operation(pods, other.pods)
    for (name, amount) in other.scalars { scalars[name] = operation(scalars[name] ?? 0, amount) }
  }
}

extension Value {
  fileprivate var quantity: Quantity? { int.map { Quantity($0) } ?? string.flatMap { try? Quantity($0) } }
}
