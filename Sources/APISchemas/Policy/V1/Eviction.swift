extension SchemaText {
  static let policyV1Eviction = SchemaText(
    group: "policy", version: "v1", package: "io.k8s.api.policy.v1",
    """
    kind Eviction -- Asks for a pod to be evicted, within its disruption budgets.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      deleteOptions meta.DeleteOptions #2 -- How the pod is deleted.
    """)
}
