/// A number, or a percentage or name as a string (API reference: IntOrString).
public enum IntOrString: Hashable, Sendable, CustomStringConvertible {
  case int(Int64)
  case string(String)

  public init?(_ value: Value?) {
    switch value {
    case .string(let text)?: self = .string(text)
    case let value?:
      guard let number = value.int else { return nil }
      self = .int(number)
    case nil: return nil
    }
  }

  public var value: Value {
    switch self {
    case .int(let number): .int(number)
    case .string(let text): .string(text)
    }
  }

  public var description: String {
    switch self {
    case .int(let number): String(number)
    case .string(let text): text
    }
  }

  /// The number before the `%`; nil for a number or any other string.
  public var percent: Int64? {
    guard case .string(let text) = self, text.hasSuffix("%") else { return nil }
    return Int64(text.dropLast())
  }

  /// The number itself, or the percentage of `total`, rounded up or down. nil when it is a string but no percentage.
  public func scaled(of total: Int64, roundUp: Bool) -> Int64? {
    if case .int(let number) = self { return number }
    guard let percent else { return nil }
    let product = percent.multipliedSaturating(by: total)
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: 100)
    if remainder == 0 { return quotient }
    return product > 0 ? quotient + (roundUp ? 1 : 0) : quotient - (roundUp ? 0 : 1)
  }
}
