import Basics
import LinuxKernel
import RuntimeInterface

/// The packet filter rules of an instance, all of them, as a function of its sandboxes: masquerading and host ports.
struct NetworkRules: Hashable, Sendable {
  struct Port: Hashable, Sendable {
    var mapping: PortMapping
    var address: IPAddress
  }

  var table: String
  var bridge: String
  var podCIDR: IPPrefix
  var unmaskedDestinations: [IPPrefix]
  var ports: [Port]

  private var family: String { podCIDR.address.isIPv6 ? "ip6" : "ip" }

  /// For nft(8); replaces the table in one transaction.
  var script: String {
    var rules = Nftables.deletion(ofTable: table, family: family) + "table \(family) \(table) {\n"
    rules += postrouting
    if !portRules.isEmpty { rules += hostPorts }
    return rules + "}\n"
  }

  static func deletion(table: String, podCIDR: IPPrefix) -> String {
    Nftables.deletion(ofTable: table, family: podCIDR.address.isIPv6 ? "ip6" : "ip")
  }

  private var postrouting: String {
    var lines = ["type nat hook postrouting priority srcnat; policy accept;"]
    // A pod that reaches itself by a host port must see the host as its peer: it would drop its own address.
    for address in Set(portRules.map(\.address)).sorted() {
      lines.append("\(family) saddr \(address) \(family) daddr \(address) masquerade")
    }
    if !portRules.isEmpty, family == "ip" { lines.append("oifname \"\(bridge)\" ip saddr 127.0.0.0/8 masquerade") }
    let spared = ([podCIDR] + unmaskedDestinations).filter { $0.address.isIPv6 == podCIDR.address.isIPv6 }
    lines.append("\(family) saddr \(podCIDR) \(family) daddr { \(spared.map(\.description).sorted().joined(separator: ", ")) } accept")
    // Multicast isn't routed, so there is nobody to hide from.
    lines.append(
      "\(family) saddr \(podCIDR) oifname != \"\(bridge)\" \(family) daddr != \(family == "ip" ? "224.0.0.0/4" : "ff00::/8") masquerade")
    return chain("postrouting", lines)
  }

  private var portRules: [Port] { ports.filter { $0.mapping.hostPort > 0 && $0.address.isIPv6 == podCIDR.address.isIPv6 } }

  private var hostPorts: String {
    let rules = portRules.sorted { ($0.mapping.hostPort, $0.mapping.protocol) < ($1.mapping.hostPort, $1.mapping.protocol) }.map(rule)
    let dispatch = "fib daddr type local jump hostports"
    var text = chain("hostports", rules)
    text += chain("prerouting", ["type nat hook prerouting priority dstnat; policy accept;", dispatch])
    text += chain("output", ["type nat hook output priority -100; policy accept;", dispatch])
    // Routing of 127/8 to the bridge is on for the host's own connections; pods must not use it the other way.
    if family == "ip" {
      text += chain(
        "guard", ["type filter hook prerouting priority raw; policy accept;", "iifname \"\(bridge)\" ip daddr 127.0.0.0/8 drop"])
    }
    return text
  }

  private func rule(_ port: Port) -> String {
    let mapping = port.mapping
    let isWildcard = mapping.hostIP.isEmpty || mapping.hostIP == "0.0.0.0" || mapping.hostIP == "::"
    let destination = isWildcard ? "" : "\(family) daddr \(mapping.hostIP) "
    let target = port.address.isIPv6 ? "[\(port.address)]:\(mapping.containerPort)" : "\(port.address):\(mapping.containerPort)"
    return "\(destination)\(mapping.protocol.lowercased()) dport \(mapping.hostPort) dnat to \(target)"
  }

  private func chain(_ name: String, _ lines: [String]) -> String {
    "  chain \(name) {\n" + lines.map { "    \($0)\n" }.joined() + "  }\n"
  }
}
