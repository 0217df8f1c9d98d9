import Basics
import HTTPTransport
import NIOPosix
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct UnaryCallTests {
  private func withDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = "/tmp/kctl-grpc-\(SystemRandom().nameSuffix(10))"
    try TextFile.makeDirectories(directory, mode: 0o700)
    defer { rmdir(directory) }
    try await body(directory + "/service.sock")
  }

  private func problem(_ socket: String, timeout: Duration = .seconds(10)) async throws -> String {
    let caller = UnaryCaller(socket: socket, timeout: timeout, group: .singleton)
    return try await onOwnThread {
      do throws(UnaryCallError) {
        _ = try caller.call("/v2.KeyManagementService/Status", [])
        return ""
      } catch { return error.description }
    }
  }

  @Test func `a service that isn't there is named`() async throws {
    try await withDirectory { socket in
      let found = try await problem(socket)
      #expect(found == "\(socket) can't be reached: No such file or directory")
    }
  }

  @Test func `one that speaks something else is an error, not a wait`() async throws {
    try await withDirectory { socket in
      let server = HTTPServer(group: .singleton) { _ in .init(200, body: .bytes([])) }
      try await server.listen(unixSocket: socket)
      defer { unlink(socket) }
      let found = try await problem(socket)
      #expect(!found.isEmpty)
      await server.shutdown()
    }
  }

  @Test func `one that never answers is given up`() async throws {
    try await withDirectory { socket in
      let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { path in path.copyBytes(from: socket.utf8) }
      let isBound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 }
      }
      #expect(isBound && Glibc.listen(descriptor, 1) == 0)
      defer { unlink(socket) }
      let found = try await problem(socket, timeout: .milliseconds(200))
      #expect(found.hasPrefix("no answer within"))
    }
  }
}
