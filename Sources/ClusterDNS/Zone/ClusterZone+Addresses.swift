import APIMachinery
import Basics
import ControllerKit
import DNSMessage

extension ClusterZone {
  /// `path`: the labels from the domain on, `pod` first.
  func pods(_ question: DNSQuestion, _ path: [String], _ world: World) -> ZoneAnswer {
    guard path.count > 1 else { return .empty }
    guard path.count <= 3, world.get(WellKnown.namespaces, path[1]) != nil else { return .absent }
    guard path.count == 3 else { return .empty }
    let parts = path[2].split(separator: "-", omittingEmptySubsequences: false)
    let dotted = parts.joined(separator: "."), colons = parts.joined(separator: ":")
    guard let address = IPAddress(dotted) ?? IPAddress(colons) else { return .absent }
    return holding([.address(address)], question)
  }

  /// The names of an address: its Service's, if it is a cluster IP; else those of its endpoints, and of these the ones with a hostname when
  /// there are any. nil when the cluster has none for it.
  func pointers(_ question: DNSQuestion, to address: IPAddress, _ world: World) -> ZoneAnswer? {
    let services = world.list(WellKnown.services, ClusterIndexes.servicesByAddress, address.description)
    var names = services.compactMap { name($0.name, $0.namespace, "svc") }
    if names.isEmpty {
      let slices = world.list(WellKnown.endpointSlices, ClusterIndexes.slicesByAddress, address.description).compactMap { SliceView($0) }
      let found = slices.flatMap { slice in slice.endpoints.filter { $0.address == address }.map { (slice, $0) } }
      let named = found.filter { $0.1.hasHostname }
      names = (named.isEmpty ? found : named).compactMap { name($0.1.name, $0.0.service, $0.0.namespace, "svc") }
    }
    return names.isEmpty ? nil : holding(names.distinct.map { .ptr($0) }, question)
  }
}

/// The names by which addresses are looked up (RFC 1035 section 3.5, RFC 3596 section 2.5).
enum ReverseName {
  static func address(_ name: DNSName) -> IPAddress? {
    let labels = name.labels
    switch labels.suffix(2) {
    case ["in-addr", "arpa"] where labels.count == 6: return IPAddress(labels.prefix(4).reversed().joined(separator: "."))
    case ["ip6", "arpa"] where labels.count == 34:
      let digits = labels.prefix(32).reversed().flatMap { Array($0.utf8) }
      // Each label is one digit; whether they are digits, the address says.
      guard labels.prefix(32).allSatisfy({ $0.utf8.count == 1 }) else { return nil }
      return IPAddress(stride(from: 0, to: 32, by: 4).map { String(decoding: digits[$0..<$0 + 4], as: UTF8.self) }.joined(separator: ":"))
    default: return nil
    }
  }

  static func name(_ address: IPAddress) -> DNSName? {
    guard address.isIPv6 else { return DNSName(labels: address.bytes.reversed().map { String($0) } + ["in-addr", "arpa"]) }
    return DNSName(labels: address.bytes.reversed().flatMap { [String($0 & 15, radix: 16), String($0 >> 4, radix: 16)] } + ["ip6", "arpa"])
  }
}
