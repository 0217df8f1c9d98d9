import APIMachinery
import CEL
import GitObjects

/// CEL: an expression is refused, or it runs within its cost limit.
struct ExpressionTarget: FuzzTarget {
  let name = "cel"
  let seeds = [
    "self.items.all(i, i.size() > 0 && i.matches('^[a-z]+$'))", "has(self.a) ? self.a + 1 : [1,2].map(x, x * 2).sum()",
    "quantity('1Gi').isGreaterThan(quantity('1Mi'))", "duration('1h') < timestamp('2026-01-01T00:00:00Z') - timestamp(self.t)",
  ].map { Array($0.utf8) }
  let dictionary = [
    "self", ".", "has(", "all(", "exists(", ".map(", "filter(", "size(", "'", "\"", "r'", "b'", "?", ":", "&&", "||", "!", "in", "[", "]", "{", "}", "1u", "0x",
    "optional.of(", "?.", "format(", "matches(", "null", "-",
  ]
  private static let self_: Value = ["a": 1, "items": ["x", "y"], "t": "2026-01-01T00:00:00Z"]
  static let costMax: UInt64 = 100_000

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let program = try? Environment(variables: ["self": .dyn]).compile(String(decoding: input, as: UTF8.self)) else { return false }
    let outcome = program.evaluate(["self": CELValue(Self.self_)], costLimit: Self.costMax)
    if outcome.cost > Self.costMax { throw Finding("it cost \(outcome.cost), more than the limit") }
    return true
  }
}

/// Regular expressions: finding agrees with matching, whatever the pattern.
struct PatternTarget: FuzzTarget {
  let name = "regex"
  let seeds = ["^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "(a|b)*c{2,3}?", "(?i)\\bx\\d+[[:alpha:]]\\pL"].map { Array($0.utf8) }
  let dictionary = ["(", ")", "[", "]", "^", "$", "*", "+", "?", "{1,3}", "|", "\\b", "\\d", "(?:", "(?i)", "[:alpha:]", "\\x{10ffff}", "\\Q", "\\E"]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let regex = try? LinearRegex(String(decoding: input, as: UTF8.self)) else { return false }
    for text in ["", "aabbcc1é\nx", String(repeating: "a", count: 200)] where (regex.find(in: text) != nil) != regex.isMatch(text) {
      throw Finding("finding and matching differ on \(text)")
    }
    return true
  }
}

/// Git's own objects: a commit that is read is written so that it reads the same from then on (what git forbids in names is left
/// out once); a tree's entries can be walked.
struct GitObjectTarget: FuzzTarget {
  let name = "git"
  let seeds = [
    "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nsubject\n\nKctl-Verb: apply\n",
    "100644 a.yaml\0aaaaaaaaaaaaaaaaaaaa40000 dir\0bbbbbbbbbbbbbbbbbbbb",
  ].map { Array($0.utf8) }
  let dictionary = ["tree ", "parent ", "author ", "committer ", "gpgsig ", "encoding ", "\n ", "\n\n", "100644 ", "40000 ", "\0", "<", "> ", "+9999", " 99999999999999 ", " -1 "]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    _ = Tree(encoded: input).entries
    guard let commit = try? Commit(decoding: input) else { return false }
    guard let written = try? Commit(decoding: commit.encoded) else { throw Finding("what was written can't be read") }
    guard (try? Commit(decoding: written.encoded)) == written else { throw Finding("what was written reads as something else") }
    return true
  }
}
