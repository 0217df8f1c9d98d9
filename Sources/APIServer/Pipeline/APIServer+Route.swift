import APIMachinery
import AccessControl
import Client

extension APIServer {
  /// The stages in order. Each may refuse; what passes all of them reaches a verb.
  func route(
    _ request: HTTPRequest, _ info: RequestInfo, _ query: QueryParameters, as known: UserInfo?, auditID: String
  ) async throws(StatusError) -> HTTPResponse {
    let asker: UserInfo
    if let known {
      asker = known
    } else {
      do throws(StatusError) { asker = try await authenticate(request, path: info.path) } catch {
        await recordUnauthenticated(request, info, query, error, auditID: auditID)
        throw error
      }
    }
    let answered = WebSocketBearer.stripped(request)
    return try await audited(request, info, attributes(of: info, asker, query), auditID: auditID) { () async throws(StatusError) in
      let user = try await impersonated(by: asker, request)
      let caller = Caller(user: user, userAgent: request.headers["User-Agent"] ?? "", auditID: auditID)
      let attributes = attributes(of: info, user, query)
      let api = aggregator.api(at: info.path)
      return try await timed(info, query, api, isFromOutside: known == nil) { () async throws(StatusError) in
        try await self.flowControlled(answered, attributes, query) { () async throws(StatusError) in
          try await self.authorize(attributes)
          return try await self.answer(answered, info, query, caller, api)
        }
      }
    }
  }

  /// Holds the request to its time. What only reads is over long before the longest time there is, unless another server answers it, and
  /// isn't held to that; neither are transactions, which are as long as somebody's manifests.
  private func timed(
    _ info: RequestInfo, _ query: QueryParameters, _ api: AggregatedAPI?, isFromOutside: Bool,
    _ body: @escaping @Sendable () async throws(StatusError) -> HTTPResponse
  ) async throws(StatusError) -> HTTPResponse {
    guard let timeout = try RequestTimeout(query, info) else { return try await body() }
    let isShort = ["get", "list"].contains(info.verb) && api == nil || info.group == BatchEndpoint.group
    guard timeout.isAsked || (isFromOutside && !isShort) else { return try await body() }
    return try await timeout.hold(clock, body)
  }

  /// Past all stages that refuse: to what the path names. `api`: the one of another server that it is part of.
  private func answer(
    _ request: HTTPRequest, _ info: RequestInfo, _ query: QueryParameters, _ caller: Caller, _ api: AggregatedAPI?
  ) async throws(StatusError) -> HTTPResponse {
    if let api { return try await aggregator.forward(Aggregator.proxied(request, as: caller.user), to: api) }
    guard info.isResourceRequest else { return try await answerPath(info, query, request) }
    if info.group == BatchEndpoint.group {
      return try await BatchEndpoint.answer(request, info, query, caller, self)
    }
    let resource = try resolve(info, caller)
    var response = try await dispatch(resource, info, query, request)
    if let warning = resource.served.deprecationWarning { ResponseWriter.add(warning: warning, to: &response) }
    return response
  }

  /// Finds the resource, and whether it can be asked for in this way.
  private func resolve(_ info: RequestInfo, _ caller: Caller) throws(StatusError) -> ResourceRequest {
    let groupVersionResource = GroupVersionResource(group: info.group, version: info.version, resource: info.resource)
    guard let definition = scheme.resource(groupVersionResource) else { throw .unknownPath() }
    var namespace = info.namespace
    if !definition.isNamespaced {
      // `namespaces/NS` reads as being in the namespace that it is.
      guard namespace.isEmpty || definition.plural == "namespaces" else { throw .unknownPath() }
      namespace = ""
    }
    let resource = ResourceRequest(
      caller, verb: info.verb, definition, scheme, namespace: namespace, name: info.name, subresource: info.subresource)
    guard !definition.isNamespaced || !namespace.isEmpty || (info.name.isEmpty && info.subresource.isEmpty) else {
      throw .unknownPath()
    }
    if info.subresource.isEmpty {
      guard info.rest.isEmpty else { throw .unknownPath() }
      guard definition.verbs.contains(info.verb), fits(info) else { throw .methodNotAllowed(resource) }
      // Creating needs a place.
      if info.verb == "create", definition.isNamespaced, namespace.isEmpty { throw .methodNotAllowed(resource) }
    } else {
      guard definition.subresource(info.subresource) != nil else { throw .unknownPath() }
    }
    return resource
  }

  /// Whether the verb goes with a collection or with one object, whichever the path names.
  private func fits(_ info: RequestInfo) -> Bool {
    switch info.verb {
    case "create", "list", "deletecollection": info.name.isEmpty
    case "get", "update", "patch", "delete": !info.name.isEmpty
    case "watch": true
    default: false
    }
  }
}

extension StatusError {
  /// A path that nothing answers to.
  static func unknownPath() -> StatusError {
    StatusError(404, .notFound, "the server could not find the requested resource")
  }

  static func methodNotAllowed(_ request: ResourceRequest) -> StatusError {
    StatusError(405, .methodNotAllowed, "the server does not allow this method on the requested resource")
  }

  /// Something of the API that this server doesn't have.
  static func notImplemented(_ what: String) -> StatusError {
    StatusError(501, Reason(rawValue: "NotImplemented"), "\(what) is not supported by this server")
  }
}
