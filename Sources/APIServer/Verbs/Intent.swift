import APIMachinery
import APISchemas
import Store

/// What the client sent, for `main`: the object in its own words, and the text when there is one.
struct Intent: Sendable {
  var object: Value?
  var source: [UInt8]?
  /// Where the person keeps the manifest.
  var path: String?

  init(object: Value? = nil, source: [UInt8]? = nil, path: String? = nil) {
    (self.object, self.source, self.path) = (object, source, path)
  }

  static let none = Intent()
}

extension APIServer {
  func desiredCreate(_ request: ResourceRequest, _ object: Value, _ intent: Intent) -> DesiredChange? {
    guard isDesired(request, object) else { return nil }
    var written = intent.object ?? object
    // A manifest has to say which object it is, also when the request left that to the path or to the server.
    let saysName = written.name == object.name && written.namespace == object.namespace
    written[path: "metadata", "name"] = .string(object.name)
    written[path: "metadata", "generateName"] = nil
    if request.definition.isNamespaced { written[path: "metadata", "namespace"] = .string(object.namespace) }
    if written.apiVersion.isEmpty { written["apiVersion"] = .string(object.apiVersion) }
    if written.kind.isEmpty { written["kind"] = .string(object.kind) }
    return DesiredChange(
      before: nil, after: written.withoutServerFields, source: saysName ? intent.source : nil, path: intent.path)
  }

  func desiredUpdate(_ request: ResourceRequest, before: Value, after: Value, _ intent: Intent) -> DesiredChange? {
    guard isDesired(request, after) else { return nil }
    return DesiredChange(
      before: before.withoutServerFields, after: after.withoutServerFields, source: intent.source, path: intent.path)
  }

  func desiredDelete(_ request: ResourceRequest, before: Value) -> DesiredChange? {
    guard isDesired(request, before) else { return nil }
    return DesiredChange(before: before.withoutServerFields, after: nil)
  }

  private func isDesired(_ request: ResourceRequest, _ object: Value) -> Bool {
    !request.comesFromMain && desired.isDesired(
      user: request.caller.user, resource: request.groupResource, subresource: request.subresource, object: object)
  }
}

extension Value {
  /// The object without what the server and its clients keep on it for themselves: no person ever wrote these.
  var withoutServerFields: Value {
    var copy = self
    copy["status"] = nil
    guard var metadata = copy["metadata"]?.object else { return copy }
    for field in ["creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid"] {
      metadata[field] = nil
    }
    if var annotations = metadata["annotations"]?.object {
      annotations[ServerSideApply.lastAppliedAnnotation] = nil
      metadata["annotations"] = annotations.isEmpty ? nil : .object(annotations)
    }
    copy["metadata"] = .object(metadata)
    return copy
  }
}
