/// A fixed-point number with a unit suffix (API reference: Quantity), such as `500m`, `1.5`, `128Mi` or `2e3`.
///
/// Exact down to one billionth: finer input is rounded away from zero, larger magnitudes than 2^63-1 are capped, as
/// upstream does. Equality and order compare the amount, not the way it is written.
public struct Quantity: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// How the canonical form is written; kept from the input.
  public enum Format: Sendable {
    /// `Ki`, `Mi`, …: powers of 1024.
    case binarySI
    /// `m`, `k`, `M`, …: powers of 1000.
    case decimalSI
    /// `e3`, `e6`, …
    case decimalExponent
  }

  /// Why a text isn't a quantity, in upstream's words.
  public enum ParseError: Error, Hashable, Sendable, CustomStringConvertible {
    case format, number, suffix
    public var description: String {
      switch self {
      case .format:
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
      case .number: "unable to parse numeric part of quantity"
      case .suffix: "unable to parse quantity's suffix"
      }
    }
  }

  static let nano: Int128 = 1_000_000_000
  static let limit = Int128(Int64.max) * nano

  /// The amount in billionths.
  var nanos: Int128
  public var format: Format

  init(nanos: Int128, format: Format) {
    self.nanos = max(-Self.limit, min(Self.limit, nanos))
    self.format = format
  }

  public init(_ value: Int64, format: Format = .decimalSI) { self.init(nanos: Int128(value) * Self.nano, format: format) }
  public init(milli: Int64, format: Format = .decimalSI) { self.init(nanos: Int128(milli) * 1_000_000, format: format) }

  public static let zero = Quantity(0)

  public var isZero: Bool { nanos == 0 }
  public var isNegative: Bool { nanos < 0 }

  /// The amount as a whole number, rounded away from zero.
  public var value: Int64 { scaled(Self.nano) }
  /// The amount in thousandths, rounded away from zero; capped to the range of Int64.
  public var milliValue: Int64 { scaled(1_000_000) }
  public var double: Double { Double(nanos) / 1e9 }

  private func scaled(_ unit: Int128) -> Int64 {
    let (quotient, remainder) = nanos.quotientAndRemainder(dividingBy: unit)
    return Int64(clamping: remainder == 0 ? quotient : quotient + (nanos < 0 ? -1 : 1))
  }

  public static func == (a: Quantity, b: Quantity) -> Bool { a.nanos == b.nanos }
  public static func < (a: Quantity, b: Quantity) -> Bool { a.nanos < b.nanos }
  public func hash(into hasher: inout Hasher) { hasher.combine(nanos) }

  /// A sum takes the format of its first operand, unless that is zero.
  public static func + (a: Quantity, b: Quantity) -> Quantity {
    Quantity(nanos: a.nanos + b.nanos, format: a.isZero ? b.format : a.format)
  }
  public static func - (a: Quantity, b: Quantity) -> Quantity {
    Quantity(nanos: a.nanos - b.nanos, format: a.isZero ? b.format : a.format)
  }
  public static prefix func - (a: Quantity) -> Quantity { Quantity(nanos: -a.nanos, format: a.format) }
  public static func * (a: Quantity, factor: Int64) -> Quantity {
    let (product, overflow) = a.nanos.multipliedReportingOverflow(by: Int128(factor))
    let cap = (a.nanos < 0) == (factor < 0) ? limit : -limit
    return Quantity(nanos: overflow ? cap : product, format: a.format)
  }
  public static func += (a: inout Quantity, b: Quantity) { a = a + b }
  public static func -= (a: inout Quantity, b: Quantity) { a = a - b }
}

extension Quantity {
  /// The canonical form: no fraction, no precision lost, the largest suffix that allows both.
  public var description: String {
    if nanos == 0 { return "0" }
    if format == .binarySI, nanos.magnitude >= (1024 * Self.nano).magnitude, nanos % Self.nano == 0 {
      var number = nanos / Self.nano
      var power = 0
      while number % 1024 == 0, power < 6 {
        number /= 1024
        power += 1
      }
      return "\(number)" + ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][power]
    }
    var number = nanos
    var exponent = -9
    while number % 1000 == 0, exponent < 18 {
      number /= 1000
      exponent += 3
    }
    if format == .decimalExponent { return exponent == 0 ? "\(number)" : "\(number)e\(exponent)" }
    return "\(number)" + ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"][(exponent + 9) / 3]
  }
}
