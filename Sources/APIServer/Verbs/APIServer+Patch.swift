import APIMachinery
import APISchemas

extension APIServer {
  /// Changes the object as the patch says, whatever its version, unless the patch itself demands one.
  func patch(
    _ request: ResourceRequest, _ patch: PatchRequest, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    if patch.kind == .apply {
      try checkVersion(patch.body.value, request)
      try checkDeclared(patch.body.value, request)
      return try apply(request, patch.body, parameters, Intent(object: patch.body.value, source: patch.body.source), in: &unit)
    }
    guard let old = existing(request, in: unit) else { throw .notFound(request.groupResource, request.name) }
    if request.subresource == "scale" {
      let scale = try patched(try Scale.of(old, request.definition), patch, request)
      let body = RequestBody(value: scale, duplicates: patch.body.duplicates)
      return try updateScale(request, body, parameters, in: &unit)
    }
    guard request.takesObject else {
      throw .notImplemented("patch of \(request.definition.plural)/\(request.subresource)")
    }
    let value = try patched(scheme.convert(old, to: request.served.gvk), patch, request)
    let new = try decodePatched(value, patch, request, parameters, in: &unit)
    try checkPatched(new, old, request)
    return .object(request.key, try replace(old, with: new, request, parameters, .none, in: &unit))
  }

  private func patched(_ value: Value, _ patch: PatchRequest, _ request: ResourceRequest) throws(StatusError) -> Value {
    switch patch.kind {
    case .json: return try JSONPatch(patch.body.value).apply(to: value)
    case .merge:
      guard case .object = patch.body.value else { throw .badRequest("a merge patch must be an object") }
      return MergePatch.apply(patch.body.value, to: value)
    case .strategicMerge:
      guard let typeName = scheme.typeName(of: request.bodyKind), !scheme.isCustom(request.definition.gvk) else {
        throw .unsupportedMediaType(
          "the body of the request was in an unknown format - accepted media types include: "
            + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
      }
      return try StrategicMerge.apply(patch.body.value, to: value, types: scheme.types, typeName: typeName)
    case .apply: return value
    }
  }

  /// A patch changes an object; it can't make another one of it.
  private func checkPatched(_ new: Value, _ old: Value, _ request: ResourceRequest) throws(StatusError) {
    guard new.name == old.name else {
      throw .badRequest("the name of the object (\(new.name)) does not match the name on the URL (\(request.name))")
    }
    guard new.namespace == old.namespace || new.namespace.isEmpty else {
      throw .badRequest("the namespace of the object (\(new.namespace)) does not match the namespace on the request (\(request.namespace))")
    }
  }

  /// A configuration says what it is one of: fields are owned in a version.
  private func checkVersion(_ configuration: Value, _ request: ResourceRequest) throws(StatusError) {
    guard configuration.object != nil else { return }
    let expected = request.bodyKind.groupVersion
    if configuration.apiVersion.isEmpty {
      throw .badRequest("Incorrect version specified in apply patch. Specified patch version: , expected: \(expected)")
    }
    if configuration.kind.isEmpty { throw .badRequest("Object 'Kind' is missing in '\(JSON.text(configuration))'") }
  }

  /// A field that the kind doesn't have can have no owner, so it is refused whatever fieldValidation says, in upstream's words (but as
  /// the client's fault, which it is). An object of another kind or version is told of where it is decoded.
  private func checkDeclared(_ configuration: Value, _ request: ResourceRequest) throws(StatusError) {
    let kind = request.bodyKind
    guard configuration.groupVersionKind == kind else { return }
    let problems = scheme.undeclaredFields(of: configuration, as: kind)
    guard !problems.isEmpty else { return }
    let namespace = configuration.namespace.isEmpty ? request.namespace : configuration.namespace
    let list = problems.count == 1 ? problems[0] : (["errors:"] + problems.map { "  " + $0 }).joined(separator: "\n")
    throw .badRequest(
      "failed to create typed patch object (\(namespace)/\(configuration.name); \(kind.groupVersion.group)/\(kind.version), Kind=\(kind.kind)): \(list)")
  }

  /// Server-side apply: creates the object, or makes the caller's fields what the configuration says (KEP-555).
  func apply(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, _ intent: Intent, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    if request.subresource == "scale" { return try applyScale(request, body, parameters, in: &unit) }
    guard request.takesObject else {
      throw .notImplemented("server-side apply of \(request.definition.plural)/\(request.subresource)")
    }
    var configuration = try decodeObject(body, as: request.served.gvk, parameters, warnings: &unit.warnings)
    guard configuration[path: "metadata", "managedFields"]?.array?.isEmpty ?? true else {
      throw .badRequest("metadata.managedFields must be nil")
    }
    if configuration.name.isEmpty { configuration[path: "metadata", "name"] = .string(request.name) }
    try checkIdentity(configuration, request)
    try place(&configuration, request)
    let ownership = Ownership(request, parameters, unit.time)
    guard let old = existing(request, in: unit) else {
      guard request.subresource.isEmpty else { throw .notFound(request.groupResource, request.name) }
      guard configuration.uid.isEmpty else {
        throw .conflict(request.groupResource, request.name, "uid mismatch: the provided object specified uid \(configuration.uid), and no existing object was found")
      }
      var creating = request
      creating.verb = "create"
      try authorizer.authorize(creating.attributes())
      // There is no version yet that could be another than the one meant.
      configuration[path: "metadata", "resourceVersion"] = nil
      let (key, created) = try insert(
        scheme.convert(configuration, to: request.definition.gvk), request, parameters, intent, applying: configuration, in: &unit)
      return .object(key, created, status: 201)
    }
    let merged = try self.ownership.applying(configuration, to: old, ownership, previous: parameters.previous)
    return .object(
      request.key, try replace(old, with: merged, request, parameters, intent, ownershipIsRecorded: true, in: &unit))
  }
}
