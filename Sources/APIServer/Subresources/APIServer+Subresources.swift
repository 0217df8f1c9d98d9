import APIMachinery
import APISchemas
import Client

extension APIServer {
  /// The parts of an object that have URLs of their own. Those that take the object itself (status, finalize, resize,
  /// ephemeralcontainers, approval) are ordinary updates, of which the kind's strategy takes only its part.
  func dispatchSubresource(
    _ resource: ResourceRequest, _ query: QueryParameters, _ request: HTTPRequest
  ) async throws(StatusError) -> HTTPResponse {
    guard let subresource = resource.served.subresource(resource.subresource) else { throw .unknownPath() }
    let isProxyOptions = resource.subresource == "proxy" && resource.verb == "options"
    guard subresource.verbs.contains(resource.verb) || isProxyOptions else { throw .methodNotAllowed(resource) }
    switch resource.subresource {
    case "log": return try await answerLog(resource, query, request)
    case "exec", "attach":
      try await authorizeUpgrade(resource)
      try await admitConnect(resource, query)
      return try await answerExec(resource, query, request)
    case "portforward":
      try await authorizeUpgrade(resource)
      try await admitConnect(resource, query)
      return try await answerPortForward(resource, query, request)
    case "proxy":
      try await admitConnect(resource, query, path: ProxyPath(request.path)?.rest ?? "")
      return try await answerProxy(resource, request)
    default: break
    }
    let format = try OutputFormat(request, query, hasProtobuf: scheme.hasProtobuf(resource.bodyKind))
    if resource.verb == "get" { return try await converting { () throws(StatusError) in try answerGet(resource, subresource, query, format) } }
    let parameters = try WriteParameters(query, verb: resource.verb)
    if resource.verb == "patch" {
      let patch = try PatchRequest(request, query, limit: configuration.bodyBytesMax)
      noteRequestObject(patch.body.value)
      return try await answerWrite(resource, parameters, format) { unit, parameters throws(StatusError) in
        try self.patch(resource, patch, parameters, in: &unit)
      }
    }
    let body = try self.body(request, resource)
    return try await answerWrite(resource, parameters, format) { unit, parameters throws(StatusError) in
      try self.writeSubresource(resource, body, parameters, in: &unit)
    }
  }

  /// A WebSocket begins with a GET: who may only read must not get a shell by it (upstream's gate
  /// AuthorizePodWebsocketUpgradeCreatePermission, on since 1.35).
  private func authorizeUpgrade(_ resource: ResourceRequest) async throws(StatusError) {
    guard resource.verb == "get" else { return }
    var attributes = resource.attributes()
    attributes.verb = "create"
    try await authorize(attributes)
  }

  /// A create or update of a subresource: the same for a request from the wire and one in process.
  func writeSubresource(
    _ resource: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    var body = body
    if resource.verb == "create" {
      let attributes = AdmissionAttributes(resource, .create, old: nil, options: parameters.options("CreateOptions"))
      body.value = try admitPart(body.value, attributes, in: &unit)
    }
    switch (resource.subresource, resource.verb) {
    case ("scale", "update"): return try updateScale(resource, body, parameters, in: &unit)
    case ("binding", "create"): return try bind(resource, body, parameters, in: &unit)
    case ("token", "create"): return try issueToken(resource, body, parameters, in: &unit)
    case ("eviction", "create"): return try evict(resource, body, parameters, in: &unit)
    case (_, "update") where resource.takesObject: return try update(resource, body, parameters, in: &unit)
    default: throw .notImplemented("\(resource.verb) of \(resource.definition.plural)/\(resource.subresource)")
    }
  }

  private func answerGet(
    _ resource: ResourceRequest, _ subresource: SubresourceDefinition, _ query: QueryParameters, _ format: OutputFormat
  ) throws(StatusError) -> HTTPResponse {
    render(try getSubresource(resource, resourceVersion: query["resourceVersion"] ?? ""), resource.served, format)
  }

  func getSubresource(_ resource: ResourceRequest, resourceVersion: String) throws(StatusError) -> ObjectResult {
    let object = try get(resource, resourceVersion: resourceVersion)
    if resource.subresource == "scale" {
      return .value(try Scale.of(scheme.convert(object.decoded(), to: resource.definition.gvk), resource.definition))
    }
    guard resource.takesObject else {
      throw .notImplemented("get of \(resource.definition.plural)/\(resource.subresource)")
    }
    return .stored(object)
  }

  static let success: Value = ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201]
}
