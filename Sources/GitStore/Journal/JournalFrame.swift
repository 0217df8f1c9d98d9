/// One group in a journal file: a header of 24 bytes, then the payload. All numbers are little-endian.
///
///     "kgrp"  payload length: UInt32  sequence: UInt64  CRC32C of payload: UInt32  CRC32C of the 20 bytes before: UInt32
///
/// A group is written only after the one before it has been synced, so only the last frame of the last file may be unfinished,
/// and whatever follows a broken frame proves that the frame had been acknowledged.
enum JournalFrame {
  static let headerLength = 24
  private static let magic: [UInt8] = [0x6b, 0x67, 0x72, 0x70]

  static func encode(_ payload: [UInt8], sequence: UInt64) -> [UInt8] {
    var bytes = magic
    bytes.reserveCapacity(headerLength + payload.count)
    bytes.append(UInt64(payload.count), width: 4)
    bytes.append(sequence, width: 8)
    bytes.append(UInt64(CRC32C.checksum(payload)), width: 4)
    bytes.append(UInt64(CRC32C.checksum(bytes)), width: 4)
    bytes.append(contentsOf: payload)
    return bytes
  }

  struct Header {
    var sequence: UInt64
    var length: Int
    var payloadChecksum: UInt32
  }

  /// Nil when there is no intact header here.
  static func header(_ bytes: [UInt8], at offset: Int) -> Header? {
    guard offset + headerLength <= bytes.count, bytes[offset..<offset + 4].elementsEqual(magic) else { return nil }
    guard UInt64(CRC32C.checksum(bytes[offset..<offset + 20])) == bytes.number(at: offset + 20, width: 4) else { return nil }
    return Header(
      sequence: bytes.number(at: offset + 8, width: 8), length: Int(bytes.number(at: offset + 4, width: 4)),
      payloadChecksum: UInt32(bytes.number(at: offset + 16, width: 4)))
  }

  /// The payload, when the frame is whole and intact.
  static func payload(_ bytes: [UInt8], _ header: Header, at offset: Int) -> ArraySlice<UInt8>? {
    let start = offset + headerLength
    guard start + header.length <= bytes.count else { return nil }
    let payload = bytes[start..<start + header.length]
    return CRC32C.checksum(payload) == header.payloadChecksum ? payload : nil
  }

  /// Whether the bytes from `offset` on can only be a write that was never finished: the frame ends before its length, or
  /// disk blocks of it were never filled. Anything else has been written whole once and was damaged later.
  static func isUnfinished(_ bytes: [UInt8], from offset: Int) -> Bool {
    guard !hasIntactFrame(bytes, after: offset) else { return false }
    if let header = header(bytes, at: offset) {
      return offset + headerLength + header.length > bytes.count || hasEmptyBlock(bytes, from: offset)
    }
    return bytes.count - offset < headerLength || hasEmptyBlock(bytes, from: offset)
  }

  private static func hasIntactFrame(_ bytes: [UInt8], after offset: Int) -> Bool {
    var position = offset + 1
    while position + headerLength <= bytes.count {
      if bytes[position] == magic[0], let header = header(bytes, at: position), payload(bytes, header, at: position) != nil {
        return true
      }
      position += 1
    }
    return false
  }

  /// A part of the tail, within one 512-byte sector and to that sector's end, that is nothing but zeros.
  private static func hasEmptyBlock(_ bytes: [UInt8], from offset: Int) -> Bool {
    var start = offset
    while start < bytes.count {
      let end = min((start / 512 + 1) * 512, bytes.count)
      if end - start >= 8, bytes[start..<end].allSatisfy({ $0 == 0 }) { return true }
      start = end
    }
    return false
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ value: UInt64, width: Int) {
    for byte in 0..<width { append(UInt8(truncatingIfNeeded: value >> UInt64(byte * 8))) }
  }

  fileprivate func number(at offset: Int, width: Int) -> UInt64 {
    (0..<width).reduce(0) { $0 | UInt64(self[offset + $1]) << UInt64($1 * 8) }
  }
}
