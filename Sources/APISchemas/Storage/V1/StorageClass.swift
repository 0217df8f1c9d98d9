extension SchemaText {
  static let storageV1StorageClass = SchemaText(
    group: "storage.k8s.io", version: "v1", package: "io.k8s.api.storage.v1",
    """
    resource storageclasses StorageClass singular=storageclass short=sc
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Provisioner string -- Who makes the volumes.
      column ReclaimPolicy string -- What becomes of a volume whose claim is gone.
      column VolumeBindingMode string -- When volumes are made and bound.
      column AllowVolumeExpansion string -- Whether volumes may grow.
      column Age string -- How long ago the object was created.
    kind StorageClass -- A kind of storage that volumes are made of on demand.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      allowVolumeExpansion bool? #6 -- Whether the volumes may grow.
      allowedTopologies [core.TopologySelectorTerm] #8 -- Where volumes may be made; unset means anywhere the provisioner can.
      mountOptions [string] #5 -- Options that the volumes are mounted with; not checked before.
      parameters {string} #3 -- Settings of the provisioner.
      provisioner! string #2 -- Who makes the volumes.
      reclaimPolicy string? #4 enum=Delete|Recycle|Retain -- What becomes of a volume whose claim is gone; Delete by default.
      volumeBindingMode string? #7 enum=Immediate|WaitForFirstConsumer -- Whether a volume is made at once (Immediate, the default) or when
        | a pod uses the claim.
    """)
}
