import Basics
import CShims
import Glibc

/// A netlink connection to the kernel, of our network namespace or another's. Its calls block: for microseconds, unless much is listed.
public final class NetlinkSocket {
  private let descriptor: Descriptor
  private var sequence: UInt32 = 0

  /// What a connection is about: netlink(7) calls these families.
  public enum Subject: Int32, Sendable { case routing = 0, filter = 12 }

  /// `namespace` is the file that a network namespace is pinned to; nil is our own.
  public init(_ subject: Subject = .routing, namespace: String? = nil) throws(SystemError) {
    let (domain, type, family) = (AF_NETLINK, Int32(SOCK_RAW.rawValue), subject.rawValue)
    let raw =
      namespace.map { kctl_socket_in($0, domain, type, family) } ?? socket(domain, type | Int32(SOCK_CLOEXEC.rawValue), family)
    guard raw >= 0 else { throw SystemError("netlink", namespace ?? "") }
    descriptor = Descriptor(owning: raw)
  }

  /// Sends a request and waits for the kernel's answer. `subject` names what it is about in errors. Returns the payloads
  /// (behind the 16 bytes of header) of what came before the acknowledgement.
  @discardableResult
  func send(_ message: NetlinkMessage, _ subject: String) throws(SystemError) -> [[UInt8]] {
    var payloads: [[UInt8]] = []
    try send(message, subject) { payloads.append($0) }
    return payloads
  }

  /// The same, telling each payload as it comes: for lists that may be long.
  func send(_ message: NetlinkMessage, _ subject: String, _ take: ([UInt8]) -> Void) throws(SystemError) {
    sequence += 1
    let request = message.numbered(sequence)
    guard Glibc.send(descriptor.raw, request, request.count, 0) == request.count else { throw SystemError("netlink send", subject) }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = recv(descriptor.raw, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError("netlink receive", subject) }
      for answer in Self.answers(in: buffer[..<count]) where answer.sequence == sequence {
        if answer.isEnd { return }
        guard answer.isError else { take(answer.payload); continue }
        guard answer.code == 0 else { throw SystemError("netlink", subject, code: answer.code) }
        return
      }
    }
  }

  struct Answer: Hashable {
    var sequence: UInt32
    var isError: Bool
    /// Of an error answer: 0 is the acknowledgement.
    var code: Int32
    var payload: [UInt8]
    /// The last of a list, which takes an acknowledgement's place.
    var isEnd = false
  }

  /// Splits a datagram into its messages.
  static func answers(in bytes: ArraySlice<UInt8>) -> [Answer] {
    var answers: [Answer] = []
    var rest = bytes
    while rest.count >= 16 {
      let (length, type, sequence) = rest.withUnsafeBytes {
        (Int($0.loadUnaligned(as: UInt32.self)), $0.loadUnaligned(fromByteOffset: 4, as: UInt16.self),
         $0.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
      }
      guard length >= 16, length <= rest.count else { return answers }
      let payload = Array(rest.prefix(length).dropFirst(16))
      let isError = type == 2
      let code = isError && payload.count >= 4 ? -payload.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) } : 0
      answers.append(Answer(sequence: sequence, isError: isError, code: code, payload: payload, isEnd: type == 3))
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return answers
  }
}

extension NetlinkSocket {
  /// An interface's index; nil when there is none of that name.
  public func index(of name: String) throws(SystemError) -> UInt32? {
    do {
      // struct ifinfomsg: family, padding and type fill the first word, the index is the second.
      guard let payload = try send(.getLink(name), name).first, payload.count >= 8 else { return nil }
      return payload.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }
    } catch where error.code == ENODEV {
      return nil
    }
  }

  /// The index of the bridge, which is made where it is missing, with this address.
  public func ensureBridge(_ name: String, address: IPAddress, prefixLength: Int, mtu: UInt32? = nil) throws(SystemError) -> UInt32 {
    if try index(of: name) == nil {
      do { try send(.createBridge(name, mtu: mtu), name) } catch where error.code == EEXIST {}
    }
    guard let index = try index(of: name) else { throw SystemError("netlink", name, code: ENODEV) }
    try send(.addAddress(address, prefixLength: prefixLength, index: index), name)
    try send(.setUp(index: index), name)
    return index
  }

  /// Removes an interface (of a pair, both); none of that name is fine.
  public func deleteLink(_ name: String) throws(SystemError) {
    guard let index = try index(of: name) else { return }
    do { try send(.deleteLink(index: index), name) } catch where error.code == ENODEV {}
  }

  public func createVeth(
    _ name: String, bridge: UInt32, peer: String, peerNamespace: Descriptor, peerAddress: [UInt8], mtu: UInt32? = nil
  ) throws(SystemError) {
    try send(
      .createVeth(name, bridge: bridge, peer: peer, peerNamespace: peerNamespace.raw, peerAddress: peerAddress, mtu: mtu), name)
  }

  /// Lets a bridge send back by one of its ports what came by it. Where frames go through the packet filter (bridge-nf-call-iptables), what
  /// a pod sends to itself by way of a translated address never leaves the bridge, and without this it would be dropped there.
  public func reflect(_ name: String) throws(SystemError) {
    guard let index = try index(of: name) else { throw SystemError("netlink", name, code: ENODEV) }
    try send(.reflect(index: index), name)
  }

  /// Brings the interface up with a single address whose every packet goes to the gateway, neighbours' too.
  public func configure(_ name: String, address: IPAddress, gateway: IPAddress) throws(SystemError) {
    guard let index = try index(of: name) else { throw SystemError("netlink", name, code: ENODEV) }
    let hostBits = address.bytes.count * 8
    try send(.addAddress(address, prefixLength: hostBits, index: index), name)
    try send(.setUp(index: index), name)
    try send(.addRoute(to: IPPrefix("\(gateway)/\(hostBits)"), gateway: nil, index: index, isIPv6: address.isIPv6), name)
    try send(.addRoute(to: nil, gateway: gateway, index: index, isIPv6: address.isIPv6), name)
  }
}
