extension SchemaText {
  static let storageV1CSINode = SchemaText(
    group: "storage.k8s.io", version: "v1", package: "io.k8s.api.storage.v1",
    """
    resource csinodes CSINode singular=csinode
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Drivers integer -- How many drivers run on the node.
      column Age string -- How long ago the object was created.
    kind CSINode -- The storage drivers on one node; its name is the node's, and the kubelet keeps it.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! CSINodeSpec #2 -- What is wanted.

    type CSINodeSpec -- The storage drivers on a node.
      drivers! [CSINodeDriver] #1 map=name merge=name -- The drivers.

    type CSINodeDriver -- A storage driver on a node.
      allocatable VolumeNodeResources #4 -- What volumes of the driver the node can take.
      name! string #1 -- The driver's name.
      nodeID! string #2 -- The name of the node as the driver knows it.
      topologyKeys [string] #3 -- The node labels that say where the driver's volumes can be reached.

    type VolumeNodeResources -- What volumes of a driver a node can take.
      count int32? #1 -- How many, at most; unset means any number.
    """)
}
