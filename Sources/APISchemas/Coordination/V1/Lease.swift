extension SchemaText {
  static let coordinationV1Lease = SchemaText(
    group: "coordination.k8s.io", version: "v1", package: "io.k8s.api.coordination.v1",
    """
    resource leases Lease singular=lease namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Holder string -- Who holds the lease.
      column Age string -- How long ago the object was created.
    kind Lease -- A lock with a term, as leader election and node heartbeats use it.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec LeaseSpec #2 -- What is wanted.

    type LeaseSpec -- Who holds a lease and until when.
      acquireTime microTime #3 -- When the lease was acquired.
      holderIdentity string? #1 -- Who holds it.
      leaseDurationSeconds int32? #2 -- Seconds after renewTime that others must wait before they take it.
      leaseTransitions int32? #5 -- How often it has changed hands.
      preferredHolder string? #7 -- Who should take it next.
      renewTime microTime #4 -- When it was last renewed.
      strategy string? #6 -- How the holder is chosen, in coordinated election.
    """)
}
