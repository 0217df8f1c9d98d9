import CShims

/// The Castagnoli checksum (RFC 3720 appendix B.4), eight bytes a step: by the processor where it can, by tables where it can't.
enum CRC32C {
  private static let tables: [[UInt32]] = {
    var tables = [[UInt32]](repeating: [UInt32](repeating: 0, count: 256), count: 8)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82f6_3b78 : value >> 1 }
      tables[0][byte] = value
    }
    for table in 1..<8 {
      for byte in 0..<256 {
        let value = tables[table - 1][byte]
        tables[table][byte] = value >> 8 ^ tables[0][Int(value & 0xff)]
      }
    }
    return tables
  }()

  private static let flat: [UInt32] = tables.flatMap { $0 }

  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.withContiguousStorageIfAvailable { checksum(UnsafeRawBufferPointer($0)) } ?? Array(bytes).withUnsafeBytes { checksum($0) }
  }

  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    if kctl_crc32c(&crc, bytes.baseAddress, bytes.count) != 0 { crc = byTable(crc, bytes) }
    return crc ^ 0xffff_ffff
  }

  static func byTable(_ checksum: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    flat.withUnsafeBufferPointer { table in
      var crc = checksum
      var position = 0
      while position + 8 <= bytes.count {
        let low = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian ^ crc
        let high = bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self).littleEndian
        crc = table[7 * 256 + Int(low & 0xff)] ^ table[6 * 256 + Int(low >> 8 & 0xff)]
        crc ^= table[5 * 256 + Int(low >> 16 & 0xff)] ^ table[4 * 256 + Int(low >> 24)]
        crc ^= table[3 * 256 + Int(high & 0xff)] ^ table[2 * 256 + Int(high >> 8 & 0xff)]
        crc ^= table[256 + Int(high >> 16 & 0xff)] ^ table[Int(high >> 24)]
        position += 8
      }
      while position < bytes.count {
        crc = crc >> 8 ^ table[Int((crc ^ UInt32(bytes[position])) & 0xff)]
        position += 1
      }
      return crc
    }
  }
}
