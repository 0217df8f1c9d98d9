import Basics
import Glibc

/// A route netlink request (rtnetlink(7)) as it is built: a header, a fixed part, attributes.
public struct NetlinkMessage: Hashable, Sendable {
  public private(set) var bytes: [UInt8]

  static let request: UInt16 = 0x1
  static let acknowledge: UInt16 = 0x4
  static let replace: UInt16 = 0x100
  static let exclusive: UInt16 = 0x200
  static let create: UInt16 = 0x400

  init(type: UInt16, flags: UInt16, fixed: [UInt8]) {
    bytes = [UInt8](repeating: 0, count: 16) + fixed
    Self.store(type, at: 4, in: &bytes)
    Self.store(flags | Self.request | Self.acknowledge, at: 6, in: &bytes)
    close()
  }

  private static func store(_ value: some FixedWidthInteger, at offset: Int, in bytes: inout [UInt8]) {
    withUnsafeBytes(of: value) { for (position, byte) in $0.enumerated() { bytes[offset + position] = byte } }
  }

  private mutating func close() {
    while bytes.count % 4 != 0 { bytes.append(0) }
    Self.store(UInt32(bytes.count), at: 0, in: &bytes)
  }

  mutating func attribute(_ type: UInt16, _ payload: [UInt8]) {
    let start = bytes.count
    bytes += [0, 0, 0, 0] + payload
    Self.store(UInt16(4 + payload.count), at: start, in: &bytes)
    Self.store(type, at: start + 2, in: &bytes)
    close()
  }

  mutating func attribute(_ type: UInt16, _ text: String) { attribute(type, Array(text.utf8) + [0]) }
  mutating func attribute(_ type: UInt16, _ number: UInt32) { attribute(type, withUnsafeBytes(of: number) { Array($0) }) }

  /// An attribute that holds what the body adds (behind `fixed`).
  mutating func nested(_ type: UInt16, fixed: [UInt8] = [], _ body: (inout NetlinkMessage) -> Void) {
    let start = bytes.count
    bytes += [0, 0, 0, 0] + fixed
    body(&self)
    Self.store(UInt16(bytes.count - start), at: start, in: &bytes)
    Self.store(type, at: start + 2, in: &bytes)
    close()
  }

  func numbered(_ sequence: UInt32) -> [UInt8] {
    var copy = bytes
    Self.store(sequence, at: 8, in: &copy)
    return copy
  }
}
