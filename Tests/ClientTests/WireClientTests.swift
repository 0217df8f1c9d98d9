import APIMachinery
import Synchronization
import Testing

@testable import Client

/// Answers every request with one response, and remembers the requests.
private final class ScriptedExchange: HTTPExchange {
  private let response: HTTPResponse
  private let log = Mutex<[HTTPRequest]>([])
  init(_ response: HTTPResponse) { self.response = response }
  var requests: [HTTPRequest] { log.withLock { $0 } }
  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    log.withLock { $0.append(request) }
    return response
  }
  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw StatusError.badRequest("no")
  }
}

struct WireClientTests {
  private let pods = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "pods"), namespace: "ns")

  private func json(_ value: Value, status: Int = 200) -> HTTPResponse { HTTPResponse(status, body: .bytes(JSON.encode(value))) }

  @Test func requestsAreWellFormed() async throws {
    let exchange = ScriptedExchange(json(["kind": "Pod", "metadata": ["name": "a"]]))
    let client = WireClient(exchange, userAgent: "me/1")
    _ = try await client.patch(pods, name: "a:b/c", .apply(["x": 1]), options: WriteOptions(dryRun: true, fieldManager: "a b", force: true))
    let request = try #require(exchange.requests.first)
    #expect(request.method == "PATCH")
    #expect(request.path == "/api/v1/namespaces/ns/pods/a%3Ab%2Fc")
    #expect(request.query == "dryRun=All&fieldManager=a%20b&force=true")
    #expect(request.headers["Content-Type"] == "application/apply-patch+yaml")
    #expect(request.headers["User-Agent"] == "me/1")
    _ = try await client.delete(pods, name: "a", options: DeleteOptions(gracePeriodSeconds: 0, uid: "u"))
    #expect(try JSON.decode(exchange.requests[1].body)
      == ["kind": "DeleteOptions", "apiVersion": "v1", "gracePeriodSeconds": 0, "preconditions": ["uid": "u"]])
  }

  @Test func itemsOfAListSayWhatTheyAre() async throws {
    let list: Value = [
      "kind": "PodList", "apiVersion": "v1", "metadata": ["resourceVersion": "7", "continue": "t", "remainingItemCount": 3],
      "items": [["metadata": ["name": "a"]]],
    ]
    let result = try await WireClient(ScriptedExchange(json(list)), userAgent: "").list(pods, options: ListOptions())
    #expect(result.items == [["apiVersion": "v1", "kind": "Pod", "metadata": ["name": "a"]]])
    #expect(result.resourceVersion == "7" && result.continueToken == "t" && result.remainingItemCount == 3)
  }

  @Test func failuresAreStatusErrors() async throws {
    let missing = StatusError.notFound(GroupResource(resource: "pods"), "a")
    let client = WireClient(ScriptedExchange(json(missing.value, status: 404)), userAgent: "")
    await #expect(throws: missing) { try await client.get(pods, name: "a", options: GetOptions()) }
    let plain = WireClient(ScriptedExchange(HTTPResponse(502, body: .bytes(Array("bad gateway".utf8)))), userAgent: "")
    await #expect(throws: StatusError(502, .unknown, "bad gateway")) { try await plain.get(pods, name: "a", options: GetOptions()) }
  }

  @Test func aWatchIsReadAcrossChunks() async throws {
    let text = #"{"type":"ADDED","object":{"a":1}}"# + "\n" + #"{"type":"NEWS","object":{}}"# + "\n"
      + #"{"type":"BOOKMARK","object":{"b":2}}"# + "\n" + #"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"old"}}"# + "\n"
    let chunks = AsyncThrowingStream<[UInt8], any Error> { continuation in
      for byte in text.utf8 { continuation.yield([byte]) }
      continuation.finish()
    }
    let client = WireClient(ScriptedExchange(HTTPResponse(200, body: .stream(chunks))), userAgent: "")
    var events = try await client.watch(pods, options: ListOptions()).makeAsyncIterator()
    guard case .added(["a": 1])? = try await events.next(), case .bookmark(["b": 2])? = try await events.next() else {
      Issue.record("wrong events")
      return
    }
    await #expect(throws: StatusError(410, .expired, "old")) { _ = try await events.next() }
  }

  @Test func linesAreCutAnywhere() {
    var splitter = LineSplitter()
    #expect(splitter.add(Array("ab\ncd".utf8)) == [Array("ab".utf8)])
    #expect(splitter.add(Array("\n\nef".utf8)) == [Array("cd".utf8)])
    #expect(splitter.add(Array("\n".utf8)) == [Array("ef".utf8)])
  }
}
