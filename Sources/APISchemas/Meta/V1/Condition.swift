extension SchemaText {
  static let metaV1Condition = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    type Condition -- One aspect of an object's state.
      lastTransitionTime! time -- When the condition last changed from one status to another.
      message! string -- Details for people.
      observedGeneration int64 -- The metadata.generation that this reflects.
      reason! string -- A short reason in camel case, for programs.
      status! string -- True, False or Unknown.
      type! string -- The condition's name.
    """)
}
