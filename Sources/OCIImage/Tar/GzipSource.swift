import CZlib

/// Unpacks gzip (RFC 1952), members one after the other as one stream.
final class GzipSource: ByteSource {
  private let source: any ByteSource
  private var stream = z_stream()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  private var isAtMemberStart = true
  private var hasEnded = false

  init(_ source: any ByteSource) throws(ImageError) {
    self.source = source
    // 16 more than the largest window makes zlib expect gzip's frame.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw ImageError(.system, "zlib can't start")
    }
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImageError) -> Int {
    guard !hasEnded, buffer.count > 0 else { return 0 }
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.avail_out = uInt(buffer.count)
    while true {
      if stream.avail_in == 0 {
        let count = try source.read(into: input)
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.avail_in = uInt(count)
        if count == 0 {
          hasEnded = true
          guard isAtMemberStart else { throw ImageError(.corrupt, "the gzip stream ends early") }
          return buffer.count - Int(stream.avail_out)
        }
      }
      let result = inflate(&stream, Z_NO_FLUSH)
      switch result {
      case Z_OK, Z_BUF_ERROR: isAtMemberStart = false
      case Z_STREAM_END:
        isAtMemberStart = true
        inflateReset(&stream)
      default: throw ImageError(.corrupt, "the gzip stream is damaged")
      }
      let produced = buffer.count - Int(stream.avail_out)
      if produced > 0 { return produced }
    }
  }
}

extension FileSource {
  /// The file's content, unpacked where it is compressed.
  func decompressed() throws(ImageError) -> any ByteSource {
    let start = try firstBytes(4)
    if start.starts(with: [0x1f, 0x8b]) { return try GzipSource(self) }
    if start == [0x28, 0xb5, 0x2f, 0xfd] { throw ImageError(.unsupported, "layers compressed with zstd are not supported") }
    return self
  }
}
