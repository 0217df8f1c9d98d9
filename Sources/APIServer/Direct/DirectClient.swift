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
    let request = try resolve(resource, verb: "get", name: name)
    return try await server.converting { () throws(StatusError) in
      let version = options.resourceVersion
      if request.subresource.isEmpty { return server.reading(try server.get(request, resourceVersion: version).decoded(), request) }
      return server.reading(try server.getSubresource(request, resourceVersion: version).value, request)
    }
  }

  public func list(_ resource: ResourcePath, options: ListOptions) async throws -> ObjectList {
    let request = try resolve(resource, verb: "list", selecting: options.fieldSelector)
    let page = try await server.list(request, ListQuery(options))
    let items = try await server.converting { page.items.map { server.reading($0.decoded(), request) } }
    return ObjectList(
      items: items, resourceVersion: page.revision.description, continueToken: page.continueToken,
      remainingItemCount: page.remainingItemCount)
  }

  public func watch(_ resource: ResourcePath, options: ListOptions) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
    let request = try resolve(resource, verb: "watch", selecting: options.fieldSelector)
    let source = DirectWatch(
      try server.watch(request, ListQuery(options)),
      WatchEncoder(server: server, definition: request.served, format: OutputFormat()))
    return AsyncThrowingStream { try await source.next() }
  }

  public func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    let isSubresource = resource.subresource != nil
    let request = try resolve(resource, verb: "create", name: isSubresource ? object.name : "", namespace: object.namespace)
    let parameters = try WriteParameters(options, verb: "create")
    let body = RequestBody(value: object)
    return try await written(request, parameters) { unit throws(StatusError) in
      isSubresource ? try server.writeSubresource(request, body, parameters, in: &unit) : try server.create(request, body, parameters, in: &unit)
    }
  }

  public func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    let request = try resolve(resource, verb: "update", name: object.name, namespace: object.namespace)
    let parameters = try WriteParameters(options, verb: "update")
    let body = RequestBody(value: object)
    return try await written(request, parameters) { unit throws(StatusError) in
      request.subresource.isEmpty
        ? try server.update(request, body, parameters, in: &unit) : try server.writeSubresource(request, body, parameters, in: &unit)
    }
  }

  public func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) async throws -> Value {
    let request = try resolve(resource, verb: "patch", name: name)
    let parameters = try WriteParameters(options, verb: "patch")
    let patch = PatchRequest(patch)
    return try await written(request, parameters) { unit throws(StatusError) in
      try server.patch(request, patch, parameters, in: &unit)
    }
  }

  public func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) async throws -> Value {
    let request = try resolve(resource, verb: "delete", name: name)
    let parameters = DeleteParameters(options)
    return try await written(request, WriteParameters(isDryRun: options.dryRun)) { unit throws(StatusError) in
      try server.delete(request, parameters, in: &unit)
    }
  }

  public func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) async throws {
    let request = try resolve(resource, verb: "deletecollection", selecting: selecting.fieldSelector)
    _ = try await server.deleteCollection(request, DeleteParameters(options), ListQuery(selecting))
  }

  private func written(
    _ request: ResourceRequest, _ parameters: WriteParameters, _ body: (inout UnitOfWork) throws(StatusError) -> WriteResult
  ) async throws(StatusError) -> Value {
    let written = try await server.write(request, parameters, body).result.value
    return try await server.converting { server.reading(written, request) }
  }

  var caller: Caller { Caller(user: user, userAgent: userAgent, auditID: server.random.uuid()) }

  /// Finds the resource and asks whether this identity may.
  private func resolve(
    _ path: ResourcePath, verb: String, name: String = "", namespace: String = "", selecting: String = ""
  ) throws(StatusError) -> ResourceRequest {
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
    var attributes = request.attributes()
    if let selector = try? FieldSelector(parsing: selecting), !selector.isEmpty {
      attributes.fieldSelector = selector
      // As from the wire: a list of one name is authorized as that name.
      if name.isEmpty, selector.requirements.count == 1 { attributes.name = selector.requiredValue(of: "metadata.name") ?? "" }
    }
    try server.authorizer.authorize(attributes)
    return request
  }
}
