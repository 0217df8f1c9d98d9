import APIMachinery
import APISchemas

/// Keeps objects out of namespaces that aren't there or are going, and the system's namespaces from being deleted
/// (kubernetes.io, "Admission Controllers": NamespaceLifecycle).
struct NamespaceLifecycle: AdmissionPlugin {
  static let namespaces = GroupResource(group: "", resource: "namespaces")
  static let immortal: Set<String> = ["default", "kube-system", "kube-public"]

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    let request = attributes.request
    guard attributes.operation == .create, request.definition.isNamespaced, request.subresource.isEmpty else { return }
    guard let namespace = unit.get(ObjectKey(Self.namespaces, name: request.namespace)) else {
      throw .notFound(Self.namespaces, request.namespace)
    }
    guard namespace.isBeingDeleted || namespace[path: "status", "phase"]?.string == "Terminating" else { return }
    var error = StatusError.forbidden(
      request.groupResource, object.name,
      "unable to create new content in namespace \(request.namespace) because it is being terminated")
    error.causes = [
      .init(reason: "NamespaceTerminating", message: "namespace \(request.namespace) is being terminated", field: "metadata.namespace")
    ]
    throw error
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.operation == .delete, attributes.request.groupResource == Self.namespaces else { return }
    if Self.immortal.contains(object.name) {
      throw .forbidden(Self.namespaces, object.name, "this namespace may not be deleted")
    }
  }
}
