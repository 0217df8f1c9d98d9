import CZlib

/// A zlib compressor that is set up once: setting one up costs more than compressing a small object.
final class Deflater {
  private let stream: UnsafeMutablePointer<z_stream>

  init(level: Int32 = 1) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit_(stream, level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib can't be set up")
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Appends the compressed form of `input` to `output`.
  func append(_ input: [UInt8], to output: inout [UInt8]) {
    deflateReset(stream)
    let start = output.count
    let capacity = Int(deflateBound(stream, UInt(input.count)))
    output.append(contentsOf: repeatElement(0, count: capacity))
    input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.pointee.avail_in = UInt32(source.count)
        stream.pointee.next_out = target.baseAddress.map { $0 + start }
        stream.pointee.avail_out = UInt32(capacity)
        let status = deflate(stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "deflateBound was not enough")
      }
    }
    output.removeLast(Int(stream.pointee.avail_out))
    stream.pointee.next_in = nil
  }

  private static let storedBlockBytesMax = 65_535

  /// Appends `input` in the same format without compressing it (RFC 1950, RFC 1951 section 3.2.4): a twentieth of the time, for what hardly
  /// gets smaller.
  static func appendStored(_ input: [UInt8], to output: inout [UInt8]) {
    output.append(contentsOf: [0x78, 0x01])
    var position = 0
    repeat {
      let count = min(storedBlockBytesMax, input.count - position)
      let length = UInt16(count)
      output.append(position + count == input.count ? 1 : 0)
      for word in [length, ~length] { output.append(contentsOf: [UInt8(word & 0xff), UInt8(word >> 8)]) }
      output.append(contentsOf: input[position..<position + count])
      position += count
    } while position < input.count
    let sum = input.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: adler32(1, $0.baseAddress, UInt32($0.count))) }
    for shift in [24, 16, 8, 0] as [UInt32] { output.append(UInt8(truncatingIfNeeded: sum >> shift)) }
  }
}
