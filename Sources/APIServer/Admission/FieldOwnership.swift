import APIMachinery
import APISchemas
import Basics

/// Who writes, for `metadata.managedFields` (kubernetes.io, "Server-Side Apply": field management).
struct Ownership: Sendable {
  var kind: GroupVersionKind
  var writer: ServerSideApply.Writer
  var force: Bool

  init(_ request: ResourceRequest, _ parameters: WriteParameters, _ time: Timestamp) {
    kind = request.definition.gvk
    writer = ServerSideApply.Writer(
      manager: parameters.fieldManager.isEmpty ? request.caller.defaultFieldManager : parameters.fieldManager,
      subresource: request.subresource, time: time)
    force = parameters.force ?? false
  }

  /// What the endpoint doesn't write, an apply to it doesn't own.
  var resetPaths: [[String]] { writer.subresource.isEmpty ? [["status"]] : [] }
}

/// Keeps `metadata.managedFields`: which manager owns which fields.
struct FieldOwnership: Sendable {
  let scheme: Scheme

  init(_ scheme: Scheme) { self.scheme = scheme }

  /// After a create or update: what differs from `old` is the writer's now.
  func recording(_ object: Value, over old: Value?, _ ownership: Ownership) -> Value {
    machine(ownership).trackUpdate(from: old, to: object, by: ownership.writer)
  }

  /// The live object with the configuration applied, and the fields of it the caller's. 409 where others own a field.
  func applying(_ configuration: Value, to old: Value, _ ownership: Ownership) throws(StatusError) -> Value {
    try machine(ownership).apply(
      configuration, to: old, as: ownership.writer, force: ownership.force, resetPaths: hasStatus(ownership) ? ownership.resetPaths : [])
  }

  /// A new object, made from a configuration by defaults and admission: the caller owns what it sent.
  func applying(_ configuration: Value, creating object: Value, _ ownership: Ownership) throws(StatusError) -> Value {
    let applied = try machine(ownership).apply(
      configuration, to: nil, as: ownership.writer, force: true, resetPaths: hasStatus(ownership) ? ownership.resetPaths : [])
    var result = object
    result[path: "metadata", "managedFields"] = applied["metadata"]?["managedFields"]
    return result
  }

  private func hasStatus(_ ownership: Ownership) -> Bool {
    scheme.resource(of: ownership.kind)?.subresource("status") != nil
  }

  private func machine(_ ownership: Ownership) -> ServerSideApply {
    ServerSideApply(
      types: scheme.types, typeName: scheme.typeName(of: ownership.kind) ?? "", apiVersion: ownership.kind.groupVersion.description)
  }
}
