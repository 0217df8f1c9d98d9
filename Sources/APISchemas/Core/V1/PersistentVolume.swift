extension SchemaText {
  static let coreV1PersistentVolume = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource persistentvolumes PersistentVolume singular=persistentvolume short=pv
      subresource status v1:PersistentVolume get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Capacity string -- The size.
      column Access_Modes string -- How the volume can be mounted.
      column Reclaim_Policy string -- What becomes of the volume when its claim is gone.
      column Status string -- The state in one word.
      column Claim string -- The claim that is bound.
      column StorageClass string -- The storage class.
      column VolumeAttributesClass string -- The volume attributes class.
      column Reason string -- Why the volume failed.
      column Age string -- How long ago the object was created.
      column VolumeMode string wide -- Whether pods see a file system or a block device.
    kind PersistentVolume -- A piece of storage of the cluster; exactly one source is set.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec PersistentVolumeSpec #2 -- What the volume is.
      status PersistentVolumeStatus #3 -- What was last observed; written by the system.

    type PersistentVolumeSpec -- What a persistent volume is.
      accessModes [string] #3 -- How it can be mounted: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.
      awsElasticBlockStore AWSElasticBlockStoreVolumeSource #2.2 -- An AWS disk; deprecated.
      azureDisk AzureDiskVolumeSource #2.16 -- An Azure disk; deprecated.
      azureFile AzureFilePersistentVolumeSource #2.13 -- An Azure file share; deprecated.
      capacity {quantity} #1 -- Its size, as storage.
      cephfs CephFSPersistentVolumeSource #2.9 -- A Ceph file system; deprecated.
      cinder CinderPersistentVolumeSource #2.8 -- An OpenStack volume; deprecated.
      claimRef ObjectReference #4 -- The claim that is bound, or that the volume is kept for.
      csi CSIPersistentVolumeSource #2.22 -- A volume of a CSI driver.
      fc FCVolumeSource #2.10 -- A Fibre Channel volume.
      flexVolume FlexPersistentVolumeSource #2.12 -- A volume of a FlexVolume plugin; deprecated.
      flocker FlockerVolumeSource #2.11 -- A Flocker volume; deprecated.
      gcePersistentDisk GCEPersistentDiskVolumeSource #2.1 -- A GCE disk; deprecated.
      glusterfs GlusterfsPersistentVolumeSource #2.4 -- A Glusterfs volume; deprecated.
      hostPath HostPathVolumeSource #2.3 -- A directory of a node; for clusters of one node.
      iscsi ISCSIPersistentVolumeSource #2.7 -- An iSCSI disk.
      local LocalVolumeSource #2.20 -- A disk or directory of the node that nodeAffinity names.
      mountOptions [string] #7 -- Options for mounting; not checked.
      nfs NFSVolumeSource #2.5 -- An NFS share.
      nodeAffinity VolumeNodeAffinity #9 -- The nodes that can reach the volume.
      persistentVolumeReclaimPolicy string #5 enum=Delete|Recycle|Retain
          | What becomes of the volume when its claim is gone: Retain (the default for those made by hand), Delete, or Recycle,
          | which is deprecated.
      photonPersistentDisk PhotonPersistentDiskVolumeSource #2.17 -- A Photon disk; deprecated.
      portworxVolume PortworxVolumeSource #2.18 -- A Portworx volume; deprecated.
      quobyte QuobyteVolumeSource #2.15 -- A Quobyte volume; deprecated.
      rbd RBDPersistentVolumeSource #2.6 -- A Rados block device; deprecated.
      scaleIO ScaleIOPersistentVolumeSource #2.19 -- A ScaleIO volume; deprecated.
      storageClassName string #6 -- The storage class it belongs to; empty for none.
      storageos StorageOSPersistentVolumeSource #2.21 -- A StorageOS volume; deprecated.
      volumeAttributesClassName string? #10 -- The volume attributes class it has.
      volumeMode string? #8 enum=Block|Filesystem -- Filesystem (the default) or Block.
      vsphereVolume VsphereVirtualDiskVolumeSource #2.14 -- A vSphere disk; deprecated.

    type VolumeNodeAffinity -- The nodes that can reach a volume.
      required NodeSelector #1 -- What a node must have.

    type PersistentVolumeStatus -- What was last observed of a persistent volume.
      lastPhaseTransitionTime time #4 -- When the phase last changed.
      message string #2 -- Details for people.
      phase string #1 enum=Available|Bound|Failed|Pending|Released -- Pending, Available, Bound, Released or Failed.
      reason string #3 -- A short reason of a failure in camel case, for programs.

    type TopologySelectorTerm atomic -- A place for volumes; all its requirements must hold.
      matchLabelExpressions [TopologySelectorLabelRequirement] #1 -- Requirements on the labels of nodes.

    type TopologySelectorLabelRequirement -- One requirement on a label of a node.
      key! string #1 -- The label's key.
      values! [string] #2 -- The values, one of which the label has.
    """)
}
