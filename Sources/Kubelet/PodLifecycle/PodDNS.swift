import APIMachinery

/// A pod's resolver (kubernetes.io, "DNS for Services and Pods"): by its dnsPolicy, with its dnsConfig laid over, and no more of it than
/// resolvers take.
struct PodDNS {
  struct Problem: Equatable {
    var reason: String
    var message: String
  }

  private(set) var resolver = DNSConfiguration()
  /// What an event is to say: something had to be left out, or there was no DNS of the cluster's.
  private(set) var problems: [Problem] = []

  private static let serversMax = 3
  private static let searchesMax = 32
  private static let searchBytesMax = 253
  private static let searchLineBytesMax = 2_048

  init(_ pod: Pod, _ configuration: KubeletConfiguration) {
    switch pod.spec["dnsPolicy"]?.string ?? "ClusterFirst" {
    case "None": break
    case "Default" where pod.isHostNetwork: resolver = configuration.hostDNS
    case "Default": resolver = configuration.podHostDNS ?? configuration.hostDNS
    case "ClusterFirst" where pod.isHostNetwork: resolver = configuration.hostDNS
    case let policy:
      guard !configuration.clusterDNS.isEmpty else {
        note(
          "MissingClusterDNS",
          "pod: \"\(pod.name)_\(pod.namespace)(\(pod.uid))\". kubelet does not have ClusterDNS IP configured and cannot create Pod using "
            + "\"\(policy)\" policy. Falling back to \"Default\" policy.")
        resolver = (pod.isHostNetwork ? nil : configuration.podHostDNS) ?? configuration.hostDNS
        break
      }
      let domain = configuration.clusterDomain
      let cluster = domain.isEmpty ? [] : ["\(pod.namespace).svc.\(domain)", "svc.\(domain)", domain]
      resolver = DNSConfiguration(servers: configuration.clusterDNS, searches: cluster + configuration.hostDNS.searches, options: ["ndots:5"])
    }
    add(pod.spec["dnsConfig"])
    limit()
  }

  private mutating func add(_ config: Value?) {
    resolver.servers += config?["nameservers"]?.array?.compactMap(\.string) ?? []
    resolver.searches += config?["searches"]?.array?.compactMap(\.string) ?? []
    for option in config?["options"]?.array ?? [] {
      guard let name = option["name"]?.string else { continue }
      resolver.options.removeAll { $0 == name || $0.hasPrefix(name + ":") }
      resolver.options.append(option["value"]?.string.map { $0.isEmpty ? name : "\(name):\($0)" } ?? name)
    }
  }

  // MARK: limits

  private mutating func limit() {
    resolver.servers = Self.unique(resolver.servers)
    if resolver.servers.count > Self.serversMax {
      resolver.servers = Array(resolver.servers.prefix(Self.serversMax))
      note(
        "DNSConfigForming",
        "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: "
          + resolver.servers.joined(separator: " "))
    }
    let asked = Self.unique(resolver.searches)
    var searches = asked.prefix(Self.searchesMax).filter { $0.utf8.count <= Self.searchBytesMax }
    while searches.reduce(-1, { $0 + $1.utf8.count + 1 }) > Self.searchLineBytesMax { searches.removeLast() }
    resolver.searches = searches
    guard searches != asked else { return }
    note(
      "DNSConfigForming",
      "Search Line limits were exceeded, some search paths have been omitted, the applied search line is: " + searches.joined(separator: " "))
  }

  private mutating func note(_ reason: String, _ message: String) { problems.append(Problem(reason: reason, message: message)) }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
