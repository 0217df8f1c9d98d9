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
      guard let quantity = ResourceQuantity(field.value) else { continue }
      switch field.key {
      case "cpu": milliCPU = quantity.milliValue
      case "memory": memory = quantity.value
      case "ephemeral-storage": ephemeralStorage = quantity.value
      case "pods": pods = quantity.value
      default: scalars[field.key] = quantity.value
      }
    }
  }

  public static func += (a: inout ResourceAmounts, b: ResourceAmounts) { a.combine(b, +) }
  public static func -= (a: inout ResourceAmounts, b: ResourceAmounts) { a.combine(b, -) }

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

/// A quantity (API reference: Quantity) as a count of units; fractions are rounded up, as upstream's Value and MilliValue do.
struct ResourceQuantity: Hashable, Sendable {
  private let mantissa: Double
  private let exact: Int64?

  /// nil when the text isn't a quantity.
  init?(_ value: Value) {
    if let number = value.int { (exact, mantissa) = (number, Double(number)); return }
    guard let text = value.string, !text.isEmpty else { return nil }
    let end = text.firstIndex { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == "+" || $0 == "-")) } ?? text.endIndex
    guard let number = Double(text[..<end]), let factor = Self.factor(String(text[end...])) else { return nil }
    mantissa = number * factor
    if factor >= 1, let whole = Int64(text[..<end]) {
      let (product, overflow) = whole.multipliedReportingOverflow(by: Int64(exactly: factor) ?? .max)
      exact = overflow || Int64(exactly: factor) == nil ? nil : product
    } else {
      exact = nil
    }
  }

  var value: Int64 { exact ?? Self.roundedUp(mantissa) }

  var milliValue: Int64 {
    if let exact {
      let (product, overflow) = exact.multipliedReportingOverflow(by: 1000)
      return overflow ? .max : product
    }
    return Self.roundedUp(mantissa * 1000)
  }

  /// Rounded up, but for the error that a decimal fraction has in binary.
  private static func roundedUp(_ number: Double) -> Int64 {
    let nearest = number.rounded()
    let result = abs(number - nearest) < 1e-6 * max(abs(number), 1) ? nearest : number.rounded(.up)
    return result >= 9.2e18 ? .max : result <= -9.2e18 ? .min : Int64(result)
  }

  private static func factor(_ suffix: String) -> Double? {
    switch suffix {
    case "": return 1
    case "n": return 1e-9
    case "u": return 1e-6
    case "m": return 1e-3
    case "k": return 1e3
    case "M": return 1e6
    case "G": return 1e9
    case "T": return 1e12
    case "P": return 1e15
    case "E": return 1e18
    case "Ki": return 1024
    case "Mi": return 1_048_576
    case "Gi": return 1_073_741_824
    case "Ti": return 1_099_511_627_776
    case "Pi": return 1_125_899_906_842_624
    case "Ei": return 1_152_921_504_606_846_976
    default:
      guard let first = suffix.first, first == "e" || first == "E" else { return nil }
      return Double("1e" + suffix.dropFirst())
    }
  }
}
