extension SchemaText {
  static let coreV1PersistentVolumeClaim = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource persistentvolumeclaims PersistentVolumeClaim singular=persistentvolumeclaim namespaced short=pvc
      subresource status v1:PersistentVolumeClaim get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Status string -- The state in one word.
      column Volume string -- The volume that is bound.
      column Capacity string -- The size of the volume.
      column Access_Modes string -- How the volume can be mounted.
      column StorageClass string -- The storage class.
      column VolumeAttributesClass string -- The volume attributes class.
      column Age string -- How long ago the object was created.
      column VolumeMode string wide -- Whether pods see a file system or a block device.
    kind PersistentVolumeClaim -- Asks for storage, and holds the volume that was found or made for it.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec PersistentVolumeClaimSpec #2 -- What is wanted.
      status PersistentVolumeClaimStatus #3 -- What was last observed; written by the system.

    type PersistentVolumeClaimStatus -- What was last observed of a volume claim.
      accessModes [string] #2 -- How the bound volume can be mounted.
      allocatedResourceStatuses {string} #7 -- Where a resize stands, by resource.
      allocatedResources {quantity} #5 -- The size that a resize is heading for.
      capacity {quantity} #3 -- The size of the bound volume.
      conditions [PersistentVolumeClaimCondition] #4 map=type merge=type -- The claim's conditions; about a resize under way.
      currentVolumeAttributesClassName string? #8 -- The volume attributes class that the volume has.
      modifyVolumeStatus ModifyVolumeStatus #9 -- Where a change of the volume's attributes stands.
      phase string #1 enum=Bound|Lost|Pending -- Pending, Bound, or Lost when the bound volume is gone.

    type PersistentVolumeClaimCondition -- One aspect of a volume claim's state.
      lastProbeTime time #3 -- When the condition was last checked.
      lastTransitionTime time #4 -- When the condition last changed from one status to another.
      message string #6 -- Details for people.
      reason string #5 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.

    type ModifyVolumeStatus -- Where a change of a volume's attributes stands.
      status! string #2 enum=InProgress|Infeasible|Pending -- Pending, InProgress or Infeasible.
      targetVolumeAttributesClassName string #1 -- The class that is being applied.
    """)
}
