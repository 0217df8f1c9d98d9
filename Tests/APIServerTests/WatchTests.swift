import APIMachinery
import AccessControl
import Basics
import Client
import Store
import Testing

@testable import APIServer

struct WatchTests {
  /// Reads watch lines one event at a time.
  private final class Reader {
    private var chunks: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator
    private var pending: [Value] = []

    init(_ response: HTTPResponse) throws {
      guard case .stream(let stream) = response.body else { throw StatusError.badRequest("not a stream: \(response.status)") }
      chunks = stream.makeAsyncIterator()
    }

    func next() async throws -> Value? {
      while pending.isEmpty {
        guard let chunk = try await chunks.next() else { return nil }
        pending = try chunk.split(separator: 10).map { try JSON.decode(Array($0)) }
      }
      return pending.removeFirst()
    }

    /// `ADDED a`, the short form of an event.
    func text() async throws -> String? {
      try await next().map { "\($0["type"]?.string ?? "") \($0["object"]?.name ?? "")" }
    }
  }

  private func watch(_ fixture: ServerFixture, _ query: String, accept: String? = nil) async throws -> Reader {
    try Reader(await fixture.server.handle(
      fixture.request("GET", ServerFixture.configMaps, "watch=1&" + query, accept: accept), as: ServerFixture.person))
  }

  @Test func fromTheStateThenChanges() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let reader = try await watch(fixture, "")
    #expect(try await reader.text() == "ADDED a")
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("b"))
    #expect(try await reader.text() == "ADDED b")
    try await fixture.send("PUT", ServerFixture.configMaps + "/b", body: ServerFixture.configMap("b", ["x": "y"]))
    #expect(try await reader.text() == "MODIFIED b")
    try await fixture.send("DELETE", ServerFixture.configMaps + "/a")
    let deleted = try await reader.next()
    #expect(deleted?["type"] == "DELETED")
    #expect(deleted?["object"]?.resourceVersion == fixture.store.revision.description)
  }

  @Test func fromARevisionOn() async throws {
    let fixture = try await ServerFixture()
    let first = try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a")).value
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("b"))
    let reader = try await watch(fixture, "resourceVersion=\(first.resourceVersion)")
    #expect(try await reader.text() == "ADDED b")
  }

  @Test func selectorsSeeComingAndGoing() async throws {
    let fixture = try await ServerFixture()
    let reader = try await watch(fixture, "labelSelector=on%3Dyes")
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a", labels: ["on": "no"]))
    try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: ServerFixture.configMap("a", labels: ["on": "yes"]))
    #expect(try await reader.text() == "ADDED a")
    try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: ServerFixture.configMap("a", ["b": "2"], labels: ["on": "no"]))
    let gone = try await reader.next()
    #expect(gone?["type"] == "DELETED")
    #expect(gone?["object"]?["data"] == ["a": "1"])
    #expect(gone?["object"]?.resourceVersion == fixture.store.revision.description)
  }

  @Test func initialEventsEndWithABookmark() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let reader = try await watch(fixture, "sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan")
    #expect(try await reader.text() == "ADDED a")
    let bookmark = try await reader.next()
    #expect(bookmark?["type"] == "BOOKMARK")
    #expect(bookmark?["object"]?.annotations["k8s.io/initial-events-end"] == "true")
    #expect(bookmark?["object"]?.resourceVersion == fixture.store.revision.description)
    #expect(try await fixture.send("GET", ServerFixture.configMaps, "watch=1&sendInitialEvents=true").status == 422)
  }

  @Test func bookmarksComeWithTimeAndTheWatchEnds() async throws {
    let fixture = try await ServerFixture()
    let reader = try await watch(fixture, "resourceVersion=\(fixture.store.revision)&allowWatchBookmarks=true&timeoutSeconds=100")
    try await fixture.send("POST", "/api/v1/namespaces/kube-system/configmaps", body: ServerFixture.configMap("elsewhere"))
    fixture.clock.advance(by: .seconds(61))
    let bookmark = try await reader.next()
    #expect(bookmark?["type"] == "BOOKMARK")
    #expect(bookmark?["object"]?.resourceVersion == fixture.store.revision.description)
    fixture.clock.advance(by: .seconds(61))
    #expect(try await reader.next() == nil)
  }

  @Test func tooOldIsGone() async throws {
    let fixture = try await ServerFixture(window: HistoryWindow(changes: 4))
    for index in 0..<40 { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("c\(index)")) }
    let reader = try await watch(fixture, "resourceVersion=1")
    let event = try await reader.next()
    #expect(event?["type"] == "ERROR")
    #expect(event?["object"]?["code"] == 410)
    #expect(event?["object"]?["reason"] == "Expired")
    #expect(try await reader.next() == nil)
  }

  @Test("a watch from before the store's memory goes on from its history, then from its memory, without a gap")
  func fromHistory() async throws {
    let fixture = try await ServerFixture(window: HistoryWindow(changes: 4), hasHistory: true)
    for index in 0..<700 { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("c\(index)")) }
    let reader = try await watch(fixture, "resourceVersion=1")
    for index in 0..<700 { try #require(try await reader.text() == "ADDED c\(index)") }
    try await fixture.send("DELETE", ServerFixture.configMaps + "/c7")
    #expect(try await reader.text() == "DELETED c7")
  }

  @Test func tablesAreWatchedToo() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let reader = try await watch(fixture, "", accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
    let event = try await reader.next()
    #expect(event?["object"]?.kind == "Table")
    #expect(event?["object"]?["rows"]?.array?.count == 1)
  }

  @Test func inProcessAndOverTheWireAreTheSame() async throws {
    let fixture = try await ServerFixture()
    let path = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "configmaps"), namespace: "default")
    let clients: [any APIClient] = [
      fixture.server.client(as: ServerFixture.person, userAgent: "test"),
      WireClient(DirectExchange(fixture.server, as: ServerFixture.person), userAgent: "test"),
    ]
    for (index, client) in clients.enumerated() {
      let name = "w\(index)"
      var events = try await client.watch(path, options: ListOptions(fieldSelector: "metadata.name=" + name)).makeAsyncIterator()
      let created = try await client.create(path, ServerFixture.configMap(name), options: WriteOptions())
      guard case .added(let seen)? = try await events.next() else { Issue.record("no event"); continue }
      #expect(seen == created)
      let patched = try await client.patch(path, name: name, .merge(["data": ["b": "2"]]), options: WriteOptions(fieldManager: "m"))
      #expect(patched["data"] == ["a": "1", "b": "2"])
      #expect(try await client.get(path, name: name, options: GetOptions()) == patched)
      #expect(try await client.list(path, options: ListOptions(fieldSelector: "metadata.name=" + name)).items == [patched])
      _ = try await client.delete(path, name: name, options: DeleteOptions(uid: created.uid))
      await #expect(throws: StatusError.self) { try await client.get(path, name: name, options: GetOptions()) }
      guard case .modified? = try await events.next(), case .deleted? = try await events.next() else { Issue.record("no event"); continue }
    }
  }
}
