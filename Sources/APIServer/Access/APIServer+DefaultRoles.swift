import APIMachinery
import APISchemas
import AccessControl
import Store

extension APIServer {
  /// Makes the default roles and bindings what they should be, in one transaction. Safe to run at every start; one that
  /// finds them so writes nothing.
  func reconcileDefaultRoles() async throws(StatusError) {
    let caller = Caller(user: .component("system:kctl:bootstrap"), userAgent: "kctl-bootstrap", auditID: random.uuid())
    let provenance = Provenance(
      user: caller.user.name, verb: "update", resource: "clusterroles.rbac.authorization.k8s.io", userAgent: caller.userAgent,
      fieldManager: caller.defaultFieldManager, auditID: caller.auditID)
    _ = try await perform(provenance) { unit throws(StatusError) in
      for object in DefaultRoles.objects { try self.reconcile(object, caller, in: &unit) }
    }
  }

  private func reconcile(_ wanted: Value, _ caller: Caller, in unit: inout UnitOfWork) throws(StatusError) {
    guard let kind = wanted.groupVersionKind, let definition = scheme.resource(of: kind) else { return }
    var request = ResourceRequest(caller, verb: "create", definition, scheme, namespace: wanted.namespace, name: wanted.name)
    let parameters = WriteParameters()
    let existing = unit.get(request.key)
    switch DefaultRoleReconciliation.step(wanted, existing: existing) {
    case .nothing: return
    case .create(let object): _ = try insert(object, request, parameters, Intent(object: object), in: &unit)
    case .replace(let object):
      unit.remove(request.key)
      _ = try insert(object, request, parameters, Intent(object: object), in: &unit)
    case .update(let object):
      guard let existing else { return }
      request.verb = "update"
      _ = try replace(existing, with: object, request, parameters, Intent(object: object), in: &unit)
    }
  }
}
