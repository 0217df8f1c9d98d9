extension SchemaText {
  static let coreV1TopologySelector = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type TopologySelectorTerm atomic -- A part of the cluster, by the labels of its nodes.
      matchLabelExpressions [TopologySelectorLabelRequirement] #1 -- Requirements; all must hold.

    type TopologySelectorLabelRequirement -- A requirement on a label.
      key! string #1 -- The label's key.
      values! [string] #2 -- The values; any of them will do.
    """)
}
