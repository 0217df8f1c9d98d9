extension SchemaText {
  static let metaV1Condition = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    type Condition -- One aspect of an object's state.
      lastTransitionTime! time #4 -- When the condition last changed from one status to another.
      message! string #6 -- Details for people.
      observedGeneration int64 #3 -- The metadata.generation that this reflects.
      reason! string #5 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
