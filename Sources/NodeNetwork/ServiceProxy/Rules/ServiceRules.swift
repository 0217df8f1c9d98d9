import Basics

/// The packet filter rules of one family of addresses, as a function of the Services: every connection to an address or port of a Service
/// is led to one of its endpoints when it begins.
///
/// Several instances live on one host, and all of them may give the same addresses to their Services:
/// - Cluster IPs are for this instance's pods, known by their addresses, and for the host itself. Where two instances of one service range
///   run, the host's own connections go by the rules that were loaded first; with a `--service-cidr` of its own each is told apart.
/// - Node ports are open on every address of the host but loopback, as with upstream's nftables mode. On the addresses of their own node
///   instances come before others (the chains named `own-`). Pods of other instances, whose bridges are named alike, reach only those.
/// - The mark 0x4000 says of a packet, as upstream's does, that its source is to be hidden: whichever instance does it does the same.
struct ServiceRules: Hashable, Sendable {
  var configuration: ServiceProxyConfiguration
  var family: AddressFamily
  var nodeAddresses: Set<IPAddress>
  var selection: EndpointSelection

  static let clusterIPs = "cluster-ips"
  static let externalIPs = "external-ips"
  static let nodePorts = "node-ports"
  static let hairpins = "hairpins"
  static let ownAddresses = "node-addresses"
  static let refusal = "refuse"
  static let hiding = "meta mark set meta mark | 0x4000"

  func table(_ ports: [ServicePort]) -> PacketTable {
    var table = frame
    for port in ports { PortRules(rules: self, port: port).add(to: &table) }
    return table
  }

  /// What is there whatever Services there are.
  private var frame: PacketTable {
    var table = PacketTable(family, configuration.table)
    let (ip, type) = (family.rawValue, family.addressType)
    let addressed = PacketTable.Collection(kind: .map, declaration: "type \(type) . inet_proto . inet_service : verdict;")
    table.collections[Self.clusterIPs] = addressed
    table.collections[Self.externalIPs] = addressed
    table.collections[Self.nodePorts] = .init(kind: .map, declaration: "type inet_proto . inet_service : verdict;")
    table.collections[Self.hairpins] = .init(kind: .set, declaration: "type \(type) . \(type);")
    table.collections[Self.ownAddresses] = .init(
      kind: .set, declaration: "type \(type);",
      elements: Dictionary(uniqueKeysWithValues: nodeAddresses.filter(family.includes).map { ($0.description, "") }))
    table.chains[Self.refusal] = .init(rules: ["meta l4proto tcp reject with tcp reset", "reject"])
    let byAddress = "\(ip) daddr . meta l4proto . th dport vmap @"
    let byPort = "meta l4proto . th dport vmap @\(Self.nodePorts)"
    let ownPorts = "\(ip) daddr @\(Self.ownAddresses) \(byPort)"
    let isPod = fromPods
    let ofPods = isPod.map { isPod in
      ["\(isPod) \(byAddress)\(Self.clusterIPs)"]
        + configuration.serviceRanges(family).map { "\(isPod) \(ip) daddr \($0) goto \(Self.refusal)" }
    }
    table.chains["own-prerouting"] = .init(
      hook: "type nat hook prerouting priority dstnat - 1; policy accept;", rules: (ofPods ?? []) + [ownPorts])
    table.chains["own-output"] = .init(
      hook: "type nat hook output priority -101; policy accept;", rules: [byAddress + Self.clusterIPs, ownPorts])
    table.chains["services"] = .init(rules: [
      byAddress + Self.externalIPs, "\(ip) daddr != \(family.loopback) fib daddr type local \(byPort)",
    ])
    table.chains["prerouting"] = .init(
      hook: "type nat hook prerouting priority dstnat; policy accept;",
      rules: (isPod.map { ["\($0) goto services"] } ?? []) + ["iifname \"kctl-*\" return", "goto services"])
    table.chains["output"] = .init(hook: "type nat hook output priority -100; policy accept;", rules: ["goto services"])
    // On the loopback there is nobody to hide from. A pod that reaches itself must see somebody else as its peer.
    table.chains["postrouting"] = .init(
      hook: "type nat hook postrouting priority srcnat; policy accept;",
      rules: [
        "oifname != \"lo\" meta mark & 0x4000 != 0 meta mark set meta mark & 0xffffbfff masquerade",
        "\(ip) saddr . \(ip) daddr @\(Self.hairpins) masquerade",
      ])
    return table
  }

  /// Matches packets of this instance's pods; nil where there are none of this family.
  var fromPods: String? { podRange.map { "\(family.rawValue) saddr \($0)" } }

  /// Hides the source of a packet that isn't a pod's of this node: who answers might not know the way back.
  var hidingStrangers: String { (podRange.map { "\(family.rawValue) saddr != \($0) " } ?? "") + Self.hiding }

  private var podRange: String? {
    let ranges = configuration.podCIDRs(family).map(\.description).sorted()
    return ranges.isEmpty ? nil : ranges.count == 1 ? ranges[0] : "{ \(ranges.joined(separator: ", ")) }"
  }
}
