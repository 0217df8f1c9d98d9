extension SchemaText {
  static let policyV1Eviction = SchemaText(
    group: "policy", version: "v1", package: "io.k8s.api.policy.v1",
    """
    kind Eviction -- Asks for a pod to be evicted, within its disruption budgets.
      metadata meta.ObjectMeta -- Standard object metadata.
      deleteOptions meta.DeleteOptions -- How the pod is deleted.
    """)
}
