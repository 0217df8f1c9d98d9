import APIMachinery
import Basics
import Client

extension ClusterSession {
  /// A watch event as the wire has it; the object may be a Table.
  struct RawWatchEvent: Sendable {
    var type: String
    var object: Value
  }

  /// Events until the server ends the watch. An `ERROR` event throws its status.
  func watch(
    _ resource: APIResource, namespace: String?, query: QueryString, accept: String = "application/json"
  ) async throws -> AsyncThrowingStream<RawWatchEvent, any Error> {
    var query = query
    query.add("watch", "true")
    let response = try await send("GET", resource.path(namespace: namespace), query: query, accept: accept)
    return AsyncThrowingStream { continuation in
      let reading = Task {
        do {
          try await Self.readLines(response.body) { line in
            let event = try JSON.decode(line)
            let object = event["object"] ?? .null
            if event["type"]?.string == "ERROR" { throw StatusError(object) ?? .internalError("the watch failed") }
            continuation.yield(RawWatchEvent(type: event["type"]?.string ?? "", object: object))
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in reading.cancel() }
    }
  }

  static func readLines(_ body: HTTPResponse.Body, _ take: ([UInt8]) throws -> Void) async throws {
    var pending: [UInt8] = []
    func drain() throws {
      var start = pending.startIndex
      while let newline = pending[start...].firstIndex(of: 10) {
        if newline > start { try take(Array(pending[start..<newline])) }
        start = newline + 1
      }
      pending.removeSubrange(..<start)
    }
    switch body {
    case .bytes(let bytes):
      pending = bytes
      try drain()
    case .stream(let stream):
      for try await chunk in stream {
        pending += chunk
        try drain()
      }
    case .webSocket, .upgrade: return
    }
    if !pending.isEmpty { try take(pending) }
  }

  /// Follows one object: its state now, then each later state, nil when it is gone. Watches that end are resumed.
  /// `take` returns true when it has seen enough.
  func follow(_ address: ObjectAddress, _ take: @Sendable (Value?) async throws -> Bool) async throws {
    while true {
      var query = QueryString()
      query.add("fieldSelector", "metadata.name=\(address.name)")
      let page = try await call("GET", address.resource.path(namespace: address.namespace), query: query)
      if try await take(page["items"]?[0]) { return }
      query.add("resourceVersion", nonEmpty: page["metadata"]?["resourceVersion"]?.string)
      do {
        let events = try await watch(address.resource, namespace: address.namespace, query: query)
        for try await event in events where event.type != "BOOKMARK" {
          let state: Value? = if event.type == "DELETED" { Value?.none } else { event.object }
          if try await take(state) { return }
        }
      } catch let error as StatusError where error.reason == .expired || error.reason == .gone {
        continue
      }
      try Task.checkCancellation()
      try await environment.clock.sleep(for: .milliseconds(200))
    }
  }
}
