import APIMachinery

extension NodeRestriction {
  /// What a node may write about itself: not its taints, its owners, or labels that tell others where to put what.
  struct NodeObjectRules {
    let node: String

    /// The labels below kubernetes.io and k8s.io that a kubelet sets of itself (kubernetes.io, "Well-known labels").
    private static let ownLabels: Set<String> = [
      "kubernetes.io/hostname", "kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
      "topology.kubernetes.io/zone", "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone",
      "failure-domain.beta.kubernetes.io/region", "node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type",
    ]
    private static let ownNamespaces = ["kubelet.kubernetes.io", "node.kubernetes.io"]
    private static let systemNamespaces = ["kubernetes.io", "k8s.io"]
    private static let restrictedNamespace = "node-restriction.kubernetes.io"

    /// Why it is refused; nil when it isn't.
    func problem(_ object: Value, _ attributes: AdmissionAttributes) -> String? {
      let name = attributes.request.name.isEmpty ? object.name : attributes.request.name
      guard name == node else { return "node \"\(node)\" is not allowed to modify node \"\(name)\"" }
      switch attributes.operation {
      case .create:
        let labels = forbiddenLabels(object, old: nil)
        return labels.isEmpty ? nil : "node \"\(node)\" is not allowed to set the following labels: \(labels.joined(separator: ", "))"
      case .update: return change(object, old: attributes.old ?? object)
      default: return nil
      }
    }

    private func change(_ object: Value, old: Value) -> String? {
      if object["spec"]?["taints"] != old["spec"]?["taints"] { return "node \"\(node)\" is not allowed to modify taints" }
      let labels = forbiddenLabels(object, old: old)
      if !labels.isEmpty { return "is not allowed to modify labels: \(labels.joined(separator: ", "))" }
      if object["metadata"]?["ownerReferences"] != old["metadata"]?["ownerReferences"] {
        return "node \"\(node)\" is not allowed to modify ownerReferences"
      }
      return nil
    }

    private func forbiddenLabels(_ object: Value, old: Value?) -> [String] {
      func labels(_ value: Value?) -> Object { value?["metadata"]?["labels"]?.object ?? Object() }
      let (new, before) = (labels(object), labels(old))
      let keys = Set(new.map { $0.key }).union(before.map { $0.key })
      return keys.filter { new[$0] != before[$0] && !Self.maySet($0) }.sorted()
    }

    private static func maySet(_ label: String) -> Bool {
      let parts = label.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return true }
      func isWithin(_ domain: String) -> Bool { parts[0] == domain || parts[0].hasSuffix("." + domain) }
      if isWithin(restrictedNamespace) { return false }
      guard systemNamespaces.contains(where: isWithin) else { return true }
      return ownLabels.contains(label) || ownNamespaces.contains(where: isWithin)
    }
  }
}
