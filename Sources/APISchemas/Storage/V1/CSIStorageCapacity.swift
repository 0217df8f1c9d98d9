extension SchemaText {
  static let storageV1CSIStorageCapacity = SchemaText(
    group: "storage.k8s.io", version: "v1", package: "io.k8s.api.storage.v1",
    """
    resource csistoragecapacities CSIStorageCapacity singular=csistoragecapacity namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column StorageClassName string -- The storage class.
      column Capacity string -- How much is free.
    kind CSIStorageCapacity -- How much storage of a class there is in a part of the cluster.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      capacity quantity #4 -- How much is free; unset when not known.
      maximumVolumeSize quantity #5 -- The largest volume that can be made.
      nodeTopology meta.LabelSelector #2 -- The nodes that can reach the storage; unset for none. Can't be changed.
      storageClassName! string #3 -- The storage class. Can't be changed.
    """)
}
