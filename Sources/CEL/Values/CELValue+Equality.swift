import APIMachinery
import Basics

extension CELValue: Equatable {
  /// Numbers by what they amount to, lists and maps by their elements; values of different types aren't equal, which is no error.
  public static func == (a: CELValue, b: CELValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.bytes(let a), .bytes(let b)): a == b
    case (.timestamp(let a), .timestamp(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    case (.type(let a), .type(let b)): a == b
    case (.list(let a), .list(let b)): isEqual(a, b)
    case (.map(let a), .map(let b)): isEqual(a, b)
    case (.optional(let a), .optional(let b)): a == b
    case (.opaque(let a), .opaque(let b)): a.isEqual(to: b)
    default: compareNumbers(a, b) == .equal
    }
  }

  private static func isEqual(_ a: CELList, _ b: CELList) -> Bool {
    guard a.count == b.count else { return false }
    switch (a.kind, b.kind) {
    case (.set, .set), (.set, .atomic), (.atomic, .set):
      guard a.kind == .set || b.kind == .set else { break }
      return a.values.allSatisfy { b.contains($0) } && b.values.allSatisfy { a.contains($0) }
    case (.map(let keys), _), (_, .map(let keys)):
      return a.values.allSatisfy { element in b.values.contains { $0.hasSameKeys(element, keys) && $0 == element } }
    default: break
    }
    for index in 0..<a.count where a[index] != b[index] { return false }
    return true
  }

  func hasSameKeys(_ other: CELValue, _ keys: [String]) -> Bool {
    guard let mine = map, let its = other.map else { return false }
    return keys.allSatisfy { mine[.string($0)] == its[.string($0)] }
  }

  private static func isEqual(_ a: CELMap, _ b: CELMap) -> Bool {
    guard a.count == b.count else { return false }
    for position in 0..<a.count {
      guard let other = b[a.key(at: position)], other == a.value(at: position) else { return false }
    }
    return true
  }

  enum Comparison { case less, equal, greater, unordered }

  /// int, uint and double on one number line; unordered for NaN and for what isn't a number.
  static func compareNumbers(_ a: CELValue, _ b: CELValue) -> Comparison {
    switch (a, b) {
    case (.int(let a), .int(let b)): order(a, b)
    case (.uint(let a), .uint(let b)): order(a, b)
    case (.double(let a), .double(let b)): order(a, b)
    case (.int(let a), .uint(let b)): a < 0 ? .less : order(UInt64(a), b)
    case (.uint(let a), .int(let b)): b < 0 ? .greater : order(a, UInt64(b))
    case (.int(let a), .double(let b)): order(a, double: b)
    case (.double(let a), .int(let b)): reversed(order(b, double: a))
    case (.uint(let a), .double(let b)): order(a, double: b)
    case (.double(let a), .uint(let b)): reversed(order(b, double: a))
    default: .unordered
    }
  }

  private static func order<T: Comparable>(_ a: T, _ b: T) -> Comparison {
    a < b ? .less : a > b ? .greater : a == b ? .equal : .unordered
  }

  private static func order<I: FixedWidthInteger>(_ a: I, double b: Double) -> Comparison {
    if b.isNaN { return .unordered }
    // Exact where both can hold the number; beyond that the double is further out than any integer.
    guard let whole = I(exactly: b.rounded(.down)) else { return b < 0 ? .greater : .less }
    if a != whole { return a < whole ? .less : .greater }
    return b > b.rounded(.down) ? .less : .equal
  }

  private static func reversed(_ comparison: Comparison) -> Comparison {
    switch comparison {
    case .less: .greater
    case .greater: .less
    default: comparison
    }
  }

  /// For `<` and its kin; unordered where the types don't compare.
  static func compare(_ a: CELValue, _ b: CELValue) -> Comparison {
    switch (a, b) {
    case (.bool(let a), .bool(let b)): a == b ? .equal : b ? .less : .greater
    case (.string(let a), .string(let b)): compareScalars(a, b)
    case (.bytes(let a), .bytes(let b)): a == b ? .equal : a.lexicographicallyPrecedes(b) ? .less : .greater
    case (.timestamp(let a), .timestamp(let b)): order(a, b)
    case (.duration(let a), .duration(let b)): order(a, b)
    default: compareNumbers(a, b)
    }
  }

  private static func compareScalars(_ a: String, _ b: String) -> Comparison {
    if a.utf8.elementsEqual(b.utf8) { return .equal }
    return a.utf8.lexicographicallyPrecedes(b.utf8) ? .less : .greater
  }
}
