extension SchemaText {
  static let coreV1Volume = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type Volume -- A volume that the containers of a pod can mount; exactly one source is set.
      awsElasticBlockStore AWSElasticBlockStoreVolumeSource -- An AWS disk; deprecated.
      azureDisk AzureDiskVolumeSource -- An Azure disk; deprecated.
      azureFile AzureFileVolumeSource -- An Azure file share; deprecated.
      cephfs CephFSVolumeSource -- A Ceph file system; deprecated.
      cinder CinderVolumeSource -- An OpenStack volume; deprecated.
      configMap ConfigMapVolumeSource -- The entries of a ConfigMap as files.
      csi CSIVolumeSource -- A volume of a CSI driver that lives with the pod.
      downwardAPI DownwardAPIVolumeSource -- Facts about the pod as files.
      emptyDir EmptyDirVolumeSource -- A directory that lives with the pod.
      ephemeral EphemeralVolumeSource -- A volume claim that lives with the pod.
      fc FCVolumeSource -- A Fibre Channel volume.
      flexVolume FlexVolumeSource -- A volume of a FlexVolume plugin; deprecated.
      flocker FlockerVolumeSource -- A Flocker volume; deprecated.
      gcePersistentDisk GCEPersistentDiskVolumeSource -- A GCE disk; deprecated.
      gitRepo GitRepoVolumeSource -- A clone of a git repository; deprecated.
      glusterfs GlusterfsVolumeSource -- A Glusterfs volume; deprecated.
      hostPath HostPathVolumeSource -- A file or directory of the node.
      image ImageVolumeSource -- The content of an image.
      iscsi ISCSIVolumeSource -- An iSCSI disk.
      name! string -- The volume's name, unique in the pod.
      nfs NFSVolumeSource -- An NFS share.
      persistentVolumeClaim PersistentVolumeClaimVolumeSource -- A claim of the namespace.
      photonPersistentDisk PhotonPersistentDiskVolumeSource -- A Photon disk; deprecated.
      portworxVolume PortworxVolumeSource -- A Portworx volume; deprecated.
      projected ProjectedVolumeSource -- Several sources in one directory.
      quobyte QuobyteVolumeSource -- A Quobyte volume; deprecated.
      rbd RBDVolumeSource -- A Rados block device; deprecated.
      scaleIO ScaleIOVolumeSource -- A ScaleIO volume; deprecated.
      secret SecretVolumeSource -- The entries of a Secret as files.
      storageos StorageOSVolumeSource -- A StorageOS volume; deprecated.
      vsphereVolume VsphereVirtualDiskVolumeSource -- A vSphere disk; deprecated.

    type ConfigMapVolumeSource -- The entries of a ConfigMap as files.
      defaultMode int32? -- Permissions of the files; 0644 by default.
      items [KeyToPath] -- Which entries, and their paths; all by default.
      name string default="" -- The ConfigMap's name.
      optional bool? -- Whether what is referred to may be missing.

    type CSIVolumeSource -- A volume of a CSI driver that lives with the pod.
      driver! string -- The driver's name.
      fsType string? -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      nodePublishSecretRef LocalObjectReference -- The secret handed to the driver.
      readOnly bool? -- Mounts the volume read-only; false by default.
      volumeAttributes {string} -- Settings for the driver.

    type DownwardAPIVolumeFile -- A file with a fact about the pod.
      fieldRef ObjectFieldSelector -- A field of the pod.
      mode int32? -- Permissions of the file.
      path! string -- The relative path of the file.
      resourceFieldRef ResourceFieldSelector -- A resource of a container.

    type DownwardAPIVolumeSource -- Facts about the pod as files.
      defaultMode int32? -- Permissions of the files; 0644 by default.
      items [DownwardAPIVolumeFile] -- The files.

    type EmptyDirVolumeSource -- A directory that lives with the pod.
      medium string -- Empty for the node's own, or Memory.
      sizeLimit quantity -- The most the directory may hold.

    type EphemeralVolumeSource -- A volume claim that lives with the pod.
      volumeClaimTemplate PersistentVolumeClaimTemplate -- The claim to make.

    type HostPathVolumeSource -- A file or directory of the node.
      path! string -- The path on the node.
      type string? enum=|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket
          | What must be there, or is made; no check by default.

    type ImageVolumeSource -- The content of an image.
      pullPolicy string enum=Always|IfNotPresent|Never -- When to pull: Always, IfNotPresent or Never.
      reference string -- The image.

    type KeyToPath -- An entry and the file it becomes.
      key! string -- The entry's key.
      mode int32? -- Permissions of the file.
      path! string -- The relative path of the file.

    type NFSVolumeSource -- An NFS share.
      path! string -- The exported path.
      readOnly bool -- Mounts the volume read-only; false by default.
      server! string -- The server's name or address.

    type PersistentVolumeClaimSpec -- What a volume claim asks for.
      accessModes [string] -- How the volume is to be mounted: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.
      dataSource TypedLocalObjectReference -- What the volume is filled from.
      dataSourceRef TypedObjectReference -- What the volume is filled from; any kind that is supported.
      resources VolumeResourceRequirements -- The size.
      selector meta.LabelSelector -- The volumes to consider, by label.
      storageClassName string? -- The storage class; empty for none.
      volumeAttributesClassName string? -- The volume attributes class.
      volumeMode string? enum=Block|Filesystem -- Filesystem (the default) or Block.
      volumeName string -- The volume that is bound.

    type PersistentVolumeClaimTemplate -- A claim to make.
      metadata meta.ObjectMeta -- Standard object metadata.
      spec! PersistentVolumeClaimSpec -- What the claim asks for.

    type PersistentVolumeClaimVolumeSource -- A claim of the pod's namespace.
      claimName! string -- The claim's name.
      readOnly bool -- Mounts the volume read-only; false by default.

    type SecretVolumeSource -- The entries of a Secret as files.
      defaultMode int32? -- Permissions of the files; 0644 by default.
      items [KeyToPath] -- Which entries, and their paths; all by default.
      optional bool? -- Whether what is referred to may be missing.
      secretName string -- The Secret's name.

    type VolumeResourceRequirements -- The size of a volume.
      limits {quantity} -- The most.
      requests {quantity} -- The least.
    """)
}
