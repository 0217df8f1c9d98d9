import Basics
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [("10.0.0.1", "10.0.0.1", false), ("::1", "::1", true), ("2001:DB8::0:1", "2001:db8::1", true)])
  func `addresses print in their canonical form`(text: String, canonical: String, isIPv6: Bool) {
    #expect(IPAddress(text)?.description == canonical)
    #expect(IPAddress(text)?.isIPv6 == isIPv6)
  }

  @Test(arguments: ["", "10.0.0", "10.0.0.256", "1.2.3.4.5", ":::", "x"])
  func `anything else isn't one`(text: String) { #expect(IPAddress(text) == nil) }

  @Test func `prefixes mask, contain and count`() throws {
    let prefix = try #require(IPPrefix("10.1.2.3/16"))
    #expect(prefix.description == "10.1.0.0/16")
    #expect(prefix.count == 65_536)
    let (inside, outside) = (try #require(IPAddress("10.1.255.255")), try #require(IPAddress("10.2.0.0")))
    #expect(prefix.contains(inside) && !prefix.contains(outside))
    #expect(inside.advanced(by: 1) == outside && outside.advanced(by: -1) == inside)
    #expect(IPPrefix("10.0.0.0/33") == nil && IPPrefix("10.0.0.0") == nil)
    #expect(IPPrefix("::/0")?.count == .max)
  }
}
