extension SchemaText {
  static let resourceV1ResourceClaim = SchemaText(
    group: "resource.k8s.io", version: "v1", package: "io.k8s.api.resource.v1",
    """
    resource resourceclaims ResourceClaim singular=resourceclaim namespaced
      subresource status resource.k8s.io/v1:ResourceClaim get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column State string -- What has become of the claim.
      column Age string -- How long ago the object was created.

    resource resourceclaimtemplates ResourceClaimTemplate singular=resourceclaimtemplate namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Age string -- How long ago the object was created.
    kind ResourceClaim -- A request for devices, which pods use once it is allocated.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! ResourceClaimSpec #2 -- What is wanted.
      status ResourceClaimStatus #3 -- What was last observed; written by the system.

    type ResourceClaimSpec -- What devices are wanted; it can't be changed.
      devices DeviceClaim #1 -- The devices.

    kind ResourceClaimTemplate -- Makes a claim for each pod that refers to it.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! ResourceClaimTemplateSpec #2 -- What is wanted.

    type ResourceClaimTemplateSpec -- The claim to make; it can't be changed.
      metadata meta.ObjectMeta #1 -- Labels and annotations of the claim; nothing else is allowed.
      spec! ResourceClaimSpec #2 -- What the claim asks for.

    type ResourceClaimStatus -- What has become of a claim.
      allocation AllocationResult #1 -- The devices that were allocated; set all at once.
      devices [AllocatedDeviceStatus] #4 map=driver,device,pool,shareID -- What drivers tell of the allocated devices.
      reservedFor [ResourceClaimConsumerReference] #2 map=uid merge=uid -- Who may use the claim at the moment; at most 256.

    type ResourceClaimConsumerReference -- Who may use a claim.
      apiGroup string #1 -- The group of the resource; empty for the core group.
      name! string #4 -- The object's name.
      resource! string #3 -- The resource, such as pods.
      uid! string #5 -- The object's uid.
    """)
}
