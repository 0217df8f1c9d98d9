import Basics

/// Who and when, as commits name authors and committers.
public struct Signature: Hashable, Sendable {
  public var name: String
  public var email: String
  /// Whole seconds count.
  public var time: Timestamp
  /// Minutes east of UTC.
  public var offsetMinutes: Int

  public init(name: String, email: String, time: Timestamp, offsetMinutes: Int = 0) {
    (self.name, self.email, self.time, self.offsetMinutes) = (name, email, time, offsetMinutes)
  }

  /// The commit header's form. What git forbids (`<`, `>`, line breaks, NUL) is left out, an empty name becomes `unknown`.
  var text: String {
    let cleanName = Self.clean(name)
    let minutes = abs(offsetMinutes)
    let zone = (offsetMinutes < 0 ? "-" : "+") + Self.two(minutes / 60) + Self.two(minutes % 60)
    let seconds = max(0, time.secondsSinceEpoch)
    let cleanEmail = Self.clean(email)
    let address = cleanEmail.utf8.contains(UInt8(ascii: " ")) ? cleanEmail.filter { $0 != " " } : cleanEmail
    return "\(cleanName.isEmpty ? "unknown" : cleanName) <\(address)> \(seconds) \(zone)"
  }

  private static func clean(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    let kept = text.unicodeScalars.filter { $0.value >= 0x20 && $0 != "<" && $0 != ">" && $0.value != 0x7f }
    var clean = Substring(String(String.UnicodeScalarView(kept)))
    let crud: Set<Character> = [" ", ".", ",", ":", ";", "\"", "'", "\\"]
    while let first = clean.first, crud.contains(first) { clean.removeFirst() }
    while let last = clean.last, crud.contains(last) { clean.removeLast() }
    return String(clean)
  }

  /// What stands in nearly all names and addresses, and is right anywhere in them.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "+"): true
    default: false
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Reads the commit header's form; lenient, as history may hold anything.
  init(text: Substring) {
    let open = text.firstIndex(of: "<") ?? text.endIndex
    let close = text.lastIndex(of: ">") ?? text.endIndex
    name = String(text[..<open]).trimmingBlanks
    email = open < close ? String(text[text.index(after: open)..<close]) : ""
    let rest = close < text.endIndex ? text[text.index(after: close)...].split(separator: " ") : []
    time = Timestamp(secondsSinceEpoch: rest.first.flatMap { Int64($0) } ?? 0)
    let zone = rest.count > 1 ? Int(rest[1]) ?? 0 : 0
    offsetMinutes = zone / 100 * 60 + zone % 100
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return String(text)
  }
}
