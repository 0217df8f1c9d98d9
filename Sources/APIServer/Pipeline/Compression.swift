import CZlib
import Client

/// gzip for large answers to clients that take it (RFC 1952; the threshold and the level are upstream's).
enum Compression {
  /// Below this, compressing costs more than it saves.
  static let threshold = 128 << 10

  static func apply(to response: inout HTTPResponse, _ request: HTTPRequest) {
    guard request.method == "GET", case .bytes(let content) = response.body, content.count > threshold,
      response.headers["Content-Encoding"] == nil, isAccepted(request.headers.all("Accept-Encoding"))
    else { return }
    response.body = .bytes(gzip(content))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
  }

  static func isAccepted(_ headers: [String]) -> Bool {
    headers.flatMap { $0.split(separator: ",") }.compactMap { MediaType(String($0)) }.contains { encoding in
      (encoding.type == "gzip" || encoding.type == "*") && encoding.parameters["q"].flatMap(Double.init) != 0
    }
  }

  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    // 16 above the window's size asks zlib for a gzip header.
    let status = deflateInit2_(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib can't be set up")
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, UInt(content.count)))
    return content.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: capacity) { target, initialized in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(capacity)
        let status = deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "deflateBound was not enough")
        initialized = capacity - Int(stream.avail_out)
      }
    }
  }
}
