import APIMachinery
import Basics

/// Random trees for property tests: strings that tempt a reader, numbers at their edges.
struct RandomValue {
  let random: SeededRandom
  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  static let strings = [
    "", "a", "yes", "no", "on", "OFF", "y", "N", "null", "~", "Null", "true", "False", "0777", "0o14", "0x1F", "1_000", "1e3", ".5",
    "5.", "-", "--", "---", "--- a", "...", "- a", "-a", "? a", "?a", ": a", ":a", "a: b", "a:", "a #b", "a#b", "#a", "&a", "*a", "!a", "|", ">", "%a",
    "@a", "`a", "'a'", "\"a\"", "it's", "{a}", "[a]", "a, b", " a", "a ", "a\n", "a\nb", "a\n\n", "\n", "\na", " a\nb", "\ta\n", "a\n b\n",
    "a\n\n\nb\n", "a \nb ", "a\r\nb", "\u{85}", "\u{2028}x", "\u{feff}x", "é", "日本", "😀", "a\u{0}b", "\u{7f}", "2001-01-01", "2001-01-01T00:00:00Z",
    "12:30:45", "1:20", "10.0.0.1", "1.2.3", "100m", "8Mi", "=", "<<", "+1", "+a", "-1", "1.0", "1e400", "99999999999999999999", "0b11", "0b12", "08",
    "--flag=value", "a\tb", "\t", "key with spaces", "tail\n   ", "x\n#comment\n", ".inf", ".nan", "-.INF", "\\n", "a\\b", "0.0.0", "1-2", "e5", "1e", "..",
  ]

  func string() -> String {
    switch random.below(4) {
    case 0, 1: Self.strings[random.below(Self.strings.count)]
    case 2: Self.strings[random.below(Self.strings.count)] + Self.strings[random.below(Self.strings.count)]
    default: String(String.UnicodeScalarView((0..<random.below(12)).map { _ in
      Unicode.Scalar(UInt32(random.below(random.below(4) == 0 ? 0x3000 : 128))) ?? "x"
    }))
    }
  }

  func value(depth: Int = 4) -> Value {
    switch random.below(depth > 0 ? 9 : 6) {
    case 0: .null
    case 1: .bool(random.below(2) == 0)
    case 2: .int([0, 1, -1, 7, .max, .min, 1 << 53, Int64(truncatingIfNeeded: random.next())][random.below(8)])
    case 3: .double([0.5, -1.25, 1e21, 1e-7, 3.0, .leastNonzeroMagnitude, 1.7976931348623157e308, Double(random.below(1000)) / 7][random.below(8)])
    case 4, 5: .string(string())
    case 6: .array((0..<random.below(4)).map { _ in value(depth: depth - 1) })
    default: .object(object(depth: depth - 1))
    }
  }

  func object(depth: Int) -> Object {
    Object((0..<random.below(5)).map { _ in (string(), value(depth: depth)) })
  }
}
