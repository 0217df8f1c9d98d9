import APIMachinery
import APISchemas
import AccessControl
import Client
import Streaming

extension APIServer {
  /// From a resolved request to its verb, and back to bytes.
  func dispatch(
    _ resource: ResourceRequest, _ info: RequestInfo, _ query: QueryParameters, _ request: HTTPRequest
  ) async throws(StatusError) -> HTTPResponse {
    guard resource.subresource.isEmpty else { return try await dispatchSubresource(resource, query, request) }
    let format = try OutputFormat(
      request, query, streams: resource.verb == "watch", hasProtobuf: scheme.hasProtobuf(resource.served.gvk),
      isKept: resource.served.verbs != ["create"])
    switch resource.verb {
    case "get":
      let object = try get(resource, resourceVersion: query["resourceVersion"] ?? "")
      return try await converting { render(.stored(object), resource.served, format) }
    case "list": return try await answerList(resource, try ListQuery(query), format, request)
    case "watch": return try answerWatch(resource, try ListQuery(query), format, request)
    case "create":
      let body = try self.body(request, resource)
      return try await answerWrite(resource, try WriteParameters(query, verb: "create"), format) { unit, parameters throws(StatusError) in
        try self.create(resource, body, parameters, in: &unit)
      }
    case "update":
      let body = try self.body(request, resource)
      return try await answerWrite(resource, try WriteParameters(query, verb: "update"), format) { unit, parameters throws(StatusError) in
        try self.update(resource, body, parameters, in: &unit)
      }
    case "patch":
      let patch = try PatchRequest(request, query, limit: configuration.bodyBytesMax)
      noteRequestObject(patch.body.value)
      return try await answerWrite(resource, try WriteParameters(query, verb: "patch"), format) { unit, parameters throws(StatusError) in
        try self.patch(resource, patch, parameters, in: &unit)
      }
    case "delete": return try await answerDelete(resource, query, request, format)
    case "deletecollection": return try await answerDeleteCollection(resource, query, request, format)
    default: throw .methodNotAllowed(resource)
    }
  }

  func body(_ request: HTTPRequest, _ resource: ResourceRequest) throws(StatusError) -> RequestBody {
    try checkSize(request)
    let body = try RequestBody.decode(request, kind: resource.bodyKind, scheme)
    noteRequestObject(body.value)
    return body
  }

  func checkSize(_ request: HTTPRequest) throws(StatusError) {
    guard request.body.count <= configuration.bodyBytesMax else {
      throw StatusError(413, .requestEntityTooLarge, "Request entity too large: limit is \(configuration.bodyBytesMax)")
    }
  }

  func answerWrite(
    _ resource: ResourceRequest, _ parameters: WriteParameters, _ format: OutputFormat,
    _ body: (inout UnitOfWork, WriteParameters) throws(StatusError) -> WriteResult
  ) async throws(StatusError) -> HTTPResponse {
    let (result, status, warnings) = try await write(resource, parameters) { unit throws(StatusError) in try body(&unit, parameters) }
    return try await converting { render(result, resource.served, format, status: status, warnings: warnings) }
  }

  private func answerList(
    _ resource: ResourceRequest, _ query: ListQuery, _ format: OutputFormat, _ request: HTTPRequest
  ) async throws(StatusError) -> HTTPResponse {
    do throws(StatusError) {
      return try await render(try await list(resource, query), resource.served, format)
    } catch {
      guard error == .expiredContinue, let token = try? ContinueToken(query.continueToken, resource.groupResource) else { throw error }
      var status = error.value
      status["metadata"] = ["continue": .string(ContinueToken(revision: nil, after: token.after).text)]
      return ResponseWriter.failure(status, code: error.code, retryAfterSeconds: nil, request)
    }
  }

  private func answerWatch(
    _ resource: ResourceRequest, _ query: ListQuery, _ format: OutputFormat, _ request: HTTPRequest
  ) throws(StatusError) -> HTTPResponse {
    let watcher = try watch(resource, query)
    let encoder = WatchEncoder(server: self, definition: resource.served, format: format)
    var key = RequestMetrics.Key()
    (key.verb, key.group, key.version, key.resource) = ("WATCH", resource.served.group, resource.served.version, resource.served.plural)
    key.scope = !resource.name.isEmpty ? "resource" : resource.namespace.isEmpty ? "cluster" : "namespace"
    let counted = LongRunningRequest(key, metrics)
    if case .webSocket(let offered)? = try? UpgradeRequest(request) {
      return WatchSocket(watcher: watcher, encoder: encoder, counted: counted).response(offered: offered)
    }
    let chunks = AsyncThrowingStream<[UInt8], any Error> {
      defer { withExtendedLifetime(counted) {} }
      guard let items = await watcher.next() else { return nil }
      return await encoder.lines(items)
    }
    return HTTPResponse(200, headers: ["Content-Type": encoder.contentType], body: .stream(chunks))
  }

  private func answerDelete(
    _ resource: ResourceRequest, _ query: QueryParameters, _ request: HTTPRequest, _ format: OutputFormat
  ) async throws(StatusError) -> HTTPResponse {
    let parameters = try deleteParameters(query, request)
    return try await answerWrite(resource, WriteParameters(isDryRun: parameters.isDryRun), format) { unit, _ throws(StatusError) in
      try self.delete(resource, parameters, in: &unit)
    }
  }

  private func answerDeleteCollection(
    _ resource: ResourceRequest, _ query: QueryParameters, _ request: HTTPRequest, _ format: OutputFormat
  ) async throws(StatusError) -> HTTPResponse {
    let parameters = try deleteParameters(query, request)
    return try await render(try await deleteCollection(resource, parameters, try ListQuery(query)), resource.served, format)
  }

  private func deleteParameters(_ query: QueryParameters, _ request: HTTPRequest) throws(StatusError) -> DeleteParameters {
    try checkSize(request)
    let body = request.body.isEmpty ? nil : try RequestBody.decode(
      request, kind: GroupVersionKind(group: "", version: "v1", kind: "DeleteOptions"), scheme).value
    if let body, body.object == nil, !body.isNull { throw .badRequest("json: cannot unmarshal \(body.typeName) into Go value of type v1.DeleteOptions") }
    if let body, let trail = AuditTrail.current, trail.level >= .request { trail.change { $0.requestObject = body } }
    return try DeleteParameters(query, body: body)
  }
}
