extension SchemaText {
  static let coreV1PersistentVolumePlugins = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type SecretReference atomic -- A secret, by name and namespace.
      name string #1 -- The secret's name.
      namespace string #2 -- The secret's namespace.

    type LocalVolumeSource -- A disk or directory of a node.
      fsType string? #2 -- The file system of a disk, such as ext4; found out when unset.
      path! string #1 -- The path of the directory, or of the disk's device.

    type CSIPersistentVolumeSource -- A volume of a CSI driver.
      controllerExpandSecretRef SecretReference #9 -- The secret handed to the driver to grow the volume.
      controllerPublishSecretRef SecretReference #6 -- The secret handed to the driver to attach the volume.
      driver! string #1 -- The driver's name.
      fsType string #4 -- The file system to mount, such as ext4.
      nodeExpandSecretRef SecretReference #10 -- The secret handed to the driver to grow the volume on a node.
      nodePublishSecretRef SecretReference #8 -- The secret handed to the driver to mount the volume for a pod.
      nodeStageSecretRef SecretReference #7 -- The secret handed to the driver to prepare the volume on a node.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      volumeAttributes {string} #5 -- Settings for the driver.
      volumeHandle! string #2 -- The volume's id at the driver.

    type AzureFilePersistentVolumeSource -- An Azure file share; deprecated.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      secretName! string #1 -- The secret with the account's name and key.
      secretNamespace string? #4 -- The secret's namespace; that of the claim by default.
      shareName! string #2 -- The share's name.

    type CephFSPersistentVolumeSource -- A Ceph file system; deprecated.
      monitors! [string] #1 -- The monitors.
      path string #2 -- The path in the file system; / by default.
      readOnly bool #6 -- Mounts the volume read-only; false by default.
      secretFile string #4 -- The file with the user's key ring.
      secretRef SecretReference #5 -- The secret with the credentials to use.
      user string #3 -- The user; admin by default.

    type CinderPersistentVolumeSource -- An OpenStack volume; deprecated.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      secretRef SecretReference #4 -- The secret with the credentials to use.
      volumeID! string #1 -- The volume's id.

    type FlexPersistentVolumeSource -- A volume of a FlexVolume plugin; deprecated.
      driver! string #1 -- The plugin's name.
      fsType string #2 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      options {string} #5 -- Settings for the plugin.
      readOnly bool #4 -- Mounts the volume read-only; false by default.
      secretRef SecretReference #3 -- The secret with the credentials to use.

    type GlusterfsPersistentVolumeSource -- A Glusterfs volume; deprecated.
      endpoints! string #1 -- The Endpoints object with the servers.
      endpointsNamespace string? #4 -- Its namespace; that of the claim by default.
      path! string #2 -- The volume's path.
      readOnly bool #3 -- Mounts the volume read-only; false by default.

    type ISCSIPersistentVolumeSource -- An iSCSI disk.
      chapAuthDiscovery bool #8 -- Whether discovery is authenticated with CHAP.
      chapAuthSession bool #11 -- Whether the session is authenticated with CHAP.
      fsType string #5 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      initiatorName string? #12 -- The initiator's name; a new interface is made for it.
      iqn! string #2 -- The target's qualified name.
      iscsiInterface string #4 default="default" -- The interface to use.
      lun! int32 #3 -- The number of the logical unit.
      portals [string] #7 -- More portals of the target, as address or address:port.
      readOnly bool #6 -- Mounts the volume read-only; false by default.
      secretRef SecretReference #10 -- The secret with the credentials to use.
      targetPortal! string #1 -- The target's portal, as address or address:port.

    type RBDPersistentVolumeSource -- A Rados block device; deprecated.
      fsType string #3 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      image! string #2 -- The image's name.
      keyring string #6 default="/etc/ceph/keyring" -- The file with the user's key ring.
      monitors! [string] #1 -- The monitors.
      pool string #4 default="rbd" -- The pool's name.
      readOnly bool #8 -- Mounts the volume read-only; false by default.
      secretRef SecretReference #7 -- The secret with the credentials to use.
      user string #5 default="admin" -- The user.

    type ScaleIOPersistentVolumeSource -- A ScaleIO volume; deprecated.
      fsType string #9 default="xfs" -- The file system to mount.
      gateway! string #1 -- The gateway's address.
      protectionDomain string #5 -- The protection domain.
      readOnly bool #10 -- Mounts the volume read-only; false by default.
      secretRef! SecretReference #3 -- The secret with the credentials to use.
      sslEnabled bool #4 -- Whether the gateway is spoken to over TLS.
      storageMode string #7 default="ThinProvisioned" -- ThinProvisioned or ThickProvisioned.
      storagePool string #6 -- The storage pool.
      system! string #2 -- The storage system's name.
      volumeName string #8 -- The volume's name.

    type StorageOSPersistentVolumeSource -- A StorageOS volume; deprecated.
      fsType string #3 -- The file system to mount, such as ext4; the volume must hold it or be formatted with it.
      readOnly bool #4 -- Mounts the volume read-only; false by default.
      secretRef ObjectReference #5 -- The secret with the credentials to use.
      volumeName string #1 -- The volume's name.
      volumeNamespace string #2 -- The volume's namespace at the storage system.
    """)
}
