extension Quantity {
  public init(_ text: String) throws(ParseError) {
    var scanner = QuantityScanner(text)
    self = try scanner.quantity()
  }

  /// Reads the field of an object: a string, or a plain number as clients may send it. nil when it is neither or malformed.
  public init?(_ value: Value?) {
    switch value {
    case .string(let text)?: try? self.init(text)
    case .int(let number)?: self.init(number)
    case .double?: try? self.init(JSON.text(value ?? .null))
    default: return nil
    }
  }
}

/// `sign digits [. digits] suffix`, read in one pass.
private struct QuantityScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func quantity() throws(Quantity.ParseError) -> Quantity {
    guard !bytes.isEmpty else { throw .format }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative || bytes[0] == UInt8(ascii: "+") { position = 1 }
    let whole = digits()
    var fraction: ArraySlice<UInt8> = []
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      fraction = digits()
    }
    let suffix = bytes[position...]
    guard isWellFormed(suffix) else { throw .format }
    guard !whole.isEmpty || !fraction.isEmpty else { throw .number }
    guard let unit = Unit(suffix) else { throw .suffix }
    let magnitude = unit.nanos(whole: whole, fraction: fraction)
    var format = unit.format
    if format == .binarySI, magnitude > 0, magnitude < Quantity.nano { format = .decimalSI }
    return Quantity(nanos: isNegative ? -magnitude : magnitude, format: format)
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
    return bytes[start..<position]
  }

  /// `[eEinumkKMGTP]*[-+]?[0-9]*`
  private func isWellFormed(_ suffix: ArraySlice<UInt8>) -> Bool {
    var rest = suffix.drop { "eEinumkKMGTP".utf8.contains($0) }
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return rest.allSatisfy { (48...57).contains($0) }
  }
}

/// What the digits are multiplied by: a power of ten or of two.
private struct Unit {
  var format: Quantity.Format
  var tens = 0
  var twos = 0

  init?(_ suffix: ArraySlice<UInt8>) {
    let text = String(decoding: suffix, as: UTF8.self)
    format = .decimalSI
    switch text {
    case "": tens = 0
    case "n": tens = -9
    case "u": tens = -6
    case "m": tens = -3
    case "k": tens = 3
    case "M": tens = 6
    case "G": tens = 9
    case "T": tens = 12
    case "P": tens = 15
    case "E": tens = 18
    case "Ki": (format, twos) = (.binarySI, 10)
    case "Mi": (format, twos) = (.binarySI, 20)
    case "Gi": (format, twos) = (.binarySI, 30)
    case "Ti": (format, twos) = (.binarySI, 40)
    case "Pi": (format, twos) = (.binarySI, 50)
    case "Ei": (format, twos) = (.binarySI, 60)
    default:
      guard text.hasPrefix("e") || text.hasPrefix("E"), let exponent = Int(text.dropFirst()) else { return nil }
      // Beyond this every amount is nothing or the limit.
      (format, tens) = (.decimalExponent, max(-1_000, min(1_000, exponent)))
    }
  }

  /// The amount in billionths, rounded up; beyond the limit, the limit.
  func nanos(whole: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>) -> Int128 {
    var number: Int128 = 0
    var exponent = tens + 9 - fraction.count
    var isInexact = false
    for digit in whole + fraction {
      // 10^24 keeps all digits that can matter beside the largest unit, and leaves room for it.
      if number >= 1_000_000_000_000_000_000_000_000 {
        exponent += 1
        if digit != 48 { isInexact = true }
      } else {
        number = number * 10 + Int128(digit - 48)
      }
    }
    guard number > 0 else { return isInexact ? 1 : 0 }
    for _ in 0..<twos {
      number *= 2
      if number > Quantity.limit << 20 { number /= 10; exponent += 1; isInexact = true }
    }
    while exponent > 0 {
      if number > Quantity.limit { return Quantity.limit }
      number *= 10
      exponent -= 1
    }
    while exponent < 0, number > 0 {
      if number % 10 != 0 { isInexact = true }
      number /= 10
      exponent += 1
    }
    return min(Quantity.limit, isInexact ? number + 1 : number)
  }
}
