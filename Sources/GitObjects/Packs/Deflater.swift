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
}
