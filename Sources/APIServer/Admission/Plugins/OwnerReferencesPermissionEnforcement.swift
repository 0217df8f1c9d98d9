import APIMachinery
import APISchemas
import AccessControl

/// Who changes an object's owners must be entitled to delete the object: its deletion may follow. Who lets it hold up an owner's
/// deletion must be entitled to set that owner's finalizers.
struct OwnerReferencesPermissionEnforcement: AdmissionPlugin {
  let authorizer: AuthorizerChain
  let served: ServedAPIs

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.operation == .create || attributes.operation == .update else { return }
    let (before, after) = (attributes.old?.ownerReferences ?? [], object.ownerReferences)
    guard before != after else { return }
    let request = attributes.request
    if attributes.operation == .update, !isAllowed(request, verb: "delete", name: object.name) {
      throw attributes.forbidden(object, "cannot set an ownerRef on a resource you can't delete: , <nil>")
    }
    let blocking = after.filter { reference in
      reference.blocksOwnerDeletion && !before.contains { $0.uid == reference.uid && $0.blocksOwnerDeletion }
    }
    for owner in blocking where !maySetFinalizers(of: owner, request) {
      throw attributes.forbidden(
        object, "cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: , <nil>")
    }
  }

  private func isAllowed(_ request: ResourceRequest, verb: String, name: String) -> Bool {
    var attributes = request.attributes(name: name)
    attributes.verb = verb
    attributes.subresource = ""
    return authorizer.review(attributes).isAllowed
  }

  /// The owner's resource by the usual plural of its kind; the same namespace holds it, or none.
  private func maySetFinalizers(of owner: OwnerReference, _ request: ResourceRequest) -> Bool {
    guard let version = GroupVersion(owner.apiVersion) else { return false }
    let kind = version.kind(owner.kind)
    let scheme = (ServedScope.current ?? served.current()).scheme
    guard let definition = scheme.resource(of: kind) else { return authorizer.review(everything(request)).isAllowed }
    let attributes = AuthorizationAttributes(
      user: request.caller.user, verb: "update", apiGroup: definition.group, apiVersion: definition.version, resource: definition.plural,
      subresource: "finalizers", namespace: definition.isNamespaced ? request.namespace : "", name: owner.name)
    return authorizer.review(attributes).isAllowed
  }

  /// Owners of kinds that aren't known here: only who may do all may block them.
  private func everything(_ request: ResourceRequest) -> AuthorizationAttributes {
    AuthorizationAttributes(
      user: request.caller.user, verb: "*", apiGroup: "*", apiVersion: "*", resource: "*", subresource: "", namespace: "", name: "")
  }
}
