import APIMachinery
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// What a client's `timeout` does to a request that takes longer.
@Suite struct RequestTimeoutTests {
  private static let rule = ServerFixture.rule("configmaps", operations: ["CREATE"])

  /// The answer, with the clock going on for as long as it is waited for.
  private func send(_ fixture: ServerFixture, _ query: String, name: String) async throws -> ServerFixture.Answer {
    try await moving(fixture.clock) { try await fixture.send("POST", ServerFixture.configMaps, query, body: ServerFixture.configMap(name)) }
  }

  private func moving<Result: Sendable>(_ clock: ManualClock, _ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    let isOver = CloseSignal()
    let working = Task {
      defer { isOver.close() }
      return try await body()
    }
    while !isOver.isClosed {
      clock.advance(by: .milliseconds(100))
      await Task.yield()
    }
    return try await working.value
  }

  @Test func `a write that takes longer is ended with 504, and nothing is written`() async throws {
    let silent = SilentServer()
    var configuration = Configuration()
    configuration.connectUpstream = { _ in silent }
    let fixture = try await ServerFixture(configuration: configuration)
    // Left alone, the webhook would have failed after ten seconds, and its failure would have been ignored.
    try await fixture.register(validating: [ServerFixture.webhook("/silent", Self.rule, ["failurePolicy": "Ignore", "timeoutSeconds": 10])])
    let late = try await send(fixture, "timeout=2s", name: "a")
    #expect(late.status == 504)
    #expect(late.value["kind"] == "Status" && late.value["reason"] == "Timeout" && late.value["code"] == 504)
    #expect(late.value["message"] == "Timeout: request did not complete within the allotted timeout")
    #expect(silent.ended.withLock { $0 } == 1)
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a").status == 404)
    for (index, query) in ["timeout=30s", "timeout=0s", "timeout=-1s", ""].enumerated() {
      let answer = try await send(fixture, query, name: "b\(index)")
      #expect(answer.status == 201, "\(query): \(answer.text)")
    }
  }

  @Test func `who is late is cancelled`() async throws {
    let query = try QueryParameters("timeout=1500ms")
    let timeout = try #require(try RequestTimeout(query, RequestInfo(method: "GET", path: "/version", query: query)))
    #expect(timeout.duration == .milliseconds(1500))
    let clock = ManualClock()
    await #expect(throws: StatusError.requestTimeout) {
      // Nothing ends this wait but being cancelled.
      _ = try await moving(clock) { try await timeout.hold(clock) { () async throws(StatusError) in
        await CloseSignal().wait()
        return HTTPResponse(200)
      } }
    }
  }

  @Test func `the longest time is a minute, and what is long-running has none`() throws {
    func duration(_ path: String, _ query: String) throws -> Duration? {
      let query = try QueryParameters(query)
      return try RequestTimeout(query, RequestInfo(method: "GET", path: path, query: query))?.duration
    }
    #expect(try duration("/api/v1/pods", "timeout=2h") == .seconds(60))
    #expect(try duration("/api/v1/pods", "") == .seconds(60))
    #expect(try duration("/api/v1/pods", "watch=1&timeout=nonsense") == nil)
    #expect(try duration("/api/v1/namespaces/a/pods/b/log", "timeout=nonsense") == nil)
    #expect(try duration("/api/v1/nodes/a/proxy/x", "timeout=nonsense") == nil)
    #expect(throws: StatusError.self) { try duration("/healthz", "timeout=nonsense") }
  }
}

/// A server that takes requests and never answers.
private final class SilentServer: HTTPExchange {
  /// How many requests were given up.
  let ended = Mutex(0)

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    await CloseSignal().wait()
    ended.withLock { $0 += 1 }
    throw CancellationError()
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw CancellationError()
  }
}
