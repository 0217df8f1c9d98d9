extension SchemaText {
  static let metaV1DeleteOptions = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    kind DeleteOptions -- How an object is deleted.
      dryRun [string] #5 -- With All, nothing is deleted.
      gracePeriodSeconds int64? #1 -- Seconds until the object may be gone; zero means at once.
      ignoreStoreReadErrorWithClusterBreakingPotential bool? #6 -- Deletes an object that can't be read any more.
      orphanDependents bool? #3 -- Deprecated; use propagationPolicy.
      preconditions Preconditions #2 -- What must hold of the object.
      propagationPolicy string? #4 -- What becomes of dependents: Orphan, Background or Foreground.

    type Preconditions -- What must hold of an object for a deletion.
      resourceVersion string? #2 -- The state it must be in.
      uid string? #1 -- The uid it must have.
    """)
}
