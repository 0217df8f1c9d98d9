import APIMachinery

/// The API over any HTTP exchange: against this server or any conformant one.
public struct WireClient: APIClient {
  let exchange: any HTTPExchange
  let userAgent: String

  public init(_ exchange: any HTTPExchange, userAgent: String) { (self.exchange, self.userAgent) = (exchange, userAgent) }

  public func get(_ resource: ResourcePath, name: String, options: GetOptions) async throws -> Value {
    var query = URLQuery()
    query.add("resourceVersion", options.resourceVersion)
    return try await value(request("GET", resource.encodedPath(name: name), query))
  }

  public func list(_ resource: ResourcePath, options: ListOptions) async throws -> ObjectList {
    let list = try await value(request("GET", resource.encodedPath(), URLQuery(options)))
    let kind = list.kind.hasSuffix("List") ? String(list.kind.dropLast(4)) : ""
    let items = (list["items"]?.array ?? []).map { Self.identified($0, apiVersion: list.apiVersion, kind: kind) }
    return ObjectList(
      items: items, resourceVersion: list.resourceVersion, continueToken: list["metadata"]?["continue"]?.string ?? "",
      remainingItemCount: list["metadata"]?["remainingItemCount"]?.int.map { Int($0) })
  }

  /// Items of a list don't say what they are on every server; objects do.
  private static func identified(_ item: Value, apiVersion: String, kind: String) -> Value {
    guard item.kind.isEmpty, !kind.isEmpty else { return item }
    var fields = Object([("apiVersion", .string(apiVersion)), ("kind", .string(kind))])
    for field in item.object ?? Object() { fields[field.key] = field.value }
    return .object(fields)
  }

  public func watch(_ resource: ResourcePath, options: ListOptions) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
    var query = URLQuery(options)
    query.add("watch", "true")
    let response = try await exchange.send(request("GET", resource.encodedPath(), query))
    guard (200..<300).contains(response.status) else { throw Self.failure(response.status, try await response.bytes()) }
    switch response.body {
    case .stream(let chunks):
      let reader = WatchReader(chunks)
      return AsyncThrowingStream { try await reader.next() }
    case .bytes(let bytes):
      let reader = WatchReader(AsyncThrowingStream { continuation in
        continuation.yield(bytes)
        continuation.finish()
      })
      return AsyncThrowingStream { try await reader.next() }
    case .webSocket, .upgrade: throw StatusError.internalError("the server answered a watch with another protocol")
    }
  }

  public func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    let path = resource.subresource == nil ? resource.encodedPath() : resource.encodedPath(name: object.name)
    return try await value(request("POST", path, URLQuery(options), body: object))
  }

  public func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    try await value(request("PUT", resource.encodedPath(name: object.name), URLQuery(options), body: object))
  }

  public func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) async throws -> Value {
    var query = URLQuery(options)
    if case .apply = patch, options.force { query.add("force", "true") }
    return try await value(
      request("PATCH", resource.encodedPath(name: name), query, body: patch.body, contentType: patch.contentType))
  }

  public func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) async throws -> Value {
    try await value(request("DELETE", resource.encodedPath(name: name), URLQuery(), body: options.value))
  }

  public func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) async throws {
    _ = try await value(request("DELETE", resource.encodedPath(), URLQuery(selecting), body: options.value))
  }

  private func request(
    _ method: String, _ path: String, _ query: URLQuery, body: Value? = nil, contentType: String = "application/json"
  ) -> HTTPRequest {
    var request = HTTPRequest(method, path, query: query.text, headers: ["Accept": "application/json", "User-Agent": userAgent])
    if let body {
      request.headers["Content-Type"] = contentType
      request.body = JSON.encode(body)
    }
    return request
  }

  private func value(_ request: HTTPRequest) async throws -> Value {
    let response = try await exchange.send(request)
    let bytes = try await response.bytes()
    guard (200..<300).contains(response.status) else { throw Self.failure(response.status, bytes) }
    do {
      return try JSON.decode(bytes)
    } catch {
      throw StatusError.internalError("the server's answer to \(request.method) \(request.path) is not JSON: \(error)")
    }
  }

  /// A Status where the server sent one, else what the code and text say.
  static func failure(_ status: Int, _ bytes: [UInt8]) -> StatusError {
    if let value = try? JSON.decode(bytes), let error = StatusError(value) { return error }
    let text = String(decoding: bytes.prefix(1024), as: UTF8.self)
    return StatusError(status, .unknown, text.isEmpty ? "the server answered with status \(status)" : text)
  }
}

extension WireClient: BatchClient {
  public func apply(_ batch: Batch) async throws -> BatchResult {
    let response = try await exchange.send(request("POST", BatchWire.path, URLQuery(), body: BatchWire.value(batch)))
    let bytes = try await response.bytes()
    // A transaction in which something failed is answered with 422 and the outcomes.
    if let value = try? JSON.decode(bytes), let result = BatchWire.result(value) { return result }
    throw Self.failure(response.status, bytes)
  }
}
