#if canImport(Glibc)
  import Glibc
#endif

/// A point in time, as nanoseconds since 1970-01-01T00:00:00Z; the leap-second-free count that POSIX uses.
///
/// It reaches from 1677 to 2262. What would lie beyond, such as a deadline of 2^63 seconds that somebody asked for, is the end of
/// that span: times come from outside, so no arithmetic on them traps.
///
/// Reads and writes RFC 3339, in the two precisions of the Kubernetes API: `metav1.Time` (whole seconds) and
/// `metav1.MicroTime` (six decimals).
public struct Timestamp: Hashable, Comparable, Sendable {
  public var nanosecondsSinceEpoch: Int64

  public init(nanosecondsSinceEpoch: Int64) { self.nanosecondsSinceEpoch = nanosecondsSinceEpoch }
  public init(secondsSinceEpoch: Int64) { self.init(nanosecondsSinceEpoch: secondsSinceEpoch.multipliedSaturating(by: 1_000_000_000)) }

  /// Whole seconds, those before 1970 downwards.
  public var secondsSinceEpoch: Int64 {
    nanosecondsSinceEpoch / 1_000_000_000 - (nanosecondsSinceEpoch % 1_000_000_000 < 0 ? 1 : 0)
  }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.nanosecondsSinceEpoch < b.nanosecondsSinceEpoch }
  public static func + (a: Timestamp, b: Duration) -> Timestamp {
    Timestamp(nanosecondsSinceEpoch: a.nanosecondsSinceEpoch.addingSaturating(b.nanoseconds))
  }
  public static func - (a: Timestamp, b: Duration) -> Timestamp {
    Timestamp(nanosecondsSinceEpoch: a.nanosecondsSinceEpoch.subtractingSaturating(b.nanoseconds))
  }
  public static func - (a: Timestamp, b: Timestamp) -> Duration {
    .nanoseconds(a.nanosecondsSinceEpoch.subtractingSaturating(b.nanosecondsSinceEpoch))
  }
}

extension Duration {
  /// The whole duration in nanoseconds; one beyond 292 years is 292 years.
  public var nanoseconds: Int64 {
    components.seconds.multipliedSaturating(by: 1_000_000_000).addingSaturating(components.attoseconds / 1_000_000_000)
  }
  public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

package func floorModulo(_ a: Int64, _ b: Int64) -> Int64 {
  let r = a % b
  return r < 0 ? r + b : r
}

extension Timestamp {
  /// `2006-01-02T15:04:05Z`, the form of `metav1.Time`.
  public var rfc3339: String { calendar(fraction: "") }

  /// `2006-01-02T15:04:05.000000Z`, the form of `metav1.MicroTime`.
  public var rfc3339Micro: String {
    calendar(fraction: "." + padded(floorModulo(nanosecondsSinceEpoch, 1_000_000_000) / 1_000, 6))
  }

  /// `2006-01-02T15:04:05.000000000Z`, the form of CRI log lines.
  public var rfc3339Nano: String {
    calendar(fraction: "." + padded(floorModulo(nanosecondsSinceEpoch, 1_000_000_000), 9))
  }

  private func calendar(fraction: String) -> String {
    let seconds = secondsSinceEpoch
    let dayCount = (seconds - floorModulo(seconds, 86_400)) / 86_400
    let secondOfDay = floorModulo(seconds, 86_400)
    let (year, month, day) = civil(fromDays: dayCount)
    var text: [UInt8] = []
    text.reserveCapacity(32)
    func append(_ value: Int64, _ separator: Unicode.Scalar?) {
      text.append(UInt8(truncatingIfNeeded: 48 + value / 10))
      text.append(UInt8(truncatingIfNeeded: 48 + value % 10))
      if let separator { text.append(UInt8(ascii: separator)) }
    }
    text.append(contentsOf: padded(year, 4).utf8)
    text.append(UInt8(ascii: "-"))
    append(month, "-")
    append(day, "T")
    append(secondOfDay / 3_600, ":")
    append(secondOfDay / 60 % 60, ":")
    append(secondOfDay % 60, nil)
    text.append(contentsOf: fraction.utf8)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads RFC 3339 with any number of decimals and any offset; nil for everything else.
  public init?(rfc3339 text: some StringProtocol) {
    var scanner = DigitScanner(bytes: Array(text.utf8))
    guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
      let day = scanner.digits(2), scanner.take("T") || scanner.take("t"), let hour = scanner.digits(2),
      scanner.take(":"), let minute = scanner.digits(2), scanner.take(":"), let second = scanner.digits(2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var nanoseconds: Int64 = 0
    if scanner.take(".") {
      guard let fraction = scanner.fraction() else { return nil }
      nanoseconds = fraction
    }
    guard let offsetSeconds = scanner.offset(), scanner.isAtEnd else { return nil }
    let days = daysFrom(year: year, month: month, day: day)
    guard (year >= 1678 && year <= 2261) else { return nil }
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offsetSeconds
    self.init(nanosecondsSinceEpoch: seconds * 1_000_000_000 + nanoseconds)
  }
}

private struct DigitScanner {
  let bytes: [UInt8]
  var position = 0
  var isAtEnd: Bool { position == bytes.count }

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int64? {
    guard position + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[position..<position + count] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    position += count
    return value
  }

  mutating func fraction() -> Int64? {
    var value: Int64 = 0
    var scale: Int64 = 100_000_000
    let start = position
    while position < bytes.count, (48...57).contains(bytes[position]) {
      value += Int64(bytes[position] - 48) * scale
      scale /= 10
      position += 1
    }
    return position > start ? value : nil
  }

  mutating func offset() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let sign: Int64 = take("+") ? 1 : (take("-") ? -1 : 0)
    guard sign != 0, let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
      return nil
    }
    return sign * (hours * 3_600 + minutes * 60)
  }
}

private func padded(_ value: Int64, _ width: Int) -> String {
  let text = String(value)
  return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
}

// Howard Hinnant's civil calendar arithmetic (public domain, "chrono-Compatible Low-Level Date Algorithms"):
// years are counted from March so that the leap day is the last of its year.
package func daysFrom(year: Int64, month: Int64, day: Int64) -> Int64 {
  let y = month <= 2 ? year - 1 : year
  let era = (y - floorModulo(y, 400)) / 400
  let yearOfEra = y - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

package func civil(fromDays days: Int64) -> (Int64, Int64, Int64) {
  let z = days + 719_468
  let era = (z - floorModulo(z, 146_097)) / 146_097
  let dayOfEra = z - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}
