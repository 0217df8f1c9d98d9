#if canImport(Glibc)
  import Glibc
#endif

/// An IPv4 or IPv6 address, in network byte order.
public struct IPAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Four or sixteen bytes.
  public let bytes: [UInt8]

  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads dotted-decimal IPv4 or RFC 4291 IPv6 text; nil for anything else.
  public init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      bytes = withUnsafeBytes(of: v4) { Array($0) }
    } else if inet_pton(AF_INET6, text, &v6) == 1 {
      bytes = withUnsafeBytes(of: v6) { Array($0) }
    } else {
      return nil
    }
  }

  public var isIPv6: Bool { bytes.count == 16 }

  /// The IPv4 address that an IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2) stands for; any other address is itself.
  public var unmapped: IPAddress {
    let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
    return isIPv6 && bytes.starts(with: prefix) ? IPAddress(bytes: Array(bytes.suffix(4))) ?? self : self
  }

  /// The address `offset` places after this one, within its family; overflow wraps.
  public func advanced(by offset: Int) -> IPAddress {
    var result = bytes
    var carry = offset
    for position in result.indices.reversed() where carry != 0 {
      let sum = Int(result[position]) + carry
      result[position] = UInt8(truncatingIfNeeded: sum)
      carry = sum >> 8
    }
    return IPAddress(unchecked: result)
  }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  public static func < (a: IPAddress, b: IPAddress) -> Bool {
    a.bytes.count == b.bytes.count ? a.bytes.lexicographicallyPrecedes(b.bytes) : a.bytes.count < b.bytes.count
  }

  public var description: String {
    var buffer = [CChar](repeating: 0, count: 64)
    _ = bytes.withUnsafeBytes { inet_ntop(isIPv6 ? AF_INET6 : AF_INET, $0.baseAddress, &buffer, socklen_t(buffer.count)) }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A block of addresses such as `10.0.0.0/16`.
public struct IPPrefix: Hashable, Sendable, CustomStringConvertible {
  public let address: IPAddress
  public let length: Int

  /// Reads `address/length`; host bits are cleared.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = Int(parts[1]), length >= 0,
      length <= address.bytes.count * 8
    else { return nil }
    var bytes = address.bytes
    for bit in length..<bytes.count * 8 { bytes[bit / 8] &= ~(0x80 >> UInt8(bit % 8)) }
    guard let masked = IPAddress(bytes: bytes) else { return nil }
    (self.address, self.length) = (masked, length)
  }

  public func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    for bit in 0..<length where (other.bytes[bit / 8] ^ address.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) != 0 { return false }
    return true
  }

  /// How many addresses the block holds, `Int.max` where that doesn't fit.
  public var count: Int {
    let hostBits = address.bytes.count * 8 - length
    return hostBits >= 62 ? .max : 1 << hostBits
  }

  public var description: String { "\(address)/\(length)" }
}
