extension SchemaText {
  static let metaV1LabelSelector = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    type LabelSelector atomic -- A query on labels; all its requirements must hold. An empty one selects everything.
      matchExpressions [LabelSelectorRequirement] -- Requirements.
      matchLabels {string} -- Labels with exactly these values.

    type LabelSelectorRequirement -- One requirement on a label.
      key! string -- The label's key.
      operator! string -- In, NotIn, Exists or DoesNotExist.
      values [string] -- What is compared with; empty for Exists and DoesNotExist.
    """)
}
