import Basics

/// The chains and map entries of one port of a Service.
///
/// `cluster/…`, `external/…` and `firewall/…` decide who may and whose address is hidden; `all/…` and `local/…` choose an endpoint;
/// with session affinity, `endpoint/…` leads to one and remembers who was led there in its set `affinity/…`.
struct PortRules {
  let rules: ServiceRules
  let port: ServicePort
  private let all: [ServiceEndpoint]
  private let local: [ServiceEndpoint]

  init(rules: ServiceRules, port: ServicePort) {
    (self.rules, self.port) = (rules, port)
    let endpoints = port.endpoints.filter { rules.family.includes($0.address) }
    all = rules.selection.everywhere(endpoints)
    local = rules.selection.here(endpoints)
  }

  private var family: AddressFamily { rules.family }
  private var path: String { port.id.path }

  func add(to table: inout PacketTable) {
    let clusterIPs = port.clusterIPs.filter(family.includes)
    let externalIPs = port.externalIPs.filter(family.includes)
    let balancerIPs = port.loadBalancerIPs.filter(family.includes)
    // A Service of the other family alone has nothing here, node ports included.
    guard !clusterIPs.isEmpty else { return }
    let isEmpty = all.isEmpty && local.isEmpty
    for address in clusterIPs {
      table.lead(ServiceRules.clusterIPs, key(address), to: isEmpty ? ServiceRules.refusal : "cluster/" + path)
    }
    let firewall = port.sourceRanges.isEmpty ? "external/" : "firewall/"
    for address in balancerIPs {
      table.lead(ServiceRules.externalIPs, key(address), to: isEmpty ? ServiceRules.refusal : firewall + path)
    }
    for address in externalIPs {
      table.lead(ServiceRules.externalIPs, key(address), to: isEmpty ? ServiceRules.refusal : "external/" + path)
    }
    if let nodePort = port.nodePort {
      table.lead(ServiceRules.nodePorts, "\(port.id.transport) . \(nodePort)", to: isEmpty ? ServiceRules.refusal : "external/" + path)
    }
    if isEmpty { return }
    table.chains["cluster/" + path] = .init(rules: [rules.hidingStrangers] + choice(isLocal: port.isInternallyLocal))
    var usesAll = !port.isInternallyLocal
    var usesLocal = port.isInternallyLocal
    if !externalIPs.isEmpty || !balancerIPs.isEmpty || port.nodePort != nil {
      table.chains["external/" + path] = .init(rules: external)
      (usesAll, usesLocal) = (true, usesLocal || port.isExternallyLocal)
      if !balancerIPs.isEmpty, !port.sourceRanges.isEmpty { table.chains["firewall/" + path] = .init(rules: firewallRules) }
    }
    if usesAll { balance("all/", all, &table) }
    if usesLocal { balance("local/", local, &table) }
    for endpoint in all + local where isPod(endpoint) {
      table.collections[ServiceRules.hairpins]?.elements["\(endpoint.address) . \(endpoint.address)"] = ""
    }
  }

  private func key(_ address: IPAddress) -> String { "\(address) . \(port.id.transport) . \(port.port)" }

  private func isPod(_ endpoint: ServiceEndpoint) -> Bool {
    endpoint.isLocal && rules.configuration.podCIDRs.contains { $0.contains(endpoint.address) }
      && !rules.nodeAddresses.contains(endpoint.address)
  }

  /// Where only local endpoints count and none is here, packets are dropped: somebody else is to answer.
  private func choice(isLocal: Bool) -> [String] {
    let chosen = isLocal ? local : all
    return chosen.isEmpty ? ["drop"] : ["goto \(isLocal ? "local/" : "all/")\(path)"]
  }

  /// With the policy Local pods and the host itself, which have no source to keep, are served by every endpoint.
  private var external: [String] {
    guard port.isExternallyLocal else { return [rules.hidingStrangers] + choice(isLocal: false) }
    var lines = rules.fromPods.map { pods in choice(isLocal: false).map { "\(pods) \($0)" } } ?? []
    lines.append("fib saddr type local \(ServiceRules.hiding)")
    lines += choice(isLocal: false).map { "fib saddr type local \($0)" }
    return lines + choice(isLocal: true)
  }

  private var firewallRules: [String] {
    let ranges = Self.disjoint(port.sourceRanges.filter { family.includes($0.address) }).map(\.description)
    if ranges.isEmpty { return ["drop"] }
    return ["\(family.rawValue) saddr != { \(ranges.joined(separator: ", ")) } drop", "goto external/" + path]
  }

  /// Without those that lie in others: nft(8) takes no two that overlap.
  static func disjoint(_ ranges: [IPPrefix]) -> [IPPrefix] {
    var result: [IPPrefix] = []
    for range in ranges.sorted(by: { ($0.length, $0.address) < ($1.length, $1.address) })
    where !result.contains(where: { $0.contains(range.address) }) { result.append(range) }
    return result.sorted { $0.address < $1.address }
  }

  // MARK: one of several endpoints

  private func balance(_ prefix: String, _ endpoints: [ServiceEndpoint], _ table: inout PacketTable) {
    guard !endpoints.isEmpty else { return }
    guard let seconds = port.affinitySeconds else {
      table.chains[prefix + path] = .init(rules: [translation(endpoints)])
      return
    }
    var rules: [String] = []
    for endpoint in endpoints {
      let name = path + "/" + endpointName(endpoint)
      let set = "affinity/\(name)/\(seconds)s"
      table.collections[set] = .init(kind: .set, declaration: "type \(family.addressType); flags dynamic,timeout; timeout \(seconds)s;")
      table.chains["endpoint/" + name] = .init(
        rules: ["update @\(set) { \(family.rawValue) saddr }", translation([endpoint])])
      rules.append("\(family.rawValue) saddr @\(set) goto endpoint/\(name)")
    }
    let entries = endpoints.enumerated().map { "\($0) : goto endpoint/\(path)/\(endpointName($1))" }
    rules.append("numgen random mod \(endpoints.count) vmap { \(entries.joined(separator: ", ")) }")
    table.chains[prefix + path] = .init(rules: rules)
  }

  private func translation(_ endpoints: [ServiceEndpoint]) -> String {
    let start = "meta l4proto \(port.id.transport) dnat "
    if endpoints.count == 1 { return start + "to \(family.target(endpoints[0].address, endpoints[0].port))" }
    let entries = endpoints.enumerated().map { "\($0) : \($1.address) . \($1.port)" }
    return start + "\(family.rawValue) to numgen random mod \(endpoints.count) map { \(entries.joined(separator: ", ")) }"
  }

  private func endpointName(_ endpoint: ServiceEndpoint) -> String {
    String(endpoint.address.description.map { $0 == ":" ? "." : $0 }) + "/\(endpoint.port)"
  }
}

extension PacketTable {
  /// Enters a chain into a map. What a Service has already claimed stays: the first in order wins, as two can't both have it.
  fileprivate mutating func lead(_ map: String, _ key: String, to chain: String) {
    guard collections[map]?.elements[key] == nil else { return }
    collections[map]?.elements[key] = "goto " + chain
  }
}
