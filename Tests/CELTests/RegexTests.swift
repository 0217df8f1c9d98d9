@testable import CEL
import Testing

@Suite struct RegexTests {
  @Test(arguments: [
    ("a+b", "xaab", true), ("^a+b$", "xaab", false), ("(a|b)*c", "ababc", true), ("[^0-9]+", "123", false), ("\\d{2,3}", "a12", true),
    ("^\\w+@\\w+\\.com$", "me@example.com", true),
    ("(?i)ABC", "xabcx", true), ("(?s)a.b", "a\nb", true), ("a.b", "a\nb", false), ("\\bfoo\\b", "a foo b", true),
    ("\\bfoo\\b", "afoob", false), ("\\p{Lu}\\p{Ll}+", "Straße", true),
    ("[[:alpha:]]+", "123", false), ("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "my-name", true), ("a{0}", "", true), ("", "", true),
    ("x*", "", true), ("\\Qa.b\\E", "a.b", true),
    ("[\\w-]+", "--", true), ("(?:ab)+$", "abab", true), ("(?P<n>a)b", "ab", true), ("^\\x41\\x{42}$", "AB", true), ("[^\\D]", "5", true),
    ("a||b", "", true), ("{", "{", true), ("a{,2}", "a{,2}", true),
  ])
  func matching(pattern: String, text: String, matches: Bool) throws {
    #expect(try LinearRegex(pattern).isMatch(text) == matches)
  }

  @Test(arguments: [
    "(", ")", "[a", "a**", "*", "\\", "(?=a)", "(?<!a)", "\\1", "a{1001}", "[b-a]", "(?P<>a)", "\\p{Nope}", "(((a{100}){100}){100})",
  ])
  func `patterns that aren't`(pattern: String) {
    #expect(throws: LinearRegex.SyntaxError.self) { try LinearRegex(pattern) }
  }

  @Test func `the leftmost match, and of those the preferred`() throws {
    #expect(try LinearRegex("a|ab").find(in: "xab") == "a")
    #expect(try LinearRegex("ab|a").find(in: "xab") == "ab")
    #expect(try LinearRegex("a+?").find(in: "aaa") == "a")
    #expect(try LinearRegex("a*").findAll(in: "baac") == ["", "aa", ""])
  }

  @Test func `a pattern that ruins backtracking matchers is matched in few steps`() throws {
    let text = String(repeating: "a", count: 5_000)
    #expect(try LinearRegex("^(a+)+$").isMatch(text))
    #expect(try !LinearRegex("^(a+)+$").isMatch(text + "b"))
    #expect(try !LinearRegex("(a?){60}a{60}b").isMatch(text))
  }
}
