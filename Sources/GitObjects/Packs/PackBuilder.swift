import Basics
import CZlib
import Crypto

/// Collects objects into a pack (version 2, see gitformat-pack(5)), in memory.
///
/// An object that is a small edit of one already in the pack is written as a delta: directories nearly always are. Directories aren't
/// compressed: they are mostly hashes, and compressing them would cost more than all the rest of a write.
/// Not thread-safe: one thread builds one pack.
public final class PackBuilder {
  private struct Item {
    var id: ObjectID
    var offset: UInt64
    var crc: UInt32
    var depth: Int
  }

  private static let deltaDepthMax = 40

  private let deflater = Deflater()
  private var items: [Item] = []
  private var positions: [ObjectID: Int] = [:]
  private var bytes: [UInt8] = []

  public init() { reset() }

  /// Empties the builder for the next pack.
  public func reset() {
    items.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    // The number of objects is filled in at the end.
    bytes.append(contentsOf: [0x50, 0x41, 0x43, 0x4b, 0, 0, 0, 2, 0, 0, 0, 0])
  }

  public var isEmpty: Bool { items.isEmpty }
  public var byteCount: Int { bytes.count }
  public var objectCount: Int { items.count }
  public func contains(_ id: ObjectID) -> Bool { positions[id] != nil }

  /// Adds an object, once. `base` is an earlier object of the same kind with nearly the same content.
  @discardableResult
  public func add(_ kind: ObjectKind, _ content: [UInt8], base: (id: ObjectID, content: [UInt8])? = nil) -> ObjectID {
    let id = kind.id(of: content)
    guard positions[id] == nil else { return id }
    let offset = bytes.count
    var depth = 0
    if let base, let position = positions[base.id], items[position].depth < Self.deltaDepthMax,
      let delta = PackDelta.encode(from: base.content, to: content)
    {
      depth = items[position].depth + 1
      appendHeader(6, size: delta.count)
      appendDistance(offset - Int(items[position].offset))
      append(delta, kind)
    } else {
      appendHeader(kind.rawValue, size: content.count)
      append(content, kind)
    }
    let crc = bytes.withUnsafeBufferPointer { buffer in
      UInt32(crc32(0, buffer.baseAddress.map { $0 + offset }, UInt32(buffer.count - offset)))
    }
    positions[id] = items.count
    items.append(Item(id: id, offset: UInt64(offset), crc: crc, depth: depth))
    return id
  }

  private func append(_ content: [UInt8], _ kind: ObjectKind) {
    if kind == .tree { Deflater.appendStored(content, to: &bytes) } else { deflater.append(content, to: &bytes) }
  }

  private func appendHeader(_ type: UInt8, size: Int) {
    var byte = type << 4 | UInt8(size & 15)
    var rest = size >> 4
    while rest > 0 {
      bytes.append(byte | 0x80)
      byte = UInt8(rest & 0x7f)
      rest >>= 7
    }
    bytes.append(byte)
  }

  /// The "offset encoding" of gitformat-pack: big-endian groups of seven bits, each but the last less one.
  private func appendDistance(_ distance: Int) {
    var groups = [UInt8(distance & 0x7f)]
    var rest = distance >> 7
    while rest > 0 {
      rest -= 1
      groups.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(contentsOf: groups.reversed())
  }

  /// The finished pack, its index (version 2) and the name that both files share. The builder stays as it is: a write that failed is
  /// tried again with the same pack.
  func finish() -> (pack: [UInt8], index: [UInt8], name: String) {
    let count = UInt32(items.count)
    for shift in 0..<4 { bytes[8 + shift] = UInt8(truncatingIfNeeded: count >> UInt32(24 - shift * 8)) }
    let packSum = Self.sha1(bytes)
    let sorted = items.sorted { $0.id < $1.id }
    var index: [UInt8] = [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]
    var fanout = [UInt32](repeating: 0, count: 256)
    for item in sorted { fanout[Int(item.id.withUnsafeBytes { $0[0] })] += 1 }
    var total: UInt32 = 0
    for number in fanout {
      total += number
      index.append(bigEndian: total)
    }
    for item in sorted { item.id.withUnsafeBytes { index.append(contentsOf: $0) } }
    for item in sorted { index.append(bigEndian: item.crc) }
    // Offsets from 2^31 on would need the second table; a batch stays far below.
    for item in sorted { index.append(bigEndian: UInt32(item.offset)) }
    index.append(contentsOf: packSum)
    index.append(contentsOf: Self.sha1(index))
    return (bytes + packSum, index, Hexadecimal.encode(packSum))
  }

  private static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var hash = Insecure.SHA1()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { Array($0) }
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian value: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
}
