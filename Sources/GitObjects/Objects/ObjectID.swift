/// The name of a git object: the hash of its content. Twenty bytes in today's repositories, thirty-two in SHA-256 ones.
public struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  public let byteCount: Int

  /// Nil unless there are 20 or 32 bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20 || bytes.count == 32 else { return nil }
    self.init(unchecked: bytes)
  }

  init(unchecked bytes: some Collection<UInt8>) {
    byteCount = bytes.count
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// Reads 40 or 64 hexadecimal digits.
  public init?(hex: some StringProtocol) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in hex.utf8 {
      let value: UInt8
      switch digit {
      case 48...57: value = digit - 48
      case 97...102: value = digit - 87
      case 65...70: value = digit - 55
      default: return nil
      }
      if let top = high {
        bytes.append(top << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
    self.init(bytes: bytes)
  }

  public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try Swift.withUnsafeBytes(of: words) { try body(UnsafeRawBufferPointer(rebasing: $0[..<byteCount])) }
  }

  public var hex: String {
    withUnsafeBytes { bytes in
      String(unsafeUninitializedCapacity: bytes.count * 2) { text in
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
        for position in bytes.indices {
          text[position * 2] = digit(bytes[position] >> 4)
          text[position * 2 + 1] = digit(bytes[position] & 15)
        }
        return bytes.count * 2
      }
    }
  }

  public var description: String { hex }

  public static func == (a: ObjectID, b: ObjectID) -> Bool { a.words == b.words && a.byteCount == b.byteCount }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  public static func < (a: ObjectID, b: ObjectID) -> Bool {
    for (x, y) in [(a.words.0, b.words.0), (a.words.1, b.words.1), (a.words.2, b.words.2), (a.words.3, b.words.3)]
    where x != y { return UInt64(bigEndian: x) < UInt64(bigEndian: y) }
    return a.byteCount < b.byteCount
  }
}

/// The id of a commit, where a signature should say so.
public typealias CommitID = ObjectID
