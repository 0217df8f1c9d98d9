import Testing

@testable import DNSMessage

@Suite struct DNSNameTests {
  @Test(arguments: [
    ("www.example.com", "www.example.com."), ("www.example.com.", "www.example.com."), (".", "."), ("", "."), ("a\\.b.c", "a\\.b.c."),
    ("a\\046b.c", "a\\.b.c."), ("a\\\\b", "a\\\\b."), ("a\\000b", "a\\000b."), ("WWW.Example", "WWW.Example."),
  ])
  func `a name's text is read and written`(text: String, written: String) throws {
    let name = try #require(DNSName(text))
    #expect(name.description == written)
    #expect(DNSName(written) == name)
  }

  @Test(arguments: ["..", ".a", "a..b", "a\\", "a\\25", "a\\999", String(repeating: "a", count: 64)])
  func `what is no name is refused`(text: String) {
    #expect(DNSName(text) == nil)
  }

  @Test func `a name has 255 bytes at most, with the root's`() {
    let label = String(repeating: "a", count: 63)
    let most = [label, label, label, String(repeating: "b", count: 61)]
    #expect(DNSName(labels: most) != nil)
    #expect(DNSName(labels: most.dropLast() + [String(repeating: "b", count: 62)]) == nil)
    #expect(DNSName(most.joined(separator: ".")) != nil)
    #expect(DNSName(labels: ["a", ""]) == nil)
  }

  @Test func `case makes no difference, and is kept`() throws {
    let upper = try #require(DNSName("KuBe.Example")), lower = try #require(DNSName("kube.example"))
    #expect(upper == lower && upper.hashValue == lower.hashValue)
    #expect(upper.description == "KuBe.Example." && upper.labels == ["kube", "example"])
    // Only ASCII letters: these two differ in the bit that tells case.
    #expect(DNSName("a@b") != DNSName("a`b"))
  }

  @Test func `a name is within those that it ends with, label by label`() throws {
    let name = try #require(DNSName("a.b.cluster.LOCAL"))
    #expect(name.isWithin(try #require(DNSName("cluster.local"))) && name.isWithin(name) && name.isWithin(.root))
    #expect(!name.isWithin(try #require(DNSName("uster.local"))))
    #expect(!name.isWithin(try #require(DNSName("x.a.b.cluster.local"))))
    // The last bytes are those of "1.b", but they begin inside a label.
    let inside = try #require(DNSName("a\\0011\\001b")), end = try #require(DNSName("1.b"))
    #expect(!inside.isWithin(end))
  }
}
