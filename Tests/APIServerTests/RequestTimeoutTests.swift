import APIMachinery
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// What a client's `timeout` does to a request that takes longer.
@Suite struct RequestTimeoutTests {
  private static let rule = ServerFixture.rule("configmaps", operations: ["CREATE"])

  /// The answer to a write about which a webhook is asked, when that much time passes after the question.
  private func send(_ fixture: ServerFixture, _ hook: HeldServer, _ query: String, passing time: Duration) async throws -> ServerFixture.Answer {
    let before = hook.asked.withLock { $0 }
    let sending = Task {
      try await fixture.send("POST", ServerFixture.configMaps, query, body: ServerFixture.configMap("a"))
    }
    while hook.asked.withLock({ $0 }) == before { await Task.yield() }
    fixture.clock.advance(by: time)
    return try await sending.value
  }

  @Test func `a write that takes longer is ended with 504, and nothing is written`() async throws {
    let hook = HeldServer()
    var configuration = Configuration()
    configuration.connectUpstream = { _ in hook }
    let fixture = try await ServerFixture(configuration: configuration)
    try await fixture.register(validating: [ServerFixture.webhook("/held", Self.rule, ["failurePolicy": "Ignore", "timeoutSeconds": 10])])
    let late = try await send(fixture, hook, "timeout=2s", passing: .seconds(2))
    #expect(late.status == 504)
    #expect(late.value["kind"] == "Status" && late.value["reason"] == "Timeout" && late.value["code"] == 504)
    #expect(late.value["message"] == "Timeout: request did not complete within the allotted timeout")
    #expect(hook.abandoned.withLock { $0 } == 1)
    // That the webhook's failure is ignored must not mean that the object is written behind the client's back.
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a").status == 404)
    hook.release.close()
    for query in ["timeout=30s", "timeout=0s", "timeout=-1s"] {
      let answer = try await send(fixture, hook, query, passing: .seconds(9))
      #expect(answer.status == 201, "\(query): \(answer.text)")
      #expect(try await fixture.send("DELETE", ServerFixture.configMaps + "/a").status == 200)
    }
  }

  @Test func `who is late is cancelled`() async throws {
    let query = try QueryParameters("timeout=1500ms")
    let timeout = try #require(try RequestTimeout(query, RequestInfo(method: "GET", path: "/version", query: query)))
    #expect(timeout.duration == .milliseconds(1500))
    let clock = ManualClock()
    let begun = CloseSignal()
    let held = Task {
      try await timeout.hold(clock) { () async throws(StatusError) in
        begun.close()
        // Nothing ends this wait but being cancelled.
        await CloseSignal().wait()
        return HTTPResponse(200)
      }
    }
    await begun.wait()
    clock.advance(by: .milliseconds(1500))
    await #expect(throws: StatusError.requestTimeout) { _ = try await held.value }
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

/// A webhook that answers once it is let.
private final class HeldServer: HTTPExchange {
  let asked = Mutex(0)
  /// How many questions were given up.
  let abandoned = Mutex(0)
  let release = CloseSignal()

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    asked.withLock { $0 += 1 }
    await release.wait()
    guard release.isClosed else {
      abandoned.withLock { $0 += 1 }
      throw CancellationError()
    }
    let review = try JSON.decode(request.body)
    let response: Value = ["uid": review["request"]?["uid"] ?? "", "allowed": true]
    return HTTPResponse(200, body: .bytes(JSON.encode(["kind": "AdmissionReview", "apiVersion": review["apiVersion"] ?? "", "response": response])))
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw CancellationError()
  }
}
