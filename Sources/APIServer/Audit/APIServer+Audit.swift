import APIMachinery
import AccessControl
import Basics
import Client

extension APIServer {
  /// On events of requests that wrote: the newest revision that they made, which is what `Kctl-Revision` of commits tells ranges of.
  static let revisionAnnotation = "kctl.dev/revision"

  /// Runs the stages after authentication, with events at the stages that the policy asks for (kubernetes.io, "Auditing").
  func audited(
    _ request: HTTPRequest, _ info: RequestInfo, _ attributes: AuthorizationAttributes, auditID: String,
    _ body: () async throws(StatusError) -> HTTPResponse
  ) async throws(StatusError) -> HTTPResponse {
    let verdict = configuration.audit?.policy.verdict(attributes) ?? .nothing
    guard let trail = trail(request, attributes, verdict, auditID: auditID) else { return try await body() }
    guard await trail.record(.requestReceived) else { throw .internalError("the request can't be recorded in the audit log") }
    let result = await AuditTrail.$current.withValue(trail) { await Self.outcome(body) }
    switch result {
    case .failure(let error):
      trail.change { ($0.responseCode, $0.responseStatus) = (error.code, error.value) }
      if trail.level >= .requestResponse { trail.change { $0.responseObject = error.value } }
      await trail.record(.responseComplete)
      throw error
    case .success(let response): return await recorded(response, trail, info)
    }
  }

  /// Answers what this server's stages don't, because the daemon answers it itself, with the events that the policy asks for. No body is
  /// in any of them: those answers hold what the past held, Secrets too. `other`: as whom the caller acts.
  public func audited(
    _ request: HTTPRequest, by user: UserInfo, actingAs other: UserInfo?, _ answer: @Sendable (HTTPRequest) async -> HTTPResponse
  ) async -> HTTPResponse {
    guard let audit = configuration.audit else { return await answer(request) }
    do throws(StatusError) {
      let query = try QueryParameters(request.query)
      let info = try RequestInfo(method: request.method, path: request.path, query: query)
      let attributes = attributes(of: info, user, query)
      var verdict = audit.policy.verdict(attributes)
      verdict.level = min(verdict.level, .metadata)
      let auditID = Self.auditID(of: request) ?? random.uuid()
      guard let trail = trail(request, attributes, verdict, auditID: auditID) else { return await answer(request) }
      trail.change { $0.impersonated = other }
      guard await trail.record(.requestReceived) else { throw .internalError("the request can't be recorded in the audit log") }
      var response = await recorded(await answer(request), trail, info)
      response.headers["Audit-Id"] = auditID
      return response
    } catch {
      return ResponseWriter.failure(error, request)
    }
  }

  /// A caller who couldn't be made out.
  func recordUnauthenticated(
    _ request: HTTPRequest, _ info: RequestInfo, _ query: QueryParameters, _ error: StatusError, auditID: String
  ) async {
    let attributes = attributes(of: info, UserInfo(name: ""), query)
    let verdict = configuration.audit?.policy.verdict(attributes) ?? .nothing
    guard let trail = trail(request, attributes, verdict, auditID: auditID) else { return }
    let method = request.headers["Authorization"] != nil ? "bearer" : request.peer.certificateCommonName != nil ? "x509" : "none"
    trail.change {
      $0.responseCode = error.code
      $0.responseStatus = [
        "status": "Failure", "message": .string("Authentication failed, attempted: \(method)"), "reason": .string(error.reason.rawValue),
      ]
    }
    await trail.record(.responseStarted)
  }

  private func trail(
    _ request: HTTPRequest, _ attributes: AuthorizationAttributes, _ verdict: AuditPolicy.Verdict, auditID: String
  ) -> AuditTrail? {
    guard let audit = configuration.audit, verdict.level > .none else { return nil }
    var event = AuditEvent(attributes: attributes, receivedAt: clock.now)
    event.auditID = auditID
    event.requestURI = request.query.isEmpty ? request.path : request.path + "?" + request.query
    event.userAgent = request.headers["User-Agent"] ?? ""
    event.sourceAddresses = Self.sourceAddresses(request)
    return AuditTrail(event, verdict, sinks: audit.sinks, clock: clock)
  }

  /// Proxies name those before them; the peer that we know ourselves comes last.
  private static func sourceAddresses(_ request: HTTPRequest) -> [String] {
    let forwarded = request.headers.all("X-Forwarded-For").flatMap { $0.split(separator: ",") }.prefix(32).map { part in
      String(part.filter { $0 != " " })
    }.filter { IPAddress($0) != nil }
    let own = request.peer.unixUserID != nil ? "127.0.0.1" : request.peer.address
    return own.isEmpty || forwarded.last == own ? forwarded : forwarded + [own]
  }

  /// Notes the body as the client sent it: an object or a patch.
  func noteRequestObject(_ value: Value) { AuditTrail.current?.note(requestObject: value) }

  /// Notes the answer. One that goes on for longer (a watch, a shell) is complete when it ends.
  private func recorded(_ response: HTTPResponse, _ trail: AuditTrail, _ info: RequestInfo) async -> HTTPResponse {
    var response = response
    trail.change { $0.responseCode = response.status }
    switch response.body {
    case .bytes(let bytes):
      if trail.level >= .requestResponse || response.status >= 400 {
        let value = (try? JSON.decode(bytes)) ?? .null
        trail.change {
          if value.kind == "Status" { $0.responseStatus = value }
          if value.object != nil { $0.responseObject = value }
        }
      }
      await trail.record(.responseComplete)
    case .stream(let chunks):
      await trail.record(.responseStarted)
      let end = StreamEnd { await trail.record(.responseComplete) }
      let inner = ChunkIterator(chunks)
      response.body = .stream(AsyncThrowingStream {
        defer { withExtendedLifetime(end) {} }
        return try await inner.next()
      })
    case .webSocket(let subprotocol, let run):
      await trail.record(.responseStarted)
      response.body = .webSocket(subprotocol: subprotocol) { socket in
        await run(socket)
        await trail.record(.responseComplete)
      }
    case .upgrade(let run):
      await trail.record(.responseStarted)
      response.body = .upgrade { connection in
        await run(connection)
        await trail.record(.responseComplete)
      }
    }
    return response
  }
}

extension AuditTrail {
  /// What a request's path doesn't say, such as the name of what is created, its body does.
  func note(requestObject value: Value) {
    change { event in
      if event.attributes.name.isEmpty { event.attributes.name = value.name }
      if event.attributes.namespace.isEmpty, value.kind != "Namespace" { event.attributes.namespace = value.namespace }
      (event.objectUID, event.objectResourceVersion) = (value.uid, value.resourceVersion)
      if event.level >= .request { event.requestObject = value }
    }
  }
}

/// Does something once whoever holds it lets go: a stream that nobody reads any more has no other end.
private final class StreamEnd: Sendable {
  private let action: @Sendable () async -> Void
  init(_ action: @escaping @Sendable () async -> Void) { self.action = action }
  deinit { Task { [action] in await action() } }
}

/// One reader of a stream of chunks.
private actor ChunkIterator {
  private let stream: AsyncThrowingStream<[UInt8], any Error>
  private var iterator: AsyncThrowingStream<[UInt8], any Error>.Iterator

  init(_ stream: AsyncThrowingStream<[UInt8], any Error>) { (self.stream, iterator) = (stream, stream.makeAsyncIterator()) }

  func next() async throws -> [UInt8]? {
    var iterator = iterator
    defer { self.iterator = iterator }
    return try await iterator.next(isolation: #isolation)
  }
}
