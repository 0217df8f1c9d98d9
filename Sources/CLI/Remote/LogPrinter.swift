import APIMachinery
import Client

struct LogSource: Sendable {
  var pod: Value
  var container: String
  var prefix: String { "[pod/\(pod.name)/\(container)] " }
}

/// Prints logs: one after the other, or, when they are followed, all together line by line.
struct LogPrinter: Sendable {
  let session: ClusterSession
  let query: QueryString
  let prefixes: Bool
  let ignoresErrors: Bool

  func run(_ sources: [LogSource], concurrently: Bool) async throws {
    guard concurrently else {
      for source in sources { try await reporting { try await copy(source, wholeLines: prefixes) } }
      return
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for source in sources { group.addTask { try await reporting { try await copy(source, wholeLines: true) } } }
      try await group.waitForAll()
    }
  }

  private func reporting(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as StatusError where ignoresErrors {
      try await session.console.error(ErrorText.text(error))
    }
  }

  private func copy(_ source: LogSource, wholeLines: Bool) async throws {
    var query = query
    query.add("container", source.container)
    let path = "/api/v1/namespaces/\(source.pod.namespace)/pods/\(source.pod.name)/log"
    let response = try await session.send("GET", path, query: query, accept: "*/*")
    if !wholeLines { return try await copyBytes(response.body) }
    var lines = LineBuffer(prefix: prefixes ? source.prefix : "")
    switch response.body {
    case .bytes(let bytes): try await session.console.write(bytes: lines.add(bytes))
    case .stream(let stream):
      for try await chunk in stream { try await session.console.write(bytes: lines.add(chunk)) }
    case .webSocket, .upgrade: break
    }
    try await session.console.write(bytes: lines.rest())
  }

  private func copyBytes(_ body: HTTPResponse.Body) async throws {
    switch body {
    case .bytes(let bytes): try await session.console.write(bytes: bytes)
    case .stream(let stream):
      for try await chunk in stream { try await session.console.write(bytes: chunk) }
    case .webSocket, .upgrade: break
    }
  }
}

/// Cuts chunks into whole lines and puts a prefix before each.
struct LineBuffer {
  let prefix: [UInt8]
  private var pending: [UInt8] = []

  init(prefix: String) { self.prefix = Array(prefix.utf8) }

  mutating func add(_ chunk: [UInt8]) -> [UInt8] {
    pending += chunk
    guard let end = pending.lastIndex(of: 10) else { return [] }
    var output: [UInt8] = []
    for line in pending[...end].split(separator: 10, omittingEmptySubsequences: false).dropLast() {
      output += prefix + line + [10]
    }
    pending.removeSubrange(...end)
    return output
  }

  /// What came after the last newline.
  mutating func rest() -> [UInt8] {
    defer { pending = [] }
    return pending.isEmpty ? [] : prefix + pending + [10]
  }
}
