import Basics

/// Timestamps as CEL writes them: RFC 3339 with as many decimals as are needed.
enum TimestampText {
  static func text(_ time: Timestamp) -> String {
    let fraction = UInt64((time.nanosecondsSinceEpoch % 1_000_000_000 + 1_000_000_000) % 1_000_000_000)
    guard fraction > 0 else { return time.rfc3339 }
    return time.rfc3339.dropLast() + "." + self.fraction(fraction) + "Z"
  }

  /// Billionths without trailing zeros.
  static func fraction(_ billionths: UInt64) -> String {
    let digits = String(billionths)
    var text = String(repeating: "0", count: 9 - digits.count) + digits
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }
}
