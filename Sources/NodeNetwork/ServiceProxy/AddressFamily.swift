import Basics

/// IPv4 or IPv6, as nft(8) names and types them.
enum AddressFamily: String, Hashable, Sendable, CaseIterable {
  case v4 = "ip"
  case v6 = "ip6"

  func includes(_ address: IPAddress) -> Bool { address.isIPv6 == (self == .v6) }

  var addressType: String { self == .v4 ? "ipv4_addr" : "ipv6_addr" }
  /// Where the host is by itself: nothing there is for anybody else, and what comes from there can't be led elsewhere.
  var loopback: String { self == .v4 ? "127.0.0.0/8" : "::1" }

  static func isLoopback(_ address: IPAddress) -> Bool {
    address.isIPv6 ? address.bytes.dropLast().allSatisfy { $0 == 0 } && address.bytes.last == 1 : address.bytes[0] == 127
  }

  /// What a destination translation is told: address and port.
  func target(_ address: IPAddress, _ port: Int) -> String { self == .v4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
