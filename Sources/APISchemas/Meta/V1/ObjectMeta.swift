extension SchemaText {
  static let metaV1ObjectMeta = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    type ObjectMeta -- What every object has, whatever its kind.
      annotations {string} #12 -- Unstructured notes that tools keep on the object; not for selecting.
      creationTimestamp time #8 -- When the object was created; set by the system.
      deletionGracePeriodSeconds int64? #10 -- Seconds until the object may be gone; set with deletionTimestamp.
      deletionTimestamp time #9 -- When the object will be gone; set by the system when deletion is asked for.
      finalizers [string] #14 set merge -- Who has to finish something before the object is gone.
      generateName string #2 -- A prefix; the system adds a suffix and makes that the name, when name is empty.
      generation int64 #7 -- Counts the changes of what is wanted; set by the system.
      labels {string} #11 -- Keys and values to organise and select objects by.
      managedFields [ManagedFieldsEntry] #17 -- Which manager set which fields; kept by the system for server-side apply.
      name string #1 -- The name, unique among the kind in a namespace; it can't be changed.
      namespace string #3 -- The namespace; default when empty. It can't be changed.
      ownerReferences [OwnerReference] #13 map=uid merge=uid -- The objects this one depends on; when all are gone, so is it.
      resourceVersion string #6 -- The state of the object; for optimistic locking and watches.
      selfLink string #4 -- No longer used.
      uid string #5 -- The object's identity over time and space; set by the system.

    type OwnerReference atomic -- An object that this one depends on; in the same namespace or cluster-scoped.
      apiVersion! string #5 -- The version of the owner's kind.
      blockOwnerDeletion bool? #7 -- Whether a foreground deletion of the owner waits for this object.
      controller bool? #6 -- Whether this is the controller; at most one is.
      kind! string #1 -- The owner's kind.
      name! string #3 -- The owner's name.
      uid! string #4 -- The owner's uid.

    type ManagedFieldsEntry -- The fields that one manager has set.
      apiVersion string #3 -- The version that the fields are of.
      fieldsType string #6 -- The form of fieldsV1; FieldsV1.
      fieldsV1 object #7 -- The fields, as a tree of keys.
      manager string #1 -- The manager's name.
      operation string #2 -- Apply or Update.
      subresource string #8 -- The subresource it was done through.
      time time #4 -- When the entry last changed.

    type ListMeta -- What every list has.
      continue string #3 -- Where to go on for the rest; empty at the end.
      remainingItemCount int64? #4 -- How many objects are left; unset when unknown.
      resourceVersion string #2 -- The state that the list is of.
      selfLink string #1 -- No longer used.
      shardInfo ShardInfo #5 -- The part of the objects that the list holds.

    type ShardInfo -- The part of a collection that an answer holds.
      selector! string #1 -- How the part was chosen.
    """)
}
