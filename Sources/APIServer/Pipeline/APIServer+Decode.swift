import APIMachinery
import APISchemas

extension APIServer {
  /// The body as an object of the version that the request is about, in the form it is kept in.
  func decodeStored(
    _ body: RequestBody, _ request: ResourceRequest, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> Value {
    scheme.convert(
      try decodeObject(body, as: request.served.gvk, parameters, warnings: &unit.warnings), to: request.definition.gvk)
  }

  /// The body as an object of `kind`: typed, pruned, with apiVersion and kind. Unknown and duplicate fields are refused, become
  /// warnings or are let pass, as the client asked.
  func decodeObject(
    _ body: RequestBody, as kind: GroupVersionKind, _ parameters: WriteParameters, warnings: inout [String]
  ) throws(StatusError) -> Value {
    guard case .object = body.value else {
      throw .badRequest("the object provided is unrecognized (must be of type \(kind.kind)): couldn't get version/kind; it is not an object")
    }
    let value = try identified(body.value, as: kind)
    let (object, unknown) = try scheme.decode(value, as: kind)
    let problems = unknown + body.duplicates
    try report(problems, kind, parameters, &warnings)
    return object
  }

  /// What the body says it is must be what the path takes; a body that doesn't say is taken for it, unless its kind is a custom one,
  /// whose objects always say it.
  private func identified(_ value: Value, as kind: GroupVersionKind) throws(StatusError) -> Value {
    var value = value
    let apiVersion = kind.groupVersion.description
    if scheme.isCustom(kind), value.kind.isEmpty {
      throw .badRequest("the object provided is unrecognized (must be of type \(kind.kind)): Object 'Kind' is missing in '\(JSON.text(value).prefix(1024))'")
    }
    if scheme.isCustom(kind), value.apiVersion.isEmpty {
      throw .badRequest("the API version in the data () does not match the expected API version (\(apiVersion))")
    }
    if value.apiVersion.isEmpty { value["apiVersion"] = .string(apiVersion) }
    if value.kind.isEmpty { value["kind"] = .string(kind.kind) }
    guard value.kind == kind.kind else {
      let version = value.groupVersionKind?.version ?? kind.version
      throw .badRequest(
        "\(value.kind) in version \"\(version)\" cannot be handled as a \(kind.kind): converting (\(version).\(value.kind)) to (\(kind.groupPackage).\(kind.kind)): unknown conversion")
    }
    // What subresources take (Eviction, Scale) may come in another version of the same form.
    let isAlias = scheme.resource(of: kind) == nil && value.groupVersionKind.map { scheme.isConvertible($0, to: kind) } ?? false
    guard value.apiVersion == apiVersion || isAlias else {
      throw .badRequest("the API version in the data (\(value.apiVersion)) does not match the expected API version (\(apiVersion))")
    }
    return value
  }

  func report(
    _ problems: [String], _ kind: GroupVersionKind, _ parameters: WriteParameters, _ warnings: inout [String]
  ) throws(StatusError) {
    guard !problems.isEmpty else { return }
    switch parameters.fieldValidation {
    case .ignore: return
    case .warn: warnings.append(contentsOf: problems)
    case .strict:
      throw .badRequest(
        "\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): strict decoding error: \(problems.joined(separator: ", "))")
    }
  }
}

extension GroupVersionKind {
  /// What upstream's messages call the group: the core group has a name there, and domains are left out.
  fileprivate var groupPackage: Substring { group.isEmpty ? "core" : group.prefix { $0 != "." } }
}
