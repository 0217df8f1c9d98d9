import Basics
import Glibc

/// A connection that the kernel follows, as ctnetlink tells it (<linux/netfilter/nfnetlink_conntrack.h>).
public struct TrackedFlow: Hashable, Sendable {
  public struct Peer: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16
    public init(_ address: IPAddress, _ port: UInt16) { (self.address, self.port) = (address, port) }
  }

  /// IPPROTO_UDP and the like.
  public var transport: UInt8
  public var source: Peer
  /// Whom the source meant to reach.
  public var destination: Peer
  /// Who really answers: another than the destination where it was translated.
  public var answerer: Peer
  /// The original tuple as the kernel wrote it.
  var tuple: [UInt8]

  public init(transport: UInt8, source: Peer, destination: Peer, answerer: Peer, tuple: [UInt8] = []) {
    (self.transport, self.source, self.destination) = (transport, source, destination)
    (self.answerer, self.tuple) = (answerer, tuple)
  }
}

/// The kernel's table of connections. The calls block.
public enum ConnectionTracking {
  private static let (get, delete) = (UInt16(1 << 8 | 1), UInt16(1 << 8 | 2))
  private static let (originalTuple, replyTuple, nested, typeMask) = (UInt16(1), UInt16(2), UInt16(0x8000), UInt16(0x3fff))
  private static let dump: UInt16 = 0x300

  /// The flows of a transport protocol, by IPv4 or by IPv6.
  public static func flows(transport: UInt8, isIPv6: Bool) throws(SystemError) -> [TrackedFlow] {
    let request = NetlinkMessage(type: get, flags: dump, fixed: header(isIPv6))
    var flows: [TrackedFlow] = []
    try NetlinkSocket(.filter).send(request, "conntrack") { payload in
      if let flow = flow(in: payload), flow.transport == transport { flows.append(flow) }
    }
    return flows
  }

  /// Forgets a flow: its next packet begins a new one. One that is gone already is fine.
  public static func forget(_ flow: TrackedFlow) throws(SystemError) {
    var request = NetlinkMessage(type: delete, flags: 0, fixed: header(flow.source.address.isIPv6))
    request.attribute(originalTuple | nested, flow.tuple)
    do { try NetlinkSocket(.filter).send(request, "conntrack") } catch where error.code == ENOENT {}
  }

  /// struct nfgenmsg
  private static func header(_ isIPv6: Bool) -> [UInt8] { [UInt8(isIPv6 ? AF_INET6 : AF_INET), 0, 0, 0] }

  /// Reads one message's payload; nil for what isn't a flow between ports.
  static func flow(in payload: [UInt8]) -> TrackedFlow? {
    let attributes = attributes(payload.dropFirst(4))
    guard let original = attributes[originalTuple], let reply = attributes[replyTuple], let there = tuple(original), let back = tuple(reply)
    else { return nil }
    return TrackedFlow(
      transport: there.transport, source: there.source, destination: there.destination, answerer: back.source, tuple: Array(original))
  }

  private static func tuple(_ bytes: ArraySlice<UInt8>) -> (transport: UInt8, source: TrackedFlow.Peer, destination: TrackedFlow.Peer)? {
    let parts = attributes(bytes)
    guard let addresses = parts[1].map(attributes), let ends = parts[2].map(attributes), let transport = ends[1]?.first,
      let from = (addresses[1] ?? addresses[3]).flatMap({ IPAddress(bytes: Array($0)) }),
      let to = (addresses[2] ?? addresses[4]).flatMap({ IPAddress(bytes: Array($0)) }),
      let fromPort = port(ends[2]), let toPort = port(ends[3])
    else { return nil }
    return (transport, .init(from, fromPort), .init(to, toPort))
  }

  private static func port(_ bytes: ArraySlice<UInt8>?) -> UInt16? {
    guard let bytes, bytes.count >= 2 else { return nil }
    return UInt16(bytes[bytes.startIndex]) << 8 | UInt16(bytes[bytes.startIndex + 1])
  }

  /// The attributes of a message by type; what is cut short ends it.
  private static func attributes(_ bytes: ArraySlice<UInt8>) -> [UInt16: ArraySlice<UInt8>] {
    var found: [UInt16: ArraySlice<UInt8>] = [:]
    var rest = bytes
    while rest.count >= 4 {
      let (length, type) = rest.withUnsafeBytes {
        (Int($0.loadUnaligned(as: UInt16.self)), $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
      }
      guard length >= 4, length <= rest.count else { break }
      found[type & typeMask] = rest.prefix(length).dropFirst(4)
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return found
  }
}
