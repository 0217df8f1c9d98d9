extension SchemaText {
  static let metaV1LabelSelector = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    type LabelSelector atomic -- A query on labels; all its requirements must hold. An empty one selects everything.
      matchExpressions [LabelSelectorRequirement] #2 -- Requirements.
      matchLabels {string} #1 -- Labels with exactly these values.

    type LabelSelectorRequirement -- One requirement on a label.
      key! string #1 -- The label's key.
      operator! string #2 -- In, NotIn, Exists or DoesNotExist.
      values [string] #3 -- What is compared with; empty for Exists and DoesNotExist.
    """)
}
