/// Durations as Go writes them: `1h30m`, `1.5s`, `300ms`.
public enum GoDuration {
  private static let units: [(String, Double)] = [
    ("ns", 1), ("us", 1e3), ("\u{b5}s", 1e3), ("\u{3bc}s", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
  ]

  /// Nanoseconds; nil for what isn't one, or is longer than 292 years.
  public static func parse(_ text: String) -> Int64? {
    var rest = text[...]
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var exact: Int64 = 0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard number.contains(where: { $0 != "." }), number.filter({ $0 == "." }).count <= 1 else { return nil }
      rest = rest.dropFirst(number.count)
      let name = String(rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." })
      guard let unit = units.first(where: { $0.0 == name })?.1 else { return nil }
      rest = rest.dropFirst(name.count)
      let parts = number.split(separator: ".", omittingEmptySubsequences: false)
      let whole = parts[0].isEmpty ? 0 : Int64(parts[0])
      guard let whole else { return nil }
      let (product, overflow) = whole.multipliedReportingOverflow(by: Int64(unit))
      guard !overflow else { return nil }
      let fraction = parts.count > 1 && !parts[1].isEmpty ? Int64(((Double("0." + parts[1]) ?? 0) * unit).rounded(.down)) : 0
      let (sum, sumOverflow) = exact.addingReportingOverflow(product)
      let (next, nextOverflow) = sum.addingReportingOverflow(fraction)
      guard !sumOverflow, !nextOverflow else { return nil }
      exact = next
    }
    return isNegative ? -exact : exact
  }

  /// `5400s`, `0.5s`: the form of protobuf's JSON and of CEL's `string(duration)`.
  public static func secondsText(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let fraction = magnitude % 1_000_000_000
    var text = (nanoseconds < 0 ? "-" : "") + String(magnitude / 1_000_000_000)
    if fraction > 0 { text += "." + TimestampText.fraction(fraction) }
    return text + "s"
  }
}
