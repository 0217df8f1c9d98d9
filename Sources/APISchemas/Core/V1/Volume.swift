extension SchemaText {
  static let coreV1Volume = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type Volume -- A volume that the containers of a pod can mount; exactly one source is set.
      awsElasticBlockStore AWSElasticBlockStoreVolumeSource #2.4 -- An AWS disk; deprecated.
      azureDisk AzureDiskVolumeSource #2.22 -- An Azure disk; deprecated.
      azureFile AzureFileVolumeSource #2.18 -- An Azure file share; deprecated.
      cephfs CephFSVolumeSource #2.14 -- A Ceph file system; deprecated.
      cinder CinderVolumeSource #2.13 -- An OpenStack volume; deprecated.
      configMap ConfigMapVolumeSource #2.19 -- The entries of a ConfigMap as files.
      csi CSIVolumeSource #2.28 -- A volume of a CSI driver that lives with the pod.
      downwardAPI DownwardAPIVolumeSource #2.16 -- Facts about the pod as files.
      emptyDir EmptyDirVolumeSource #2.2 -- A directory that lives with the pod.
      ephemeral EphemeralVolumeSource #2.29 -- A volume claim that lives with the pod.
      fc FCVolumeSource #2.17 -- A Fibre Channel volume.
      flexVolume FlexVolumeSource #2.12 -- A volume of a FlexVolume plugin; deprecated.
      flocker FlockerVolumeSource #2.15 -- A Flocker volume; deprecated.
      gcePersistentDisk GCEPersistentDiskVolumeSource #2.3 -- A GCE disk; deprecated.
      gitRepo GitRepoVolumeSource #2.5 -- A clone of a git repository; deprecated.
      glusterfs GlusterfsVolumeSource #2.9 -- A Glusterfs volume; deprecated.
      hostPath HostPathVolumeSource #2.1 -- A file or directory of the node.
      image ImageVolumeSource #2.30 -- The content of an image.
      iscsi ISCSIVolumeSource #2.8 -- An iSCSI disk.
      name! string #1 -- The volume's name, unique in the pod.
      nfs NFSVolumeSource #2.7 -- An NFS share.
      persistentVolumeClaim PersistentVolumeClaimVolumeSource #2.10 -- A claim of the namespace.
      photonPersistentDisk PhotonPersistentDiskVolumeSource #2.23 -- A Photon disk; deprecated.
      portworxVolume PortworxVolumeSource #2.24 -- A Portworx volume; deprecated.
      projected ProjectedVolumeSource #2.26 -- Several sources in one directory.
      quobyte QuobyteVolumeSource #2.21 -- A Quobyte volume; deprecated.
      rbd RBDVolumeSource #2.11 -- A Rados block device; deprecated.
      scaleIO ScaleIOVolumeSource #2.25 -- A ScaleIO volume; deprecated.
      secret SecretVolumeSource #2.6 -- The entries of a Secret as files.
      storageos StorageOSVolumeSource #2.27 -- A StorageOS volume; deprecated.
      vsphereVolume VsphereVirtualDiskVolumeSource #2.20 -- A vSphere disk; deprecated.

    type ConfigMapVolumeSource -- The entries of a ConfigMap as files.
      defaultMode int32? #3 -- Permissions of the files; 0644 by default.
      items [KeyToPath] #2 -- Which entries, and their paths; all by default.
      name string #1.1 default="" -- The ConfigMap's name.
      optional bool? #4 -- Whether what is referred to may be missing.

    type CSIVolumeSource -- A volume of a CSI driver that lives with the pod.
      driver! string #1 -- The driver's name.
      fsType string? #3 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      nodePublishSecretRef LocalObjectReference #5 -- The secret handed to the driver.
      readOnly bool? #2 -- Mounts the volume read-only; false by default.
      volumeAttributes {string} #4 -- Settings for the driver.

    type DownwardAPIVolumeFile -- A file with a fact about the pod.
      fieldRef ObjectFieldSelector #2 -- A field of the pod.
      mode int32? #4 -- Permissions of the file.
      path! string #1 -- The relative path of the file.
      resourceFieldRef ResourceFieldSelector #3 -- A resource of a container.

    type DownwardAPIVolumeSource -- Facts about the pod as files.
      defaultMode int32? #2 -- Permissions of the files; 0644 by default.
      items [DownwardAPIVolumeFile] #1 -- The files.

    type EmptyDirVolumeSource -- A directory that lives with the pod.
      medium string #1 -- Empty for the node's own, or Memory.
      sizeLimit quantity #2 -- The most the directory may hold.

    type EphemeralVolumeSource -- A volume claim that lives with the pod.
      volumeClaimTemplate PersistentVolumeClaimTemplate #1 -- The claim to make.

    type HostPathVolumeSource -- A file or directory of the node.
      path! string #1 -- The path on the node.
      type string? #2 enum=|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket
          | What must be there, or is made; no check by default.

    type ImageVolumeSource -- The content of an image.
      pullPolicy string #2 enum=Always|IfNotPresent|Never -- When to pull: Always, IfNotPresent or Never.
      reference string #1 -- The image.

    type KeyToPath -- An entry and the file it becomes.
      key! string #1 -- The entry's key.
      mode int32? #3 -- Permissions of the file.
      path! string #2 -- The relative path of the file.

    type NFSVolumeSource -- An NFS share.
      path! string #2 -- The exported path.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      server! string #1 -- The server's name or address.

    type PersistentVolumeClaimSpec -- What a volume claim asks for.
      accessModes [string] #1 -- How the volume is to be mounted: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.
      dataSource TypedLocalObjectReference #7 -- What the volume is filled from.
      dataSourceRef TypedObjectReference #8 -- What the volume is filled from; any kind that is supported.
      resources VolumeResourceRequirements #2 -- The size.
      selector meta.LabelSelector #4 -- The volumes to consider, by label.
      storageClassName string? #5 -- The storage class; empty for none.
      volumeAttributesClassName string? #9 -- The volume attributes class.
      volumeMode string? #6 enum=Block|Filesystem -- Filesystem (the default) or Block.
      volumeName string #3 -- The volume that is bound.

    type PersistentVolumeClaimTemplate -- A claim to make.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! PersistentVolumeClaimSpec #2 -- What the claim asks for.

    type PersistentVolumeClaimVolumeSource -- A claim of the pod's namespace.
      claimName! string #1 -- The claim's name.
      readOnly bool #2 -- Mounts the volume read-only; false by default.

    type SecretVolumeSource -- The entries of a Secret as files.
      defaultMode int32? #3 -- Permissions of the files; 0644 by default.
      items [KeyToPath] #2 -- Which entries, and their paths; all by default.
      optional bool? #4 -- Whether what is referred to may be missing.
      secretName string #1 -- The Secret's name.

    type VolumeResourceRequirements -- The size of a volume.
      limits {quantity} #1 -- The most.
      requests {quantity} #2 -- The least.
    """)
}
