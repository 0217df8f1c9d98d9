import RuntimeInterface

/// The files that a pod's containers find in /etc.
enum SandboxFiles {
  /// resolv.conf(5); nil where nothing is asked for, then the host's own is used.
  static func resolvConf(_ config: PodSandboxConfig) -> String? {
    guard !config.dnsServers.isEmpty || !config.dnsSearches.isEmpty || !config.dnsOptions.isEmpty else { return nil }
    var lines: [String] = []
    if !config.dnsSearches.isEmpty { lines.append("search " + config.dnsSearches.joined(separator: " ")) }
    lines += config.dnsServers.map { "nameserver " + $0 }
    if !config.dnsOptions.isEmpty { lines.append("options " + config.dnsOptions.joined(separator: " ")) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// hosts(5), for containers whose /etc/hosts the kubelet doesn't mount itself.
  static func hosts(hostname: String, address: String?) -> String {
    var text = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"
    if let address, !hostname.isEmpty { text += "\(address)\t\(hostname)\n" }
    return text
  }
}
