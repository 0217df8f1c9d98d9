import APIMachinery
import APISchemas
import AccessControl
import Store

/// Every namespace comes with its ServiceAccount `default`, in the same transaction: so pods of a batch or a commit that brings its
/// own namespace can be admitted at once, and those of a repository without a daemon at all. Upstream's controller makes the
/// account a moment later; here that controller only puts back one that was deleted.
extension APIServer {
  static let serviceAccounts = GroupResource(group: "", resource: "serviceaccounts")

  func giveDefaultAccount(namespace: String, in unit: inout UnitOfWork) throws(StatusError) {
    guard let definition = scheme.resource(GroupVersionResource(group: "", version: "v1", resource: "serviceaccounts")),
      !unit.contains(ObjectKey(Self.serviceAccounts, namespace: namespace, name: "default"))
    else { return }
    let caller = Caller(user: .component("system:kctl:bootstrap"), userAgent: "kctl-bootstrap", auditID: random.uuid())
    let request = ResourceRequest(caller, verb: "create", definition, scheme, namespace: namespace, name: "default")
    let account: Value = [
      "apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": "default", "namespace": .string(namespace)],
    ]
    _ = try insert(account, request, WriteParameters(), .none, in: &unit)
  }

  /// For namespaces that were made before they came with an account.
  func giveDefaultAccounts() async throws(StatusError) {
    let caller = Caller(user: .component("system:kctl:bootstrap"), userAgent: "kctl-bootstrap", auditID: random.uuid())
    let provenance = Provenance(
      user: caller.user.name, verb: "create", resource: Self.serviceAccounts.description, userAgent: caller.userAgent,
      fieldManager: caller.defaultFieldManager, auditID: caller.auditID)
    _ = try await perform(provenance) { unit throws(StatusError) in
      for namespace in unit.list(NamespaceLifecycle.namespaces) where !namespace.isBeingDeleted {
        try self.giveDefaultAccount(namespace: namespace.name, in: &unit)
      }
    }
  }
}
