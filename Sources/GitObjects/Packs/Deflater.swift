import CZlib

/// A zlib compressor that is set up once: setting one up costs more than compressing a small object.
///
/// Before each input zlib clears its table of what it has seen, 64 KiB of it as a rule. Small inputs, as nearly all objects are, go to a
/// compressor whose window and table are no larger than they need.
final class Deflater {
  private static let smallBytesMax = 8_192
  private static let portionBytes = 64 << 10

  private let small: Stream
  private let large: Stream
  private let portion = UnsafeMutablePointer<UInt8>.allocate(capacity: portionBytes)

  init(level: Int32 = 1) {
    small = Stream(level: level, windowBits: 13, memoryLevel: 6)
    large = Stream(level: level, windowBits: 15, memoryLevel: 8)
  }

  deinit { portion.deallocate() }

  /// Appends the compressed form of `input` to `output`.
  func append(_ input: [UInt8], to output: inout [UInt8]) {
    let stream = (input.count <= Self.smallBytesMax ? small : large).pointer
    deflateReset(stream)
    input.withUnsafeBufferPointer { source in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.pointee.avail_in = UInt32(source.count)
      var status = Z_OK
      while status == Z_OK {
        stream.pointee.next_out = portion
        stream.pointee.avail_out = UInt32(Self.portionBytes)
        status = deflate(stream, Z_FINISH)
        output.append(contentsOf: UnsafeBufferPointer(start: portion, count: Self.portionBytes - Int(stream.pointee.avail_out)))
      }
      precondition(status == Z_STREAM_END, "zlib can't compress: status \(status)")
    }
    stream.pointee.next_in = nil
  }

  private final class Stream {
    let pointer: UnsafeMutablePointer<z_stream>

    init(level: Int32, windowBits: Int32, memoryLevel: Int32) {
      pointer = .allocate(capacity: 1)
      pointer.initialize(to: z_stream())
      let status = deflateInit2_(
        pointer, level, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      precondition(status == Z_OK, "zlib can't be set up")
    }

    deinit {
      deflateEnd(pointer)
      pointer.deinitialize(count: 1)
      pointer.deallocate()
    }
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
