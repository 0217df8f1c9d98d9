import APIMachinery
import Client

extension ClusterSession {
  /// One request with a JSON answer. Throws the server's `StatusError`; warnings in the answer are printed.
  func call(
    _ method: String, _ path: String, query: QueryString = QueryString(), body: Value? = nil,
    contentType: String = "application/json", accept: String = "application/json"
  ) async throws -> Value {
    let response = try await send(method, path, query: query, body: body.map { JSON.encode($0) }, contentType: contentType, accept: accept)
    let bytes = try await response.bytes()
    if bytes.isEmpty { return .null }
    do {
      return try JSON.decode(bytes)
    } catch {
      throw CommandFailure("the server's answer to \(method) \(path) is not JSON: \(error)")
    }
  }

  /// The same for what a daemon of kctl serves beside the API; another server, and a repository without a daemon, may not have it.
  func callDaemon(_ method: String, _ path: String, query: QueryString = QueryString(), body: Value? = nil) async throws -> Value {
    do { return try await call(method, path, query: query, body: body) } catch let error as StatusError where error.isUnknownPath {
      let place = connection.address.isEmpty ? "" : " at \(connection.address)"
      throw CommandFailure("this is asked of a running daemon of kctl, and none answers\(place)")
    }
  }

  /// One request with an answer of any form, to be read as it comes in. Throws the server's `StatusError`.
  func send(
    _ method: String, _ path: String, query: QueryString = QueryString(), body: [UInt8]? = nil,
    contentType: String = "application/json", accept: String = "application/json"
  ) async throws -> HTTPResponse {
    let response = try await exchange(method, path, query: query, body: body, contentType: contentType, accept: accept)
    if (200..<300).contains(response.status) { return response }
    throw Self.error(response.status, try await response.bytes(), "\(method) \(path)")
  }

  /// One request with its answer, whatever the status.
  func exchange(
    _ method: String, _ path: String, query: QueryString = QueryString(), body: [UInt8]? = nil,
    contentType: String = "application/json", accept: String = "application/json"
  ) async throws -> HTTPResponse {
    var headers: HTTPHeaders = ["Accept": accept, "User-Agent": "kctl/\(environment.version)"]
    if body != nil { headers["Content-Type"] = contentType }
    let request = HTTPRequest(method, path, query: query.text, headers: headers, body: body ?? [])
    let response = try await limited { try await connection.exchange.send(request) }
    for warning in response.headers.all("Warning") { try await printWarning(warning) }
    return response
  }

  /// The error that an answer tells of.
  static func error(_ status: Int, _ body: [UInt8], _ request: String) -> any Error {
    if let value = try? JSON.decode(body), let error = StatusError(value) { return error }
    let text = String(decoding: body.prefix(500), as: UTF8.self).trimmed
    switch status {
    case 401: return StatusError.unauthorized()
    case 404: return StatusError(404, .notFound, text.isEmpty ? "the server could not find the requested resource" : text)
    default:
      let message = "the server answered \(request) with status \(status)"
      return StatusError(status, .unknown, text.isEmpty ? message : text)
    }
  }

  /// RFC 7234 warn-code 299, as API servers use it: `299 - "text"`.
  private func printWarning(_ header: String) async throws {
    guard let open = header.firstIndex(of: "\""), let close = header.lastIndex(of: "\""), open < close else { return }
    let quoted = header[header.index(after: open)..<close]
    var text = ""
    var escaped = false
    for character in quoted {
      if character == "\\", !escaped { escaped = true; continue }
      text.append(character)
      escaped = false
    }
    guard environment.warnings.add(text) else { return }
    try await console.error(console.coloredError("Warning:", .yellow) + " " + text)
  }

  private func limited<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    guard let requestTimeout else { return try await body() }
    return try await environment.clock.withTimeout(requestTimeout, body)
      ?? { throw CommandFailure("the request took longer than \(requestTimeout)") }()
  }
}

extension StatusError {
  /// Whether the server doesn't know the path at all, rather than an object.
  var isUnknownPath: Bool { code == 404 && message.hasPrefix("the server could not find") }
}
