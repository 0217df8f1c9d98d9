import Basics
import Glibc
import LinuxKernel
import RuntimeInterface

/// An instance's bridge, its pods' interfaces and its rules on the host. The calls block.
///
/// Every pod sends all its packets to the bridge's address (its own has no neighbours): so the host routes between pods of
/// one node too, and translated services work without bridge filtering. Forwarding is switched on for the bridge and
/// the uplinks only, never `net.ipv4.ip_forward` for the whole host.
struct PodNetwork: Sendable {
  let configuration: EmbeddedRuntimeConfiguration
  private let nftables: Nftables?

  init(_ configuration: EmbeddedRuntimeConfiguration) {
    self.configuration = configuration
    nftables = Nftables()
  }

  private var isIPv6: Bool { configuration.podCIDR.address.isIPv6 }
  private var gateway: IPAddress { configuration.podCIDR.address.advanced(by: 1) }
  private var table: String { "kctl_" + configuration.instanceID }

  /// The host's side of a sandbox's pair: 15 bytes at most, and this instance's own.
  func interfaceName(_ sandbox: String) -> String { interfacePrefix + sandbox.prefix(7) }
  private var interfacePrefix: String { "kv" + configuration.instanceID }

  func setUp(_ sandboxes: [SandboxRecord]) throws {
    let socket = try NetlinkSocket()
    _ = try socket.ensureBridge(
      configuration.bridgeName, address: gateway, prefixLength: configuration.podCIDR.length, mtu: configuration.mtu.map { UInt32($0) })
    allowForwarding(on: configuration.bridgeName)
    sysctl("net/ipv4/conf/\(configuration.bridgeName)/send_redirects", "0")
    try forwardUplinks()
    try loadRules(sandboxes)
    let wanted = Set(sandboxes.map { interfaceName($0.id) })
    for name in FileTree.names(in: "/sys/class/net") where name.hasPrefix(interfacePrefix) {
      // Those of an earlier version don't reflect yet; one that is on no bridge any more can't.
      if wanted.contains(name) { try? socket.reflect(name) } else { try socket.deleteLink(name) }
    }
  }

  /// Switches forwarding on for the uplinks, and remembers for which of them it was off.
  private func forwardUplinks() throws(SystemError) {
    let uplinks = Self.uplinks(route: (try? TextFile.read("/proc/net/route")) ?? "")
    let closed = uplinks.filter { name in
      ((try? TextFile.read("/proc/sys/" + forwarding(name))) ?? "").hasPrefix("0")
    }
    if !closed.isEmpty {
      let known = openedUplinks
      try TextFile.write((known + closed.filter { !known.contains($0) }).joined(separator: "\n") + "\n", to: openedFile)
    }
    for uplink in uplinks { allowForwarding(on: uplink) }
  }

  /// Takes back what `forwardUplinks` did, unless another instance on this host still needs it.
  private func closeUplinks() throws(SystemError) {
    let others = FileTree.names(in: "/sys/class/net").filter { $0.hasPrefix("kctl-") && $0 != configuration.bridgeName }
    if others.isEmpty { for uplink in openedUplinks { sysctl(forwarding(uplink), "0") } }
    try FileTree.remove(openedFile)
  }

  private var openedFile: String { configuration.dataDirectory + "/opened-uplinks" }
  private var openedUplinks: [String] { ((try? TextFile.read(openedFile)) ?? "").split(separator: "\n").map(String.init) }
  private func forwarding(_ interface: String) -> String { "net/\(isIPv6 ? "ipv6" : "ipv4")/conf/\(interface)/forwarding" }

  private func allowForwarding(on interface: String) {
    sysctl(forwarding(interface), "1")
  }

  // Where /proc/sys is read-only the host's owner has set things up, or the network tests tell.
  private func sysctl(_ name: String, _ value: String) {
    guard let file = try? Descriptor.open("/proc/sys/" + name, flags: O_WRONLY) else { return }
    _ = write(file.raw, value, value.utf8.count)
  }

  /// The interfaces of the default routes in /proc/net/route.
  static func uplinks(route text: String) -> [String] {
    let lines = text.split(separator: "\n").dropFirst().map { $0.split(whereSeparator: { $0 == "\t" || $0 == " " }) }
    return Set(lines.filter { $0.count > 7 && $0[1] == "00000000" && $0[7] == "00000000" }.map { String($0[0]) }).sorted()
  }

  func rules(_ sandboxes: [SandboxRecord]) -> NetworkRules {
    NetworkRules(
      table: table, bridge: configuration.bridgeName, podCIDR: configuration.podCIDR,
      unmaskedDestinations: configuration.unmaskedDestinations,
      ports: sandboxes.flatMap { sandbox in
        sandbox.address.map { address in sandbox.portMappings.map { .init(mapping: $0, address: address) } } ?? []
      })
  }

  func loadRules(_ sandboxes: [SandboxRecord]) throws {
    let rules = rules(sandboxes)
    guard let nftables else { throw RuntimeError(.unsupported, "nft is not installed (Debian: apt install nftables)") }
    if rules.ports.contains(where: { $0.mapping.hostPort > 0 }) { sysctl("net/ipv4/conf/\(configuration.bridgeName)/route_localnet", "1") }
    try nftables.load(rules.script)
  }

  /// Gives a sandbox's namespace its interface and address.
  func attach(_ sandbox: String, namespace: String, address: IPAddress) throws {
    let socket = try NetlinkSocket()
    guard let bridge = try socket.index(of: configuration.bridgeName) else {
      throw RuntimeError(.failed, "the bridge \(configuration.bridgeName) is gone")
    }
    let name = interfaceName(sandbox)
    let pinned = try Descriptor.open(namespace, flags: O_RDONLY)
    try socket.createVeth(
      name, bridge: bridge, peer: "eth0", peerNamespace: pinned, peerAddress: Self.hardwareAddress(address),
      mtu: configuration.mtu.map { UInt32($0) })
    try socket.reflect(name)
    try NetlinkSocket(namespace: namespace).configure("eth0", address: address, gateway: gateway)
  }

  // The same for the same address, so that a neighbour's cache is still right when an address is given out again.
  static func hardwareAddress(_ address: IPAddress) -> [UInt8] { [0x0a, 0x58] + address.bytes.suffix(4) }

  func detach(_ sandbox: String) throws(SystemError) { try NetlinkSocket().deleteLink(interfaceName(sandbox)) }

  /// Removes all of the instance's from the host.
  func tearDown() throws {
    let socket = try NetlinkSocket()
    for name in FileTree.names(in: "/sys/class/net") where name.hasPrefix(interfacePrefix) { try socket.deleteLink(name) }
    try socket.deleteLink(configuration.bridgeName)
    try nftables?.load(NetworkRules.deletion(table: table, podCIDR: configuration.podCIDR))
    try closeUplinks()
  }
}
