import CZlib

/// Compresses header blocks: one zlib stream a session, flushed after each block so that the peer can read it at once.
final class HeaderDeflater {
  private var stream = z_stream()

  init() throws(SPDYError) {
    guard deflateInit_(&stream, Z_BEST_SPEED, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw SPDYError("zlib can't start")
    }
    let dictionary = HeaderDictionary.bytes
    deflateSetDictionary(&stream, dictionary, uInt(dictionary.count))
  }

  deinit { deflateEnd(&stream) }

  func compress(_ block: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var input = block
    var chunk = [UInt8](repeating: 0, count: 4 << 10)
    input.withUnsafeMutableBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { chunk in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        repeat {
          stream.next_out = chunk.baseAddress
          stream.avail_out = uInt(chunk.count)
          deflate(&stream, Z_SYNC_FLUSH)
          output += chunk[..<(chunk.count - Int(stream.avail_out))]
        } while stream.avail_out == 0
      }
    }
    return output
  }
}
