import Basics
import Glibc
import HTTPTransport
import NIOPosix

/// Bytes to a server as no client library would send them, and what comes back until the server ends the connection.
enum RawExchange {
  /// Serves `handler` on a unix socket for as long as `body` runs.
  static func withServer(
    _ limits: HTTPServer.Limits = HTTPServer.Limits(), handler: @escaping HTTPServer.Handler = HTTPTransportTests.echo,
    _ body: (String) async throws -> Void
  ) async throws {
    let directory = "/tmp/kctl-raw-\(SystemRandom().nameSuffix(10))"
    try TextFile.makeDirectories(directory, mode: 0o700)
    defer { rmdir(directory) }
    let server = HTTPServer(group: .singleton, limits: limits, handler: handler)
    let socket = directory + "/s"
    try await server.listen(unixSocket: socket)
    defer { unlink(socket) }
    do { try await body(socket) } catch {
      await server.shutdown()
      throw error
    }
    await server.shutdown()
  }

  struct Failure: Error { var call: String }

  /// What the server says after `parts`, sent one after the other, until it closes; gives up after 30 s.
  static func send(_ parts: [String], to socket: String) async throws -> String {
    try await onOwnThread {
      let file = try connected(socket)
      defer { Glibc.close(file) }
      for part in parts {
        var rest = Array(part.utf8)[...]
        while !rest.isEmpty {
          let sent = rest.withUnsafeBytes { Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
          // A server that has refused already need not read the rest.
          guard sent > 0 else { break }
          rest = rest.dropFirst(sent)
        }
      }
      return try read(file)
    }
  }

  static func send(_ text: String, to socket: String) async throws -> String { try await send([text], to: socket) }

  /// Sends the text and reads nothing of the answer while `body` runs.
  static func stall(_ text: String, to socket: String, _ body: () async throws -> Void) async throws {
    let file = try connected(socket)
    defer { Glibc.close(file) }
    guard Glibc.send(file, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else { throw Failure(call: "send") }
    try await body()
  }

  private static func connected(_ path: String) throws -> Int32 {
    let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard file >= 0 else { throw Failure(call: "socket") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
    guard status == 0 else { throw Failure(call: "connect") }
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    return file
  }

  private static func read(_ file: Int32) throws -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(file, &buffer, buffer.count, 0)
      if count == 0 || (count < 0 && errno == ECONNRESET) { return String(decoding: bytes, as: UTF8.self) }
      guard count > 0 else { throw Failure(call: "recv: the server neither answers nor closes") }
      bytes += buffer[..<count]
    }
  }
}
