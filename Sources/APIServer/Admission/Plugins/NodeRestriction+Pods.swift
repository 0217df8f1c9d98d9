import APIMachinery
import AccessControl

extension NodeRestriction {
  /// What a node may do to pods: make mirrors of its static ones; delete, evict and report on those bound to it.
  struct PodRules {
    let node: String
    let unit: UnitOfWork
    private static let words: [(ObjectReference.Kind, String)] = [
      (.serviceAccount, "a service account"), (.secret, "secrets"), (.configMap, "configmaps"), (.claim, "persistentvolumeclaims"),
      (.resourceClaim, "resourceclaims"),
    ]
    private static let nodes = GroupResource(group: "", resource: "nodes")

    /// Why it is refused; nil when it isn't.
    func problem(_ pod: Value, _ attributes: AdmissionAttributes) -> String? {
      let operation = attributes.operation
      switch (attributes.request.subresource, operation) {
      case ("", .create): return creation(pod)
      case ("", .delete): return bound(attributes.old ?? pod, "delete pods")
      case ("", _): return "unexpected operation \"\(operation.rawValue)\", node \"\(node)\" can only create and delete mirror pods"
      case ("status", .update): return statusUpdate(pod, old: attributes.old ?? pod)
      case ("status", _): return "unexpected operation \"\(operation.rawValue)\", node \"\(node)\" can only update pod status"
      // The eviction itself, and the deletion that it comes to.
      case ("eviction", .create), ("eviction", .delete): return bound(attributes.old ?? pod, "evict pods")
      case ("eviction", _): return "unexpected operation \(operation.rawValue), node \(node) can only create pod evictions"
      case (let other, _): return "unexpected pod subresource \"\(other)\", only 'status' and 'eviction' are allowed"
      }
    }

    private func bound(_ pod: Value, _ what: String) -> String? {
      pod[path: "spec", "nodeName"]?.string == node ? nil : "node \"\(node)\" can only \(what) with spec.nodeName set to itself"
    }

    private func statusUpdate(_ pod: Value, old: Value) -> String? {
      if let problem = bound(old, "update pod status for pods") { return problem }
      if pod["metadata"]?["labels"] != old["metadata"]?["labels"] { return "node \"\(node)\" cannot update labels through pod status" }
      if pod["status"]?["resourceClaimStatuses"] != old["status"]?["resourceClaimStatuses"] {
        return "node \"\(node)\" cannot update resource claim statuses"
      }
      if pod["status"]?["extendedResourceClaimStatus"] != old["status"]?["extendedResourceClaimStatus"] {
        return "node \"\(node)\" cannot update extended resource claim status"
      }
      return nil
    }

    /// A mirror pod only: the image of one that runs on the node anyway, and that opens nothing to it.
    private func creation(_ pod: Value) -> String? {
      guard PodReferences.isMirror(pod) else {
        return "pod does not have \"\(PodReferences.mirrorAnnotation)\" annotation, node \"\(node)\" can only create mirror pods"
      }
      if let problem = bound(pod, "create pods") ?? owner(pod) { return problem }
      let kinds = Set(PodReferences.of(pod).map { $0.kind })
      for (kind, word) in Self.words where kinds.contains(kind) {
        return "node \"\(node)\" can not create pods that reference \(word)"
      }
      let sources = (pod["spec"]?["volumes"]?.array ?? []).flatMap { $0["projected"]?["sources"]?.array ?? [] }
      for (source, word) in [("serviceAccountToken", "a service account"), ("clusterTrustBundle", "clustertrustbundles")]
      where sources.contains(where: { $0[source] != nil }) {
        return "node \"\(node)\" can not create pods that reference \(word)"
      }
      return nil
    }

    private func owner(_ pod: Value) -> String? {
      let owners = pod["metadata"]?["ownerReferences"]?.array ?? []
      let itself = "node \"\(node)\" can only create pods with an owner reference set to itself"
      guard owners.count <= 1 else { return "node \"\(node)\" can only create pods with a single owner reference set to itself" }
      guard let owner = owners.first, owner.apiVersion == "v1", owner.kind == "Node", owner["name"]?.string == node else { return itself }
      guard owner["controller"]?.bool == true else {
        return "node \"\(node)\" can only create pods with a controller owner reference set to itself"
      }
      if owner["blockOwnerDeletion"]?.bool == true { return "node \"\(node)\" must not set blockOwnerDeletion on an owner reference" }
      let uid = owner["uid"]?.string ?? ""
      guard let own = unit.get(ObjectKey(Self.nodes, name: node)) else { return "nodes \"\(node)\" not found" }
      return own.uid == uid ? nil : "node \(node) UID mismatch: expected \(own.uid) got \(uid)"
    }
  }
}
