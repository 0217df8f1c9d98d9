extension SchemaText {
  static let coreV1VolumePlugins = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type AWSElasticBlockStoreVolumeSource -- An AWS disk; deprecated.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      partition int32 #3
      readOnly bool #4 -- Mounts the volume read-only; false by default.
      volumeID! string #1

    type AzureDiskVolumeSource -- An Azure disk; deprecated.
      cachingMode string? #3 enum=None|ReadOnly|ReadWrite -- None, ReadOnly, or ReadWrite (the default).
      diskName! string #1 -- The disk's name.
      diskURI! string #2 -- The disk's URI.
      fsType string? #4 default="ext4" -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      kind string? #6 enum=Dedicated|Managed|Shared -- Shared (the default), Dedicated or Managed.
      readOnly bool? #5 default=false -- Mounts the volume read-only; false by default.

    type AzureFileVolumeSource -- An Azure file share; deprecated.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      secretName! string #1
      shareName! string #2

    type CephFSVolumeSource -- A Ceph file system; deprecated.
      monitors! [string] #1
      path string #2
      readOnly bool #6 -- Mounts the volume read-only; false by default.
      secretFile string #4
      secretRef LocalObjectReference #5 -- The secret with the credentials to use.
      user string #3

    type CinderVolumeSource -- An OpenStack volume; deprecated.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference #4 -- The secret with the credentials to use.
      volumeID! string #1

    type FCVolumeSource -- A Fibre Channel volume.
      fsType string #3 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      lun int32? #2 -- The logical unit.
      readOnly bool #4 -- Mounts the volume read-only; false by default.
      targetWWNs [string] #1 -- The targets' names.
      wwids [string] #5 -- The volume's ids.

    type FlexVolumeSource -- A volume of a FlexVolume plugin; deprecated.
      driver! string #1
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      options {string} #5
      readOnly bool #4 -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference #3 -- The secret with the credentials to use.

    type FlockerVolumeSource -- A Flocker volume; deprecated.
      datasetName string #1
      datasetUUID string #2

    type GCEPersistentDiskVolumeSource -- A GCE disk; deprecated.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      partition int32 #3
      pdName! string #1
      readOnly bool #4 -- Mounts the volume read-only; false by default.

    type GitRepoVolumeSource -- A clone of a git repository; deprecated.
      directory string #3 -- The directory to clone into.
      repository! string #1 -- The repository's URL.
      revision string #2 -- The commit to check out.

    type GlusterfsVolumeSource -- A Glusterfs volume; deprecated.
      endpoints! string #1
      path! string #2
      readOnly bool #3 -- Mounts the volume read-only; false by default.

    type ISCSIVolumeSource -- An iSCSI disk.
      chapAuthDiscovery bool #8 -- Whether discovery is authenticated.
      chapAuthSession bool #11 -- Whether the session is authenticated.
      fsType string #5 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      initiatorName string? #12 -- The initiator's name.
      iqn! string #2 -- The target's qualified name.
      iscsiInterface string #4 default="default" -- The interface; default by default.
      lun! int32 #3 -- The logical unit.
      portals [string] #7 -- Further portals.
      readOnly bool #6 -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference #10 -- The secret with the credentials to use.
      targetPortal! string #1 -- The target's portal.

    type PhotonPersistentDiskVolumeSource -- A Photon disk; deprecated.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      pdID! string #1

    type PortworxVolumeSource -- A Portworx volume; deprecated.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      volumeID! string #1

    type QuobyteVolumeSource -- A Quobyte volume; deprecated.
      group string #5
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      registry! string #1
      tenant string #6
      user string #4
      volume! string #2

    type RBDVolumeSource -- A Rados block device; deprecated.
      fsType string #3 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      image! string #2
      keyring string #6 default="/etc/ceph/keyring"
      monitors! [string] #1
      pool string #4 default="rbd"
      readOnly bool #8 -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference #7 -- The secret with the credentials to use.
      user string #5 default="admin"

    type ScaleIOVolumeSource -- A ScaleIO volume; deprecated.
      fsType string #9 default="xfs" -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      gateway! string #1
      protectionDomain string #5
      readOnly bool #10 -- Mounts the volume read-only; false by default.
      secretRef! LocalObjectReference #3 -- The secret with the credentials to use.
      sslEnabled bool #4
      storageMode string #7 default="ThinProvisioned"
      storagePool string #6
      system! string #2
      volumeName string #8

    type StorageOSVolumeSource -- A StorageOS volume; deprecated.
      fsType string #3 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool #4 -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference #5 -- The secret with the credentials to use.
      volumeName string #1
      volumeNamespace string #2

    type VsphereVirtualDiskVolumeSource -- A vSphere disk; deprecated.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      storagePolicyID string #4
      storagePolicyName string #3
      volumePath! string #1
    """)
}
