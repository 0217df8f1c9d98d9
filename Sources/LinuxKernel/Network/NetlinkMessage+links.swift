import Basics
import Glibc

/// The requests that a pod network is made of. Constants are those of <linux/rtnetlink.h>, <linux/if_link.h> and <linux/veth.h>.
extension NetlinkMessage {
  private static let (newLink, deleteLink, getLink, newAddress, newRoute) = (UInt16(16), UInt16(17), UInt16(18), UInt16(20), UInt16(24))
  private static let (linkAddress, linkName, linkMTU, linkMaster, linkInfo, linkNamespace) = (
    UInt16(1), UInt16(3), UInt16(4), UInt16(10), UInt16(18), UInt16(28)
  )
  private static let (infoKind, infoData, vethPeer) = (UInt16(1), UInt16(2), UInt16(1))
  private static let (infoPortKind, infoPortData, portReflects) = (UInt16(4), UInt16(5), UInt16(4))
  private static let up: UInt32 = 1

  /// struct ifinfomsg
  private static func link(index: Int32 = 0, flags: UInt32 = 0, change: UInt32 = 0) -> [UInt8] {
    words([0, UInt32(bitPattern: index), flags, change])
  }

  private static func words(_ words: [UInt32]) -> [UInt8] { words.flatMap { withUnsafeBytes(of: $0) { Array($0) } } }

  /// A bridge that is up.
  static func createBridge(_ name: String, mtu: UInt32?) -> NetlinkMessage {
    var message = NetlinkMessage(type: newLink, flags: create | exclusive, fixed: link(flags: up, change: up))
    message.attribute(linkName, name)
    if let mtu { message.attribute(linkMTU, mtu) }
    message.nested(linkInfo) { $0.attribute(infoKind, "bridge") }
    return message
  }

  /// A pair of interfaces: `name` here on the bridge and up, `peer` in the network namespace of a descriptor and still
  /// down (the kernel can't open it before the pair is whole).
  static func createVeth(
    _ name: String, bridge: UInt32, peer: String, peerNamespace: Int32, peerAddress: [UInt8], mtu: UInt32?
  ) -> NetlinkMessage {
    var message = NetlinkMessage(type: newLink, flags: create | exclusive, fixed: link(flags: up, change: up))
    message.attribute(linkName, name)
    message.attribute(linkMaster, bridge)
    if let mtu { message.attribute(linkMTU, mtu) }
    message.nested(linkInfo) { message in
      message.attribute(infoKind, "veth")
      message.nested(infoData) { message in
        message.nested(vethPeer, fixed: link()) { message in
          message.attribute(linkName, peer)
          message.attribute(linkAddress, peerAddress)
          message.attribute(linkNamespace, UInt32(bitPattern: peerNamespace))
          if let mtu { message.attribute(linkMTU, mtu) }
        }
      }
    }
    return message
  }

  /// Lets a bridge send back by a port what came by it.
  static func reflect(index: UInt32) -> NetlinkMessage {
    var message = NetlinkMessage(type: newLink, flags: 0, fixed: link(index: Int32(bitPattern: index)))
    message.nested(linkInfo) { message in
      message.attribute(infoPortKind, "bridge")
      message.nested(infoPortData) { $0.attribute(portReflects, [1]) }
    }
    return message
  }

  static func deleteLink(index: UInt32) -> NetlinkMessage {
    NetlinkMessage(type: deleteLink, flags: 0, fixed: link(index: Int32(bitPattern: index)))
  }

  static func getLink(_ name: String) -> NetlinkMessage {
    var message = NetlinkMessage(type: getLink, flags: 0, fixed: link())
    message.attribute(linkName, name)
    return message
  }

  static func setUp(index: UInt32) -> NetlinkMessage {
    NetlinkMessage(type: newLink, flags: 0, fixed: link(index: Int32(bitPattern: index), flags: up, change: up))
  }

  static func setMaster(index: UInt32, bridge: UInt32) -> NetlinkMessage {
    var message = NetlinkMessage(type: newLink, flags: 0, fixed: link(index: Int32(bitPattern: index)))
    message.attribute(linkMaster, bridge)
    return message
  }

  private static func family(_ address: IPAddress) -> UInt8 { UInt8(address.isIPv6 ? AF_INET6 : AF_INET) }

  /// Gives an interface an address; one that it has already is replaced.
  static func addAddress(_ address: IPAddress, prefixLength: Int, index: UInt32) -> NetlinkMessage {
    // struct ifaddrmsg; for IPv6 without duplicate address detection (IFA_F_NODAD): we gave the address out ourselves.
    let fixed = [family(address), UInt8(prefixLength), address.isIPv6 ? 0x02 : 0, 0] + words([index])
    var message = NetlinkMessage(type: newAddress, flags: create | replace, fixed: fixed)
    message.attribute(2, address.bytes)
    message.attribute(1, address.bytes)
    return message
  }

  /// A route by `gateway`, or by the link itself where that is nil; `destination` nil is the default route.
  static func addRoute(to destination: IPPrefix?, gateway: IPAddress?, index: UInt32, isIPv6: Bool) -> NetlinkMessage {
    let (mainTable, protocolStatic, unicast) = (UInt8(254), UInt8(4), UInt8(1))
    let scope: UInt8 = gateway == nil ? 253 : 0
    let fixed =
      [UInt8(isIPv6 ? AF_INET6 : AF_INET), UInt8(destination?.length ?? 0), 0, 0, mainTable, protocolStatic, scope, unicast] + words([0])
    var message = NetlinkMessage(type: newRoute, flags: create | replace, fixed: fixed)
    if let destination { message.attribute(1, destination.address.bytes) }
    if let gateway { message.attribute(5, gateway.bytes) }
    message.attribute(4, index)
    return message
  }
}
