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

  /// What decides about admission isn't itself subject to it: a bad one could never be taken away.
  var isExempt: Bool { request.definition.group == "admissionregistration.k8s.io" }

  var name: String {
    if !request.name.isEmpty { return request.name }
    return (object ?? old)?.name ?? ""
  }

  /// The namespace that the object is in; empty for a namespace itself, and for whatever else is in none.
  var namespace: String {
    if request.groupResource == NamespaceLifecycle.namespaces { return name }
    return request.definition.isNamespaced ? request.namespace : ""
  }

  /// The other versions that the same objects are served in.
  var equivalents: [ResourceDefinition] {
    let storage = request.definition.gvr
    return scheme.resources.filter { $0.gvr != request.served.gvr && ($0.gvr == storage || $0.storage == storage) }
  }

  func namespaceObject(in unit: UnitOfWork) -> Value? {
    namespace.isEmpty ? nil : unit.get(ObjectKey(NamespaceLifecycle.namespaces, name: namespace))
  }

  private var isScale: Bool { !request.takesObject && request.subresource == "scale" }

  /// The object, which is as it is kept, in a version of its resource: for `scale`, the Scale.
  func shown(_ value: Value?, as version: ResourceDefinition) -> Value? {
    guard let value else { return nil }
    if isScale { return try? Scale.of(value, request.definition) }
    return scheme.convert(value, to: version.gvk)
  }

  /// Takes over into an object, as it is kept, what was made of it in the form that was shown. What only the server sets stays.
  func taking(_ changed: Value, over object: Value) -> Value {
    if isScale {
      var result = object
      result[path: request.definition.scale?.replicas ?? ["spec", "replicas"]] = changed[path: "spec", "replicas"]
      return result
    }
    var result = scheme.convert(changed, to: request.definition.gvk)
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
    value["userInfo"] = request.caller.user.value
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
