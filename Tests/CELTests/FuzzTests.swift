import APIMachinery
import Basics
@testable import CEL
import Testing

/// Text from outside may be anything; it is refused, or it runs, and both in bounded time.
@Suite struct FuzzTests {
  static let pieces = [
    "self", "x", ".", "name", "(", ")", "[", "]", "{", "}", "?", ":", ",", "+", "-", "*", "/", "%", "!", "&&", "||", "==", "<", "in", " ",
    "1", "2u", "1.5", "'a'", "b'x'", "\"", "\\",
    "has", "all", "exists", "map", "filter", "i", "matches", "size", "format", "null", "true", "`a-b`", "//", "\n", "0x", "é", "duration",
    "'1h'", "[1,2]", "{'a':1}", "optional.none()", "?.",
  ]

  @Test(arguments: 0..<8) func `expressions`(seed: UInt64) {
    let random = SeededRandom(seed: seed)
    let environment = Environment(variables: ["self": .dyn, "x": .int])
    for _ in 0..<400 {
      let source = (0..<Int(random.next() % 14 + 1)).map { _ in Self.pieces[Int(random.next() % UInt64(Self.pieces.count))] }.joined()
      guard let program = try? environment.compile(source) else { continue }
      let outcome = program.evaluate(["self": CELValue(["name": "a"]), "x": .int(1)], costLimit: 10_000)
      #expect(outcome.cost <= 10_000)
      var estimator = CostEstimator(program)
      _ = estimator.estimate()
    }
  }

  @Test(arguments: 0..<8) func `patterns`(seed: UInt64) {
    let random = SeededRandom(seed: seed)
    let parts = [
      "a", "b", "(", ")", "[", "]", "^", "$", "*", "+", "?", "{2}", "{1,3}", "|", ".", "\\", "\\d", "\\b", "-", "(?i)", "(?:", "\\pL",
      "[:alpha:]", "é",
    ]
    for _ in 0..<400 {
      let pattern = (0..<Int(random.next() % 10 + 1)).map { _ in parts[Int(random.next() % UInt64(parts.count))] }.joined()
      guard let regex = try? LinearRegex(pattern) else { continue }
      let text = "aabba b1é\n"
      // What is found is a match, and finding agrees with matching.
      #expect((regex.find(in: text) != nil) == regex.isMatch(text), "\(pattern)")
    }
  }

  @Test func `nesting has a limit`() {
    for text in [
      String(repeating: "(", count: 10_000), String(repeating: "[", count: 10_000), String(repeating: "!", count: 50_000) + "true",
      "x" + String(repeating: ".a", count: 10_000),
    ] {
      let program = try? Environment(variables: ["x": .dyn]).compile(text)
      #expect(program == nil || text.hasPrefix("!"))
    }
    #expect(throws: CompileError.self) { try Environment().compile(Array(repeating: "1", count: 3_000).joined(separator: "+")) }
  }
}
