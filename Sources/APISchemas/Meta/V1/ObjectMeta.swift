extension SchemaText {
  static let metaV1ObjectMeta = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    type ObjectMeta -- What every object has, whatever its kind.
      annotations {string} -- Unstructured notes that tools keep on the object; not for selecting.
      creationTimestamp time -- When the object was created; set by the system.
      deletionGracePeriodSeconds int64? -- Seconds until the object may be gone; set with deletionTimestamp.
      deletionTimestamp time -- When the object will be gone; set by the system when deletion is asked for.
      finalizers [string] set merge -- Who has to finish something before the object is gone.
      generateName string -- A prefix; the system adds a suffix and makes that the name, when name is empty.
      generation int64 -- Counts the changes of what is wanted; set by the system.
      labels {string} -- Keys and values to organise and select objects by.
      managedFields [ManagedFieldsEntry] -- Which manager set which fields; kept by the system for server-side apply.
      name string -- The name, unique among the kind in a namespace; it can't be changed.
      namespace string -- The namespace; default when empty. It can't be changed.
      ownerReferences [OwnerReference] map=uid merge=uid -- The objects this one depends on; when all are gone, so is it.
      resourceVersion string -- The state of the object; for optimistic locking and watches.
      selfLink string -- No longer used.
      uid string -- The object's identity over time and space; set by the system.

    type OwnerReference atomic -- An object that this one depends on; in the same namespace or cluster-scoped.
      apiVersion! string -- The version of the owner's kind.
      blockOwnerDeletion bool? -- Whether a foreground deletion of the owner waits for this object.
      controller bool? -- Whether this is the controller; at most one is.
      kind! string -- The owner's kind.
      name! string -- The owner's name.
      uid! string -- The owner's uid.

    type ManagedFieldsEntry -- The fields that one manager has set.
      apiVersion string -- The version that the fields are of.
      fieldsType string -- The form of fieldsV1; FieldsV1.
      fieldsV1 object -- The fields, as a tree of keys.
      manager string -- The manager's name.
      operation string -- Apply or Update.
      subresource string -- The subresource it was done through.
      time time -- When the entry last changed.

    type ListMeta -- What every list has.
      continue string -- Where to go on for the rest; empty at the end.
      remainingItemCount int64? -- How many objects are left; unset when unknown.
      resourceVersion string -- The state that the list is of.
      selfLink string -- No longer used.
      shardInfo ShardInfo -- The part of the objects that the list holds.

    type ShardInfo -- The part of a collection that an answer holds.
      selector! string -- How the part was chosen.
    """)
}
