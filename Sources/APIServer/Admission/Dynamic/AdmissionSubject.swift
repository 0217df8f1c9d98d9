import APIMachinery
import APISchemas
import AccessControl

/// What webhooks and policies are shown of a request.
struct AdmissionSubject {
  let request: ResourceRequest
  let operation: AdmissionAttributes.Operation
  /// As it is kept; nil for a delete.
  var object: Value?
  let old: Value?
  /// CreateOptions and their like.
  let options: Value
  let isDryRun: Bool
  let scheme: Scheme

  init(_ attributes: AdmissionAttributes, object: Value?, isDryRun: Bool, _ scheme: Scheme) {
    (request, operation, old, options) = (attributes.request, attributes.operation, attributes.old, attributes.options)
    (self.object, self.isDryRun, self.scheme) = (object, isDryRun, scheme)
  }

  /// The server's own bookkeeping, which has to go on (and at the start of a cluster nobody could answer yet).
  private static let bookkeepers: Set<String> = ["system:kctl:aggregator", "system:kctl:bootstrap", "system:kctl:definitions"]

  /// What decides about admission isn't itself subject to it: a bad one could never be taken away.
  var isExempt: Bool { request.definition.group == DynamicAdmission.group || Self.bookkeepers.contains(request.caller.user.name) }

  var name: String {
    if !request.name.isEmpty { return request.name }
    return (object ?? old)?.name ?? ""
  }

  private var isNamespace: Bool { request.groupResource == NamespaceLifecycle.namespaces }

  /// The namespace that the request's path names; a namespace that exists counts as being in itself.
  var namespace: String {
    if isNamespace { return request.name }
    return request.definition.isNamespaced ? request.namespace : ""
  }

  /// The other versions that the same objects are served in.
  var equivalents: [ResourceDefinition] {
    let storage = request.definition.gvr
    return scheme.resources.filter { $0.gvr != request.served.gvr && ($0.gvr == storage || $0.storage == storage) }
  }

  func namespaceObject(in unit: UnitOfWork) -> Value? {
    namespace.isEmpty || isNamespace ? nil : unit.get(ObjectKey(NamespaceLifecycle.namespaces, name: namespace))
  }

  private var isScale: Bool { !request.takesObject && request.subresource == "scale" }

  /// The object, which is as it is kept, in a version of its resource: for `scale`, the Scale.
  func shown(_ value: Value?, as version: ResourceDefinition) -> Value? {
    guard let value else { return nil }
    if isScale { return try? Scale.of(value, request.definition) }
    return request.takesObject ? scheme.convert(value, to: version.gvk) : value
  }

  /// Takes over into an object, as it is kept, what was made of it in the version that was shown: without the fields that its kind
  /// doesn't have, with defaults for those that it lacks. What only the server sets stays.
  func taking(_ changed: Value, as version: ResourceDefinition, over object: Value) throws(StatusError) -> Value {
    if isScale {
      var result = object
      result[path: request.definition.scale?.replicas ?? ["spec", "replicas"]] = changed[path: "spec", "replicas"]
      return result
    }
    guard request.takesObject else { return changed }
    var result = scheme.convert(try scheme.decode(changed, as: version.gvk).object, to: request.definition.gvk)
    for field in ["uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "namespace"] {
      result[path: "metadata", field] = object["metadata"]?[field]
    }
    return scheme.withDefaults(result, of: request.definition.gvk)
  }

  /// The AdmissionRequest (API reference: admission.k8s.io/v1) without its uid.
  func value(as version: ResourceDefinition, withObjects: Bool) -> Value {
    var value: Value = ["kind": kind(version), "resource": Self.resource(version.gvr)]
    if !request.subresource.isEmpty { value["subResource"] = .string(request.subresource) }
    (value["requestKind"], value["requestResource"]) = (kind(request.served), Self.resource(request.served.gvr))
    if !request.subresource.isEmpty { value["requestSubResource"] = .string(request.subresource) }
    if !name.isEmpty { value["name"] = .string(name) }
    if !namespace.isEmpty { value["namespace"] = .string(namespace) }
    value["operation"] = .string(operation.rawValue)
    value["userInfo"] = request.caller.user.wire
    if withObjects {
      value["object"] = shown(object, as: version) ?? .null
      value["oldObject"] = shown(old, as: version) ?? .null
    }
    value["dryRun"] = .bool(isDryRun)
    value["options"] = options
    return value
  }

  private func kind(_ version: ResourceDefinition) -> Value {
    let kind = version.subresource(request.subresource)?.kind ?? version.gvk
    return ["group": .string(kind.group), "version": .string(kind.version), "kind": .string(kind.kind)]
  }

  private static func resource(_ resource: GroupVersionResource) -> Value {
    ["group": .string(resource.group), "version": .string(resource.version), "resource": .string(resource.resource)]
  }
}
