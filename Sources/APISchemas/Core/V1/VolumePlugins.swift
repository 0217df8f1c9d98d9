extension SchemaText {
  static let coreV1VolumePlugins = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type AWSElasticBlockStoreVolumeSource -- An AWS disk; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      partition int32
      readOnly bool -- Mounts the volume read-only; false by default.
      volumeID! string

    type AzureDiskVolumeSource -- An Azure disk; deprecated.
      cachingMode string? enum=None|ReadOnly|ReadWrite -- None, ReadOnly, or ReadWrite (the default).
      diskName! string -- The disk's name.
      diskURI! string -- The disk's URI.
      fsType string? default="ext4" -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      kind string? enum=Dedicated|Managed|Shared -- Shared (the default), Dedicated or Managed.
      readOnly bool? default=false -- Mounts the volume read-only; false by default.

    type AzureFileVolumeSource -- An Azure file share; deprecated.
      readOnly bool -- Mounts the volume read-only; false by default.
      secretName! string
      shareName! string

    type CephFSVolumeSource -- A Ceph file system; deprecated.
      monitors! [string]
      path string
      readOnly bool -- Mounts the volume read-only; false by default.
      secretFile string
      secretRef LocalObjectReference -- The secret with the credentials to use.
      user string

    type CinderVolumeSource -- An OpenStack volume; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference -- The secret with the credentials to use.
      volumeID! string

    type FCVolumeSource -- A Fibre Channel volume.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      lun int32? -- The logical unit.
      readOnly bool -- Mounts the volume read-only; false by default.
      targetWWNs [string] -- The targets' names.
      wwids [string] -- The volume's ids.

    type FlexVolumeSource -- A volume of a FlexVolume plugin; deprecated.
      driver! string
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      options {string}
      readOnly bool -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference -- The secret with the credentials to use.

    type FlockerVolumeSource -- A Flocker volume; deprecated.
      datasetName string
      datasetUUID string

    type GCEPersistentDiskVolumeSource -- A GCE disk; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      partition int32
      pdName! string
      readOnly bool -- Mounts the volume read-only; false by default.

    type GitRepoVolumeSource -- A clone of a git repository; deprecated.
      directory string -- The directory to clone into.
      repository! string -- The repository's URL.
      revision string -- The commit to check out.

    type GlusterfsVolumeSource -- A Glusterfs volume; deprecated.
      endpoints! string
      path! string
      readOnly bool -- Mounts the volume read-only; false by default.

    type ISCSIVolumeSource -- An iSCSI disk.
      chapAuthDiscovery bool -- Whether discovery is authenticated.
      chapAuthSession bool -- Whether the session is authenticated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      initiatorName string? -- The initiator's name.
      iqn! string -- The target's qualified name.
      iscsiInterface string default="default" -- The interface; default by default.
      lun! int32 -- The logical unit.
      portals [string] -- Further portals.
      readOnly bool -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference -- The secret with the credentials to use.
      targetPortal! string -- The target's portal.

    type PhotonPersistentDiskVolumeSource -- A Photon disk; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      pdID! string

    type PortworxVolumeSource -- A Portworx volume; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool -- Mounts the volume read-only; false by default.
      volumeID! string

    type QuobyteVolumeSource -- A Quobyte volume; deprecated.
      group string
      readOnly bool -- Mounts the volume read-only; false by default.
      registry! string
      tenant string
      user string
      volume! string

    type RBDVolumeSource -- A Rados block device; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      image! string
      keyring string default="/etc/ceph/keyring"
      monitors! [string]
      pool string default="rbd"
      readOnly bool -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference -- The secret with the credentials to use.
      user string default="admin"

    type ScaleIOVolumeSource -- A ScaleIO volume; deprecated.
      fsType string default="xfs" -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      gateway! string
      protectionDomain string
      readOnly bool -- Mounts the volume read-only; false by default.
      secretRef! LocalObjectReference -- The secret with the credentials to use.
      sslEnabled bool
      storageMode string default="ThinProvisioned"
      storagePool string
      system! string
      volumeName string

    type StorageOSVolumeSource -- A StorageOS volume; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool -- Mounts the volume read-only; false by default.
      secretRef LocalObjectReference -- The secret with the credentials to use.
      volumeName string
      volumeNamespace string

    type VsphereVirtualDiskVolumeSource -- A vSphere disk; deprecated.
      fsType string -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      storagePolicyID string
      storagePolicyName string
      volumePath! string
    """)
}
