extension SchemaText {
  static let coordinationV1Beta1LeaseCandidate = SchemaText(
    group: "coordination.k8s.io", version: "v1beta1", package: "io.k8s.api.coordination.v1beta1",
    """
    resource leasecandidates LeaseCandidate singular=leasecandidate namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column LeaseName string -- The lease.
      column BinaryVersion string -- The candidate's version.
      column EmulationVersion string -- The version that it behaves as.
      column Age string -- How long ago the object was created.
    kind LeaseCandidate -- One who would hold a lease, for coordinated leader election.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! LeaseCandidateSpec #2 -- What is wanted.

    type LeaseCandidateSpec -- One who would hold a lease.
      binaryVersion! string #4 -- The candidate's version, as in 1.36.0.
      emulationVersion string #5 -- The version that it behaves as; required for OldestEmulationVersion.
      leaseName! string #1 -- The lease. Can't be changed.
      pingTime microTime #2 -- When the election asked whether the candidate is still there; it answers by a newer renewTime.
      renewTime microTime #3 -- When the candidate last wrote.
      strategy! string #6 -- How the holder is chosen, such as OldestEmulationVersion.
    """)
}
