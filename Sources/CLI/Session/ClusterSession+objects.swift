import APIMachinery
import Client

extension ClusterSession {
  func get(_ address: ObjectAddress, subresource: String? = nil) async throws -> Value {
    try await call("GET", address.path(subresource: subresource))
  }

  /// nil when there is no such object.
  func find(_ address: ObjectAddress, subresource: String? = nil) async throws -> Value? {
    do {
      return try await get(address, subresource: subresource)
    } catch let error as StatusError where error.reason == .notFound {
      return nil
    }
  }

  /// All objects, page by page. `namespace` nil means all namespaces. Objects carry apiVersion and kind.
  func list(
    _ resource: APIResource, namespace: String?, labelSelector: String = "", fieldSelector: String = "", pageSize: Int = 500
  ) async throws -> [Value] {
    var items: [Value] = []
    var continueToken = ""
    repeat {
      var query = QueryString()
      query.add("labelSelector", nonEmpty: labelSelector)
      query.add("fieldSelector", nonEmpty: fieldSelector)
      if pageSize > 0 { query.add("limit", String(pageSize)) }
      query.add("continue", nonEmpty: continueToken)
      let page = try await call("GET", resource.path(namespace: namespace), query: query)
      items += (page["items"]?.array ?? []).map { $0.typed(resource) }
      continueToken = page["metadata"]?["continue"]?.string ?? ""
    } while !continueToken.isEmpty
    return items
  }

  func create(_ object: Value, _ resource: APIResource, namespace: String?, _ options: WriteFlags) async throws -> Value {
    try await call("POST", resource.path(namespace: namespace), query: options.query(), body: object)
  }

  func update(_ object: Value, at address: ObjectAddress, subresource: String? = nil, _ options: WriteFlags) async throws -> Value {
    try await call("PUT", address.path(subresource: subresource), query: options.query(), body: object)
  }

  func patch(
    _ address: ObjectAddress, subresource: String? = nil, _ patch: Patch, _ options: WriteFlags
  ) async throws -> Value {
    try await call(
      "PATCH", address.path(subresource: subresource), query: options.query(), body: patch.body, contentType: patch.contentType)
  }

  /// The resource of a manifest; throws when the server doesn't know its kind.
  func resource(of object: Value) async throws -> APIResource {
    guard let kind = object.groupVersionKind else {
      throw CommandFailure(object.kind.isEmpty ? "Object 'Kind' is missing" : "apiVersion not set in a manifest of kind \(object.kind)")
    }
    guard let resource = try await catalog().resource(of: kind) else {
      throw CommandFailure(
        "no matches for kind \"\(kind.kind)\" in version \"\(kind.groupVersion)\"\nensure CRDs are installed first")
    }
    return resource
  }
}

extension Value {
  /// With apiVersion and kind, which servers leave out of the items of a list.
  func typed(_ resource: APIResource) -> Value {
    guard kind.isEmpty else { return self }
    var fields: Object = ["apiVersion": .string(resource.groupVersion.description), "kind": .string(resource.kind)]
    for field in object ?? [:] { fields[field.key] = field.value }
    return .object(fields)
  }
}

/// The query parameters of a write.
struct WriteFlags: Sendable {
  var isServerDryRun = false
  var fieldManager = ""
  /// `Ignore`, `Warn`, `Strict` or empty.
  var fieldValidation = ""
  var forcesConflicts = false

  func query() -> QueryString {
    var query = QueryString()
    if isServerDryRun { query.add("dryRun", "All") }
    query.add("fieldManager", nonEmpty: fieldManager)
    query.add("fieldValidation", nonEmpty: fieldValidation)
    if forcesConflicts { query.add("force", "true") }
    return query
  }
}
