import APIMachinery
import AccessControl

extension APIServer {
  /// The stages that a request made in process passes, as one from the wire: audit and authorization, with one API from begin to end.
  func asked<Result: Sendable>(
    _ request: ResourceRequest, _ attributes: AuthorizationAttributes, _ object: Value? = nil,
    _ body: () async throws(StatusError) -> Result
  ) async throws(StatusError) -> Result {
    try await asking { () async throws(StatusError) in
      guard ServedScope.current == nil else { return try await audited(request, attributes, object, body) }
      return try await serving(servedAPIs.current()) { () async throws(StatusError) in
        try await audited(request, attributes, object, body)
      }
    }
  }

  private func audited<Result: Sendable>(
    _ request: ResourceRequest, _ attributes: AuthorizationAttributes, _ object: Value?, _ body: () async throws(StatusError) -> Result
  ) async throws(StatusError) -> Result {
    guard let trail = trail(request, attributes) else {
      try await authorize(attributes)
      return try await body()
    }
    if let object { trail.note(requestObject: object) }
    await trail.record(.requestReceived)
    let result = await AuditTrail.$current.withValue(trail) {
      await Self.outcome { () async throws(StatusError) in
        try await authorize(attributes)
        return try await body()
      }
    }
    trail.note(result)
    await trail.record(.responseComplete)
    return try result.get()
  }

  /// With somewhere to leave questions for services elsewhere, where there are policies that have any.
  func asking<Result: Sendable>(_ body: () async throws(StatusError) -> Result) async throws(StatusError) -> Result {
    guard asksElsewhere.load(ordering: .relaxed), RemoteQuestions.current == nil else { return try await body() }
    return try await RemoteQuestions.$current.withValue(RemoteQuestions()) { await Self.outcome(body) }.get()
  }

  /// Scopes of tasks forget the type of what is thrown: this keeps it.
  static func outcome<Success>(_ body: () async throws(StatusError) -> Success) async -> Swift.Result<Success, StatusError> {
    do throws(StatusError) { return .success(try await body()) } catch { return .failure(error) }
  }

  private func trail(_ request: ResourceRequest, _ attributes: AuthorizationAttributes) -> AuditTrail? {
    guard let audit = configuration.audit else { return nil }
    let verdict = audit.policy.verdict(attributes)
    guard verdict.level > .none else { return nil }
    var event = AuditEvent(attributes: attributes, receivedAt: clock.now)
    (event.auditID, event.userAgent) = (request.caller.auditID, request.caller.userAgent)
    event.requestURI = request.path
    return AuditTrail(event, verdict, sinks: audit.sinks, clock: clock)
  }
}

extension ResourceRequest {
  /// As the wire would name it.
  fileprivate var path: String {
    var parts = served.group.isEmpty ? ["api", served.version] : ["apis", served.group, served.version]
    if served.isNamespaced, !namespace.isEmpty { parts += ["namespaces", namespace] }
    parts.append(served.plural)
    if !name.isEmpty { parts.append(name) }
    if !subresource.isEmpty { parts.append(subresource) }
    return "/" + parts.joined(separator: "/")
  }
}

extension AuditTrail {
  fileprivate func note<Success>(_ result: Result<Success, StatusError>) {
    switch result {
    case .failure(let error):
      change { ($0.responseCode, $0.responseStatus) = (error.code, error.value) }
    case .success(let answer):
      change {
        $0.responseCode = $0.attributes.verb == "create" ? 201 : 200
        if level >= .requestResponse, let object = answer as? Value { $0.responseObject = object }
      }
    }
  }
}
