/// A regular expression of RE2's syntax, matched in time linear in the text (github.com/google/re2, "Syntax").
///
/// Patterns and texts come from outside, so nothing here backtracks: a match costs at most (instructions × scalars),
/// and a pattern whose program would be larger than `instructionsMax` doesn't compile.
public struct LinearRegex: Sendable {
  public static let instructionsMax = 20_000
  public static let repeatMax = 1_000
  public static let nestingMax = 200

  /// Why a pattern isn't one, in the words of Go's regexp.
  public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public var problem: String
    public var fragment: String
    public var description: String { "error parsing regexp: \(problem): `\(fragment)`" }
  }

  public let pattern: String
  /// Capturing groups, the whole match not counted.
  public let groupCount: Int
  let program: [RegexInstruction]

  public init(_ pattern: String) throws(SyntaxError) {
    var parser = RegexParser(pattern)
    let node = try parser.parse()
    var compiler = RegexCompiler(pattern: pattern)
    try compiler.compile(node, groupCount: parser.groupCount)
    self.pattern = pattern
    groupCount = parser.groupCount
    program = compiler.program
  }

  /// Whether the pattern matches somewhere in the text.
  public func isMatch(_ text: String) -> Bool {
    var machine = PikeMachine(program, Array(text.unicodeScalars))
    return machine.run(from: 0, anyMatch: true) != nil
  }

  /// The leftmost match from a position on: pairs of scalar offsets, the whole match first; -1 for a group that took no part.
  func firstMatch(in text: [Unicode.Scalar], from start: Int) -> [Int]? {
    var machine = PikeMachine(program, text)
    return machine.run(from: start, anyMatch: false)
  }

  /// The first match's text.
  public func find(in text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    return firstMatch(in: scalars, from: 0).map { Self.text(scalars, $0[0], $0[1]) }
  }

  /// The texts of all matches that don't overlap, `limit` at most.
  public func findAll(in text: String, limit: Int = .max) -> [String] {
    matches(in: Array(text.unicodeScalars), limit: limit).map { $0.text }
  }

  struct Match {
    var range: Range<Int>
    var text: String
    var slots: [Int]
  }

  func matches(in scalars: [Unicode.Scalar], limit: Int) -> [Match] {
    var found: [Match] = []
    var position = 0
    var lastEnd = -1
    while position <= scalars.count, found.count < limit, let slots = firstMatch(in: scalars, from: position) {
      let (start, end) = (slots[0], slots[1])
      if end > start || start != lastEnd {
        found.append(Match(range: start..<end, text: Self.text(scalars, start, end), slots: slots))
        lastEnd = end
      }
      position = end > start ? end : end + 1
    }
    return found
  }

  static func text(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<end])
    return String(text)
  }
}

/// One step of the matching machine.
enum RegexInstruction: Sendable {
  case scalars(ScalarSet)
  case any
  case anyButNewline
  case assert(RegexAssertion)
  case save(Int)
  case jump(Int)
  /// Two ways on, the first preferred.
  case split(Int, Int)
  case match
}

enum RegexAssertion: Sendable { case textStart, textEnd, lineStart, lineEnd, wordBoundary, notWordBoundary }

indirect enum RegexNode: Sendable {
  case empty
  case scalars(ScalarSet)
  case any
  case anyButNewline
  case assert(RegexAssertion)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  case repetition(RegexNode, min: Int, max: Int?, isGreedy: Bool)
  case group(RegexNode, index: Int)
}
