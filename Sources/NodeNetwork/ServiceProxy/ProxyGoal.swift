import APIMachinery
import Basics

/// What the proxy wants on its host, as a function of Services, EndpointSlices and the Node. The same objects give the same goal and text.
struct ProxyGoal: Hashable, Sendable {
  /// Of a family without Services there is no table.
  var tables: [AddressFamily: PacketTable] = [:]
  var flows: StaleFlows
  var health: [Int: ServiceHealth]

  private static let zoneLabel = "topology.kubernetes.io/zone"

  /// `node` is nil as long as the Node isn't there.
  init(services: [Value], slices: [Value], node: Value?, configuration: ServiceProxyConfiguration) {
    let ports = ServicePort.read(services: services, slices: slices, nodeName: configuration.nodeName)
    let zone = node?.labels[Self.zoneLabel].flatMap { $0.isEmpty ? nil : $0 }
    let selection = EndpointSelection(nodeName: configuration.nodeName, zone: zone)
    let addresses = Set((configuration.nodeAddresses + Self.addresses(of: node)).filter { !AddressFamily.isLoopback($0) })
    for family in Self.families(configuration)
    where !configuration.podCIDRs(family).isEmpty || ports.contains(where: { $0.clusterIPs.contains(where: family.includes) }) {
      let rules = ServiceRules(configuration: configuration, family: family, nodeAddresses: addresses, selection: selection)
      tables[family] = rules.table(ports)
    }
    flows = StaleFlows(ports, selection: selection, configuration: configuration, nodeAddresses: addresses)
    health = ServiceHealth.answers(ports, selection)
  }

  /// For nft(8), in one transaction: from `previous`, which the kernel holds, to this; nil: from whatever it holds.
  func script(replacing previous: ProxyGoal?, _ configuration: ServiceProxyConfiguration) -> String {
    Self.families(configuration).map { family in
      let (old, new) = (previous?.tables[family], tables[family])
      if let new { return new.script(replacing: old) }
      return previous == nil || old != nil ? PacketTable(family, configuration.table).deletion : ""
    }.joined()
  }

  /// Removes all of the instance's rules.
  static func removal(_ configuration: ServiceProxyConfiguration) -> String {
    families(configuration).map { PacketTable($0, configuration.table).deletion }.joined()
  }

  static func families(_ configuration: ServiceProxyConfiguration) -> [AddressFamily] { configuration.hasIPv6 ? [.v4, .v6] : [.v4] }

  private static func addresses(of node: Value?) -> [IPAddress] {
    (node?["status"]?["addresses"]?.array ?? []).filter { ["InternalIP", "ExternalIP"].contains($0["type"]?.string ?? "") }
      .compactMap { $0["address"]?.string }.compactMap { IPAddress($0) }
  }
}
