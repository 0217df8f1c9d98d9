import APIMachinery
import APISchemas
import Basics

/// Who writes, for `metadata.managedFields` (kubernetes.io, "Server-Side Apply": field management).
struct Ownership: Sendable {
  /// The version that the writer writes in.
  var kind: GroupVersionKind
  var writer: ServerSideApply.Writer
  var force: Bool

  init(_ request: ResourceRequest, _ parameters: WriteParameters, _ time: Timestamp) {
    kind = request.served.gvk
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
    let machine = machine(ownership)
    guard let kept = scheme.storedKind(of: ownership.kind), kept != ownership.kind else {
      return machine.trackUpdate(from: old, to: object, by: ownership.writer)
    }
    let tracked = machine.trackUpdate(
      from: old.map { scheme.convert($0, to: ownership.kind) }, to: scheme.convert(object, to: ownership.kind), by: ownership.writer)
    var result = object
    result[path: "metadata", "managedFields"] = tracked["metadata"]?["managedFields"]
    return result
  }

  /// The live object with the configuration applied, and the fields of it the caller's. 409 where others own a field.
  /// The configuration is in the writer's version; object and result are as they are kept.
  func applying(_ configuration: Value, to old: Value, _ ownership: Ownership, previous: Value? = nil) throws(StatusError) -> Value {
    let machine = machine(ownership)
    var live = scheme.convert(old, to: ownership.kind)
    if let previous { live = machine.reclaiming(previous, leftOutOf: configuration, in: live, by: ownership.writer) }
    let applied = try machine.apply(
      configuration, to: live, as: ownership.writer, force: ownership.force,
      resetPaths: hasStatus(ownership) ? ownership.resetPaths : [])
    return scheme.convert(applied, to: scheme.storedKind(of: ownership.kind) ?? ownership.kind)
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
    let kind = ownership.kind
    return ServerSideApply(
      types: scheme.types, typeName: scheme.typeName(of: kind) ?? "", apiVersion: kind.groupVersion.description,
      reading: scheme.storedKind(of: kind) == nil ? nil : reading(kind))
  }

  /// How objects of a kind with several versions read in the others.
  private func reading(_ kind: GroupVersionKind) -> ServerSideApply.Reading {
    let scheme = scheme
    return { object, apiVersion in
      guard let version = GroupVersion(apiVersion) else { return nil }
      let other = version.kind(kind.kind)
      guard scheme.isConvertible(kind, to: other), let name = scheme.typeName(of: other) else { return nil }
      return (scheme.convert(object, to: other), name)
    }
  }
}
