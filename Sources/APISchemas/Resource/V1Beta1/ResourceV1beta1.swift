extension SchemaText {
  static let resourceV1beta1 = SchemaText(
    group: "resource.k8s.io", version: "v1beta1", package: "io.k8s.api.resource.v1beta1",
    """
    resource resourceclaims ResourceClaim singular=resourceclaim namespaced stored=resource.k8s.io/v1
    resource resourceclaimtemplates ResourceClaimTemplate singular=resourceclaimtemplate namespaced stored=resource.k8s.io/v1
    resource resourceslices ResourceSlice singular=resourceslice stored=resource.k8s.io/v1
    kind ResourceClaim -- A request for devices, which pods use once it is allocated.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! ResourceClaimSpec #2 -- What is wanted.
      status resource.ResourceClaimStatus #3 -- What was last observed; written by the system.

    type ResourceClaimSpec -- What devices are wanted; it can't be changed.
      devices DeviceClaim #1 -- The devices.

    kind ResourceClaimTemplate -- Makes a claim for each pod that refers to it.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! ResourceClaimTemplateSpec #2 -- What is wanted.

    type ResourceClaimTemplateSpec -- The claim to make; it can't be changed.
      metadata meta.ObjectMeta #1 -- Labels and annotations of the claim; nothing else is allowed.
      spec! ResourceClaimSpec #2 -- What the claim asks for.

    type DeviceClaim -- What devices are wanted, and how they are set up.
      config [resource.DeviceClaimConfiguration] #3 -- Settings that are passed on to the drivers.
      constraints [resource.DeviceConstraint] #2 -- What must hold of the devices together.
      requests [DeviceRequest] #1 -- The devices; all must be there for the claim to be allocated.

    type DeviceRequest -- A request for devices of a class, or for the first of several that can be had.
      adminAccess bool? #6 -- Whether the devices are for watching over others' use, and stay available; needs a namespace with the
        | admin-access label.
      allocationMode string #4 -- ExactCount (the default) for count devices, All for all that match.
      capacity resource.CapacityRequirements #9 -- How much of each device's capacity is wanted.
      count int64 #5 -- How many devices; for ExactCount, 1 by default.
      deviceClassName string #2 -- The class; not with firstAvailable.
      firstAvailable [resource.DeviceSubRequest] #7 -- Requests in order of preference, of which the first that can be met is.
      name! string #1 -- The request's name; a DNS label.
      selectors [resource.DeviceSelector] #3 -- What the devices must be, beside the class's own conditions; all must hold.
      tolerations [resource.DeviceToleration] #8 -- The taints that are put up with.

    kind ResourceSlice -- Devices that a driver offers, a part of a pool.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! ResourceSliceSpec #2 -- What is wanted.

    type ResourceSliceSpec -- The devices, whose they are and where they can be reached: one of nodeName, nodeSelector, allNodes,
      | perDeviceNodeSelection.
      allNodes bool? #5 -- Whether all nodes can reach the devices.
      devices [Device] #6 -- The devices; at most 128.
      driver! string #1 -- The driver. Can't be changed.
      nodeName string? #3 -- The node that has the devices. Can't be changed.
      nodeSelector core.NodeSelector #4 -- The nodes that can reach the devices; a single term.
      perDeviceNodeSelection bool? #7 -- Whether each device says which nodes can reach it.
      pool! resource.ResourcePool #2 -- The pool that this is a part of.
      sharedCounters [resource.CounterSet] #8 -- Counters that the devices of the pool draw on; at most 8. Excludes devices.

    type Device -- A device.
      basic BasicDevice #2 -- All that is known of it.
      name! string #1 -- The device's name; a DNS label, unique in its pool.

    type BasicDevice -- What is known of a device.
      allNodes bool? #6 -- Whether all nodes can reach it; for perDeviceNodeSelection.
      allowMultipleAllocations bool? #11 -- Whether several claims can share it.
      attributes {resource.DeviceAttribute} #1 -- What it is, by attribute name; together with capacity at most 32.
      bindingConditions [string] #9 -- Conditions that must be true before a pod with it is bound; at most 4.
      bindingFailureConditions [string] #10 -- Conditions that mean that binding has failed; at most 4.
      bindsToNode bool? #8 -- Whether allocating it ties the pod to the node it was chosen for.
      capacity {resource.DeviceCapacity} #2 -- How much of what it has, by capacity name.
      consumesCounters [resource.DeviceCounterConsumption] #3 -- What it draws from the pool's counters; at most 2 sets.
      nodeAllocatableResourceMappings {resource.NodeAllocatableResourceMapping} #12 -- Which of a node's own resources it uses up, by
        | resource name.
      nodeName string? #4 -- The node that has it; for perDeviceNodeSelection.
      nodeSelector core.NodeSelector #5 -- The nodes that can reach it; for perDeviceNodeSelection.
      taints [resource.DeviceTaint] #7 -- Taints that keep claims away; at most 16.
    """)
}
