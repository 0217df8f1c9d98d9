import APIMachinery

extension DNSConfiguration {
  /// A pod's resolver (DNS for Services and Pods): by its dnsPolicy, with its dnsConfig laid over.
  init(_ pod: Pod, _ configuration: KubeletConfiguration) {
    let policy = pod.spec["dnsPolicy"]?.string ?? "ClusterFirst"
    switch policy {
    case "None": self.init()
    case "Default": self = configuration.hostDNS
    case "ClusterFirst" where pod.isHostNetwork: self = configuration.hostDNS
    default:
      if configuration.clusterDNS.isEmpty {
        self = configuration.hostDNS
      } else {
        let domain = configuration.clusterDomain
        let cluster = domain.isEmpty ? [] : ["\(pod.namespace).svc.\(domain)", "svc.\(domain)", domain]
        self.init(servers: configuration.clusterDNS, searches: cluster + configuration.hostDNS.searches, options: ["ndots:5"])
      }
    }
    add(pod.spec["dnsConfig"])
    servers = Array(Self.unique(servers).prefix(3))
    searches = Array(Self.unique(searches).prefix(32))
  }

  private mutating func add(_ config: Value?) {
    servers += config?["nameservers"]?.array?.compactMap(\.string) ?? []
    searches += config?["searches"]?.array?.compactMap(\.string) ?? []
    for option in config?["options"]?.array ?? [] {
      guard let name = option["name"]?.string else { continue }
      options.removeAll { $0 == name || $0.hasPrefix(name + ":") }
      options.append(option["value"]?.string.map { $0.isEmpty ? name : "\(name):\($0)" } ?? name)
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
