import APIMachinery
import Basics
import Glibc
import Testing

@testable import Kubelet

@Suite struct ProbeTests {
  private let container = ContainerSpec(["name": "app", "ports": [["name": "http", "containerPort": 8080]]], .regular, "")

  @Test func thresholdsCountConsecutiveOutcomes() {
    let spec = ProbeSpec(["tcpSocket": ["port": 1], "failureThreshold": 2, "successThreshold": 2], container)
    var counter = ProbeCounter()
    let outcomes: [ProbeOutcome] = [.failure(""), .success, .success, .failure(""), .unknown(""), .failure("")]
    #expect(outcomes.map { counter.record($0, spec) } == [nil, nil, true, nil, nil, false])
  }

  @Test func namedPortsAreLookedUp() {
    #expect(ProbeSpec(["httpGet": ["port": "http", "path": "x"]], container).handler
      == .http(.init(scheme: "http", host: "", port: 8080, path: "/x", headers: [])))
    #expect(ProbeSpec(["tcpSocket": ["port": "none"]], container).handler == .invalid("couldn't find port: \"none\""))
    #expect(ProbeSpec(["exec": ["command": ["true"]]], container).periodSeconds == 10)
  }

  @Test func httpProbeReadsTheStatus() async throws {
    let server = try OneShotServer(answer: "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
    let request = HTTPProbeRequest(
      scheme: "http", host: "127.0.0.1", port: server.port, path: "/healthz", headers: [["X-A", "b"]], timeoutSeconds: 5)
    async let served = server.serve()
    let status = try await PlainHTTPProber().get(request).status
    #expect(status == 503)
    let text = await served
    #expect(text.hasPrefix("GET /healthz HTTP/1.1\r\nX-A: b\r\nHost: 127.0.0.1:\(server.port)\r\nUser-Agent: kube-probe/"))
  }

  @Test func redirectsOnTheSameHostAreFollowed() async throws {
    let request = HTTPProbeRequest(scheme: "http", host: "10.0.0.7", port: 8080, path: "/a/b", headers: [], timeoutSeconds: 1)
    func next(_ location: String, _ status: Int = 302) -> String? {
      request.redirected(by: HTTPProbeResponse(status: status, location: location))?.url
    }
    #expect(next("/healthz?x=1") == "http://10.0.0.7:8080/healthz?x=1" && next("c") == "http://10.0.0.7:8080/a/c")
    #expect(next("http://10.0.0.7/") == "http://10.0.0.7:80/" && next("https://10.0.0.7:8443") == "https://10.0.0.7:8443/")
    #expect(next("http://example.com/") == nil && next("/x", 304) == nil && next("/x", 200) == nil)
    let server = try OneShotServer(answer: "HTTP/1.1 301 Moved\r\nX: y\r\nLocation: /elsewhere\r\n\r\n")
    var local = request
    (local.host, local.port, local.timeoutSeconds) = ("127.0.0.1", server.port, 5)
    async let served = server.serve()
    #expect(try await PlainHTTPProber().get(local) == HTTPProbeResponse(status: 301, location: "/elsewhere"))
    _ = await served
  }

  @Test func refusedConnectionIsNamed() async throws {
    let server = try OneShotServer(answer: "")
    let port = server.port
    server.stop()
    let request = HTTPProbeRequest(scheme: "http", host: "127.0.0.1", port: port, path: "/", headers: [], timeoutSeconds: 1)
    await #expect(throws: HTTPProbeError("Get \"http://127.0.0.1:\(port)/\": dial tcp 127.0.0.1:\(port): connect: connection refused")) {
      try await PlainHTTPProber().get(request)
    }
  }

  @Test func grpcAnswerIsRead() {
    #expect(GRPCProbe.outcome([0x08, 0x01]) == .success)
    #expect(GRPCProbe.outcome([0x08, 0x02]) == .failure("service unhealthy (responded with \"NOT_SERVING\")"))
    #expect(GRPCProbe.outcome([]) == .failure("service unhealthy (responded with \"UNKNOWN\")"))
  }

  @Test func grpcProbeSpeaksHTTP2() async throws {
    // SETTINGS, a HEADERS frame that isn't looked into, and one DATA frame with the message.
    let answer: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88, 0, 0, 7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 8, 1]
    let server = try OneShotServer(bytes: answer)
    let port = server.port
    async let served = server.serve()
    let outcome = await BlockingThreads(limit: 1).run { GRPCProbe.check(host: "127.0.0.1", port: port, service: "s", timeoutSeconds: 5) }
    #expect(outcome == .success)
    #expect(await served.hasPrefix("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
  }
}

/// Accepts one connection on the loopback, keeps what it gets first, and answers.
final class OneShotServer: Sendable {
  let port: Int
  private let listener: Int32
  private let answer: [UInt8]

  convenience init(answer: String) throws { try self.init(bytes: Array(answer.utf8)) }

  init(bytes: [UInt8]) throws {
    answer = bytes
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listener, result) = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        (listener, bind(listener, $0, size) | listen(listener, 1) | getsockname(listener, $0, &size))
      }
    }
    guard result == 0 else {
      close(listener)
      throw FileError("bind", "127.0.0.1")
    }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  func stop() { close(listener) }

  func serve() async -> String {
    await BlockingThreads(limit: 1).run { [listener, answer] in
      let connection = accept(listener, nil, nil)
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = recv(connection, &buffer, buffer.count, 0)
      send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
      shutdown(connection, Int32(SHUT_WR))
      close(connection)
      close(listener)
      return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
  }
}
