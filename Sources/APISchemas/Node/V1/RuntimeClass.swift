extension SchemaText {
  static let nodeV1RuntimeClass = SchemaText(
    group: "node.k8s.io", version: "v1", package: "io.k8s.api.node.v1",
    """
    resource runtimeclasses RuntimeClass singular=runtimeclass
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Handler string -- The runtime's configuration.
      column Age string -- How long ago the object was created.
    kind RuntimeClass -- A way to run containers that pods can choose by name.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      handler! string #2 -- The name of the runtime's configuration on the nodes. Can't be changed.
      overhead Overhead #3 -- What a pod uses beside its containers.
      scheduling Scheduling #4 -- Which nodes offer it; unset means all.

    type Overhead -- What a pod uses beside its containers.
      podFixed {quantity} #1 -- The amounts.

    type Scheduling -- The nodes that offer a runtime class.
      nodeSelector {string} #1 atomic -- Labels of those nodes; added to the pod's own selector.
      tolerations [core.Toleration] #2 -- Added to the pod's tolerations.
    """)
}
