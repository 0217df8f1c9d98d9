extension SchemaText {
  static let metaV1DeleteOptions = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    kind DeleteOptions -- How an object is deleted.
      dryRun [string] -- With All, nothing is deleted.
      gracePeriodSeconds int64? -- Seconds until the object may be gone; zero means at once.
      ignoreStoreReadErrorWithClusterBreakingPotential bool? -- Deletes an object that can't be read any more.
      orphanDependents bool? -- Deprecated; use propagationPolicy.
      preconditions Preconditions -- What must hold of the object.
      propagationPolicy string? -- What becomes of dependents: Orphan, Background or Foreground.

    type Preconditions -- What must hold of an object for a deletion.
      resourceVersion string? -- The state it must be in.
      uid string? -- The uid it must have.
    """)
}
