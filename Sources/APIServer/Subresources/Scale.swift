import APIMachinery
import APISchemas

/// The view of a workload that autoscalers and `kubectl scale` know (API reference: autoscaling/v1 Scale).
enum Scale {
  static func of(_ object: Value, _ definition: ResourceDefinition) throws(StatusError) -> Value {
    var metadata: Value = ["name": .string(object.name)]
    let paths = definition.scale ?? ScalePaths(replicas: ["spec", "replicas"], statusReplicas: ["status", "replicas"], selector: nil)
    for field in ["namespace", "uid", "resourceVersion", "creationTimestamp"] { metadata[field] = object.metadata[field] }
    var status: Value = ["replicas": object[path: paths.statusReplicas] ?? 0]
    let selector = try definition.scale == nil ? selector(object) : paths.selector.flatMap { object[path: $0]?.string }
    if let selector { status["selector"] = .string(selector) }
    return [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata,
      "spec": ["replicas": object[path: paths.replicas] ?? 0], "status": status,
    ]
  }

  /// In its text form; a ReplicationController's is a plain map of labels.
  private static func selector(_ object: Value) throws(StatusError) -> String? {
    guard let selector = object[path: "spec", "selector"] else { return nil }
    if object.kind == "ReplicationController" { return LabelSelector(labels: selector.stringMap ?? [:]).description }
    let labels = LabelSelector(labels: selector["matchLabels"]?.stringMap ?? [:])
    let parsed = try LabelSelector(selector)
    // matchLabels read better as `a=b` than as the one-valued sets that they are parsed to.
    return selector["matchExpressions"]?.array?.isEmpty ?? true ? labels.description : parsed.description
  }
}

extension APIServer {
  func updateScale(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    let scale = try decodeObject(body, as: request.bodyKind, parameters, warnings: &unit.warnings)
    try checkIdentity(scale, request)
    return try setScale(scale, request, parameters, in: &unit)
  }

  /// Takes the number of replicas over into the workload, and nothing else.
  func setScale(
    _ scale: Value, _ request: ResourceRequest, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    guard let old = existing(request, in: unit) else { throw .notFound(request.groupResource, request.name) }
    let replicas = scale[path: "spec", "replicas"]?.int ?? 0
    guard replicas >= 0 else {
      throw .invalid(
        request.bodyKind, request.name, [.invalid("spec.replicas", .int(replicas), "must be greater than or equal to 0")])
    }
    var new = old
    new[path: request.definition.scale?.replicas ?? ["spec", "replicas"]] = .int(replicas)
    // What the client demands of the version travels on the Scale.
    new[path: "metadata", "resourceVersion"] = scale.resourceVersion.isEmpty ? nil : .string(scale.resourceVersion)
    if !scale.uid.isEmpty { new[path: "metadata", "uid"] = .string(scale.uid) }
    let changed = try replace(old, with: new, request, parameters, .none, in: &unit)
    let definition = request.definition
    let dryRun = try Scale.of(changed, definition)
    return WriteResult(answer: .computed(request.key, { (try? Scale.of($0, definition)) ?? dryRun }, dryRun: dryRun))
  }

  /// Server-side apply of a Scale: the caller owns the number of replicas in the workload, through this subresource.
  func applyScale(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    let scale = try decodeObject(body, as: request.bodyKind, parameters, warnings: &unit.warnings)
    guard scale[path: "metadata", "managedFields"]?.array == nil else { throw .badRequest("metadata.managedFields must be nil") }
    if !scale.name.isEmpty { try checkIdentity(scale, request) }
    guard let old = existing(request, in: unit) else { throw .notFound(request.groupResource, request.name) }
    let definition = request.definition
    var configuration: Value = [
      "apiVersion": .string(request.served.groupVersion.description), "kind": .string(definition.kind),
      "metadata": ["name": .string(request.name)],
    ]
    for field in ["uid", "resourceVersion"] { configuration[path: "metadata", field] = scale["metadata"]?[field] }
    if definition.isNamespaced { configuration[path: "metadata", "namespace"] = .string(request.namespace) }
    configuration[path: definition.scale?.replicas ?? ["spec", "replicas"]] = scale[path: "spec", "replicas"]
    let merged = try ownership.applying(configuration, to: old, Ownership(request, parameters, unit.time))
    let changed = try replace(old, with: merged, request, parameters, .none, ownershipIsRecorded: true, in: &unit)
    let dryRun = try Scale.of(changed, definition)
    return WriteResult(answer: .computed(request.key, { (try? Scale.of($0, definition)) ?? dryRun }, dryRun: dryRun))
  }
}
