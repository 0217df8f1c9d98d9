extension SchemaText {
  static let storageV1VolumeAttachment = SchemaText(
    group: "storage.k8s.io", version: "v1", package: "io.k8s.api.storage.v1",
    """
    resource volumeattachments VolumeAttachment singular=volumeattachment
      subresource status storage.k8s.io/v1:VolumeAttachment get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Attacher string name -- Who attaches the volume.
      column PV string -- The volume.
      column Node string -- The node that it is attached to.
      column Attached boolean -- Whether it is attached.
      column Age string -- How long ago the object was created.
    kind VolumeAttachment -- The wish that a volume be attached to a node.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! VolumeAttachmentSpec #2 -- What is wanted.
      status VolumeAttachmentStatus #3 -- What was last observed; written by the system.

    type VolumeAttachmentSpec -- What is to be attached where; it can't be changed.
      attacher! string #1 -- The driver that does it.
      nodeName! string #3 -- The node.
      source! VolumeAttachmentSource #2 -- The volume.

    type VolumeAttachmentSource -- The volume to attach: by name or in place, one of them.
      inlineVolumeSpec core.PersistentVolumeSpec #2 -- What the volume is, for one that a pod states in place and a driver has taken over.
      persistentVolumeName string? #1 -- The name of the persistent volume.

    type VolumeAttachmentStatus -- Whether a volume is attached.
      attachError VolumeError #3 -- The last failure to attach.
      attached! bool #1 -- Whether the volume is attached.
      attachmentMetadata {string} #2 -- What the driver told of the attachment, for mounting.
      detachError VolumeError #4 -- The last failure to detach.

    type VolumeError -- A failure to attach or detach.
      errorCode int32? #3 -- The gRPC code of the failure.
      message string #2 -- Details for people, without anything secret.
      time time #1 -- When it happened.
    """)
}
