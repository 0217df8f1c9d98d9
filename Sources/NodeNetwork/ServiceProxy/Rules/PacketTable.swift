/// A table of nftables as a value: what it holds, and the script that brings the kernel there.
struct PacketTable: Hashable, Sendable {
  /// A set or a map.
  struct Collection: Hashable, Sendable {
    enum Kind: String, Sendable { case set, map }
    var kind: Kind
    /// What stands between its braces, on one line.
    var declaration: String
    /// Keys, and of maps what they lead to. Elements that rules add themselves aren't here.
    var elements: [String: String] = [:]
  }

  struct Chain: Hashable, Sendable {
    /// Type, hook, priority and policy of a chain that packets enter by themselves.
    var hook: String?
    var rules: [String] = []
  }

  var family: AddressFamily
  var name: String
  var collections: [String: Collection] = [:]
  var chains: [String: Chain] = [:]

  init(_ family: AddressFamily, _ name: String) { (self.family, self.name) = (family, name) }
}
