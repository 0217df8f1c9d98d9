import Basics

/// What a resolv.conf says (resolv.conf(5)).
public struct ResolverFile: Hashable, Sendable {
  public var servers: [String] = []
  public var searches: [String] = []
  public var options: [String] = []

  public init(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      switch words.first {
      case "nameserver": servers += words.dropFirst().prefix(1)
      // The last of these two lines counts.
      case "search", "domain": searches = Array(words.dropFirst())
      case "options": options += words.dropFirst()
      default: continue
      }
    }
  }

  /// Whether nobody but the host itself can reach the servers, as with a resolver that runs on it.
  public var isForHostAlone: Bool { !servers.isEmpty && servers.allSatisfy(Self.isLoopback) }

  /// Whether an address leads to the host itself and nowhere else.
  public static func isLoopback(_ server: String) -> Bool {
    guard let address = IPAddress(server)?.unmapped else { return false }
    return address.isIPv6 ? address == IPAddress("::1") : address.bytes[0] == 127
  }
}
