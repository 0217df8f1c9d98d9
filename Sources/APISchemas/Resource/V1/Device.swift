extension SchemaText {
  static let resourceV1Device = SchemaText(
    group: "resource.k8s.io", version: "v1", package: "io.k8s.api.resource.v1",
    """
    type Device -- A device.
      allNodes bool? #7 -- Whether all nodes can reach it; for perDeviceNodeSelection.
      allowMultipleAllocations bool? #12 -- Whether several claims can share it.
      attributes {DeviceAttribute} #2 -- What it is, by attribute name; together with capacity at most 32.
      bindingConditions [string] #10 -- Conditions that must be true before a pod with it is bound; at most 4.
      bindingFailureConditions [string] #11 -- Conditions that mean that binding has failed; at most 4.
      bindsToNode bool? #9 -- Whether allocating it ties the pod to the node it was chosen for.
      capacity {DeviceCapacity} #3 -- How much of what it has, by capacity name.
      consumesCounters [DeviceCounterConsumption] #4 -- What it draws from the pool's counters; at most 2 sets.
      name! string #1 -- The device's name; a DNS label, unique in its pool.
      nodeAllocatableResourceMappings {NodeAllocatableResourceMapping} #13 -- Which of a node's own resources it uses up, by resource name.
      nodeName string? #5 -- The node that has it; for perDeviceNodeSelection.
      nodeSelector core.NodeSelector #6 -- The nodes that can reach it; for perDeviceNodeSelection.
      taints [DeviceTaint] #8 -- Taints that keep claims away; at most 16.

    type DeviceAttribute -- The value of an attribute: one of the fields.
      bool bool? #3 -- A flag.
      bools [bool] #7 -- Flags.
      int int64? #2 -- A whole number.
      ints [int64] #6 -- Whole numbers.
      string string? #4 -- A text of up to 64 characters.
      strings [string] #8 -- Texts.
      version string? #5 -- A semantic version of up to 64 characters.
      versions [string] #9 -- Semantic versions.

    type DeviceCapacity -- How much of something a device has.
      requestPolicy CapacityRequestPolicy #2 -- How a claim's share of it is worked out; for devices that can be shared.
      value! quantity #1 -- The amount.

    type CapacityRequestPolicy -- How a claim's share of a capacity is worked out.
      default quantity #1 -- The share of a request that doesn't say; required with the others.
      validRange CapacityRequestPolicyRange #4 -- The range that a share is rounded up into.
      validValues [quantity] #3 -- The shares that there are; one is rounded up to. At most 10, in rising order.

    type CapacityRequestPolicyRange -- The range of shares.
      max quantity #2 -- The largest share.
      min! quantity #1 -- The smallest share.
      step quantity #3 -- What shares are multiples of, counted from min.

    type DeviceCounterConsumption -- What a device draws from a set of counters.
      counterSet! string #1 -- The set's name.
      counters! {Counter} #2 -- The amounts by counter.

    type DeviceTaint -- A mark that keeps claims away from a device unless they put up with it.
      effect! string #3 enum=NoExecute|NoSchedule|None -- NoSchedule keeps new pods away, NoExecute also ends those that run, None only
        | tells.
      key! string #1 -- The taint's key.
      timeAdded time #4 -- When it was added; set by the system.
      value string #2 -- The taint's value.

    type NodeAllocatableResourceMapping -- Which of a node's own resources a device uses up.
      allocationMultiplier quantity #2 -- What the device's amount is multiplied by; 1 by default.
      capacityKey string? #1 -- The device's capacity that is counted; the device itself counts as 1 where unset.
    """)
}
