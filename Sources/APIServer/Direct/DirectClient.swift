import APIMachinery
import APISchemas
import AccessControl
import Client

/// The API in process: no wire and no encoding, but the same authorization, admission, validation and transactions.
public struct DirectClient: APIClient {
  let server: APIServer
  let user: UserInfo
  let userAgent: String

  public func get(_ resource: ResourcePath, name: String, options: GetOptions) async throws -> Value {
    let request = try find(resource, verb: "get", name: name)
    return try await server.asked(request, request.attributes()) { () async throws(StatusError) in
      try await server.converting { () throws(StatusError) in
        let version = options.resourceVersion
        if request.subresource.isEmpty { return server.reading(try server.get(request, resourceVersion: version).decoded(), request) }
        return server.reading(try server.getSubresource(request, resourceVersion: version).value, request)
      }
    }
  }

  public func list(_ resource: ResourcePath, options: ListOptions) async throws -> ObjectList {
    let request = try find(resource, verb: "list")
    let query = ListQuery(options)
    return try await server.asked(request, attributes(request, options.fieldSelector)) { () async throws(StatusError) in
      let page = try await server.list(request, query)
      let items = try await server.converting { () throws(StatusError) in page.items.map { server.reading($0.decoded(), request) } }
      return ObjectList(
        items: items, resourceVersion: page.revision.description, continueToken: page.continueToken,
        remainingItemCount: page.remainingItemCount)
    }
  }

  public func watch(_ resource: ResourcePath, options: ListOptions) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
    let request = try find(resource, verb: "watch")
    let query = ListQuery(options)
    let source = try await server.asked(request, attributes(request, options.fieldSelector)) { () async throws(StatusError) in
      DirectWatch(try server.watch(request, query), WatchEncoder(server: server, definition: request.served, format: OutputFormat()))
    }
    return AsyncThrowingStream { try await source.next() }
  }

  public func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    let isSubresource = resource.subresource != nil
    let request = try find(resource, verb: "create", name: isSubresource ? object.name : "", namespace: object.namespace)
    let parameters = try WriteParameters(options, verb: "create")
    let body = RequestBody(value: object)
    return try await written(request, parameters, object) { unit throws(StatusError) in
      isSubresource ? try server.writeSubresource(request, body, parameters, in: &unit) : try server.create(request, body, parameters, in: &unit)
    }
  }

  public func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    let request = try find(resource, verb: "update", name: object.name, namespace: object.namespace)
    let parameters = try WriteParameters(options, verb: "update")
    let body = RequestBody(value: object)
    return try await written(request, parameters, object) { unit throws(StatusError) in
      request.subresource.isEmpty
        ? try server.update(request, body, parameters, in: &unit) : try server.writeSubresource(request, body, parameters, in: &unit)
    }
  }

  public func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) async throws -> Value {
    let request = try find(resource, verb: "patch", name: name)
    let parameters = try WriteParameters(options, verb: "patch")
    let patch = PatchRequest(patch)
    return try await written(request, parameters, nil) { unit throws(StatusError) in
      try server.patch(request, patch, parameters, in: &unit)
    }
  }

  public func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) async throws -> Value {
    try await delete(try find(resource, verb: "delete", name: name), options)
  }

  /// What the request names, also of a version that isn't served.
  func delete(_ request: ResourceRequest, _ options: DeleteOptions) async throws(StatusError) -> Value {
    let parameters = DeleteParameters(options)
    return try await written(request, WriteParameters(isDryRun: options.dryRun), nil) { unit throws(StatusError) in
      try server.delete(request, parameters, in: &unit)
    }
  }

  public func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) async throws {
    let request = try find(resource, verb: "deletecollection")
    let query = ListQuery(selecting)
    try await server.asked(request, attributes(request, selecting.fieldSelector)) { () async throws(StatusError) in
      _ = try await server.deleteCollection(request, DeleteParameters(options), query)
    }
  }

  private func written(
    _ request: ResourceRequest, _ parameters: WriteParameters, _ object: Value?, _ body: (inout UnitOfWork) throws(StatusError) -> WriteResult
  ) async throws(StatusError) -> Value {
    try await server.asked(request, request.attributes(), object) { () async throws(StatusError) in
      let written = try await server.write(request, parameters, body).result.value
      return try await server.converting { () throws(StatusError) in server.reading(written, request) }
    }
  }

  var caller: Caller { Caller(user: user, userAgent: userAgent, auditID: server.random.uuid()) }

  /// Finds the resource, and whether it can be asked for in this way.
  private func find(_ path: ResourcePath, verb: String, name: String = "", namespace: String = "") throws(StatusError) -> ResourceRequest {
    guard let definition = server.scheme.resource(path.resource) else { throw .unknownPath() }
    let request = ResourceRequest(
      caller, verb: verb, definition, server.scheme, namespace: definition.isNamespaced ? path.namespace ?? namespace : "", name: name,
      subresource: path.subresource ?? "")
    if request.subresource.isEmpty {
      guard definition.verbs.contains(verb) else { throw .methodNotAllowed(request) }
    } else {
      guard let subresource = definition.subresource(request.subresource) else { throw .unknownPath() }
      guard subresource.verbs.contains(verb) else { throw .methodNotAllowed(request) }
    }
    if definition.isNamespaced, request.namespace.isEmpty, verb != "list", verb != "watch", verb != "deletecollection" {
      throw .badRequest("an empty namespace may not be set when a resource name is provided")
    }
    return request
  }

  /// Of a request for many. As from the wire: a list of one name is authorized as that name.
  private func attributes(_ request: ResourceRequest, _ selecting: String) -> AuthorizationAttributes {
    var attributes = request.attributes()
    if let selector = try? FieldSelector(parsing: selecting), !selector.isEmpty {
      attributes.fieldSelector = selector
      if selector.requirements.count == 1 { attributes.name = selector.requiredValue(of: "metadata.name") ?? "" }
    }
    return attributes
  }
}
