import CZlib

/// Unpacks the peer's header blocks. Every block must pass through, also those of streams that are refused: each builds on
/// the ones before.
final class HeaderInflater {
  private var stream = z_stream()
  private let bytesMax: Int

  /// `bytesMax`: of one unpacked block; more is an error, before it is unpacked.
  init(bytesMax: Int) throws(SPDYError) {
    self.bytesMax = bytesMax
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw SPDYError("zlib can't start") }
  }

  deinit { inflateEnd(&stream) }

  func decompress(_ block: [UInt8]) throws(SPDYError) -> [UInt8] {
    var output: [UInt8] = []
    var failure: SPDYError?
    var input = block
    var chunk = [UInt8](repeating: 0, count: 4 << 10)
    input.withUnsafeMutableBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { chunk in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        repeat {
          stream.next_out = chunk.baseAddress
          stream.avail_out = uInt(chunk.count)
          failure = step()
          output += chunk[..<(chunk.count - Int(stream.avail_out))]
          if output.count > bytesMax { failure = SPDYError("a header block of more than \(bytesMax) bytes") }
        } while failure == nil && (stream.avail_in > 0 || stream.avail_out == 0)
      }
    }
    if let failure { throw failure }
    return output
  }

  private func step() -> SPDYError? {
    switch inflate(&stream, Z_SYNC_FLUSH) {
    case Z_OK: return nil
    // Nothing was left to do.
    case Z_BUF_ERROR where stream.avail_in == 0: return nil
    case Z_NEED_DICT:
      let dictionary = HeaderDictionary.bytes
      return inflateSetDictionary(&stream, dictionary, uInt(dictionary.count)) == Z_OK
        ? nil : SPDYError("headers compressed with another dictionary")
    // Also the end of the zlib stream, which no session reaches.
    default: return SPDYError("a header block that can't be unpacked")
    }
  }
}
