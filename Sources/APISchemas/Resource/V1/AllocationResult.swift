extension SchemaText {
  static let resourceV1AllocationResult = SchemaText(
    group: "resource.k8s.io", version: "v1", package: "io.k8s.api.resource.v1",
    """
    type AllocationResult -- The devices that a claim got.
      allocationTimestamp time #5 -- When they were allocated.
      devices DeviceAllocationResult #1 -- The devices.
      nodeSelector core.NodeSelector #3 -- The nodes that can reach the devices; unset means all.

    type DeviceAllocationResult -- The devices that a claim got, and their settings.
      config [DeviceAllocationConfiguration] #2 -- Settings for the drivers, from the class and from the claim.
      results [DeviceRequestAllocationResult] #1 -- The devices.

    type DeviceRequestAllocationResult -- A device that a request got.
      adminAccess bool? #5 -- Whether it is for watching over others' use.
      bindingConditions [string] #7 -- Conditions that must be true before the pod is bound.
      bindingFailureConditions [string] #8 -- Conditions that mean that binding has failed when one is true.
      consumedCapacity {quantity} #10 -- How much of the device's capacity the claim uses.
      device! string #4 -- The device's name in its pool.
      driver! string #2 -- The driver.
      pool! string #3 -- The pool.
      request! string #1 -- The request, sub-requests as MAIN/SUB.
      shareID string? #9 -- What tells this share of the device from others.
      tolerations [DeviceToleration] #6 -- The taints that are put up with.

    type DeviceAllocationConfiguration -- Settings for allocated devices.
      opaque OpaqueDeviceConfiguration #3.1 -- Settings that the driver alone understands.
      requests [string] #2 -- The requests that they are for, sub-requests as MAIN/SUB; empty means all.
      source! string #1 enum=FromClaim|FromClass -- Where they come from: FromClass or FromClaim.

    type AllocatedDeviceStatus -- What a driver tells of an allocated device.
      conditions [meta.Condition] #4 map=type -- The device's conditions; at most 8.
      data object #5 -- What the driver has to tell beyond; at most 10 KiB.
      device! string #3 -- The device's name in its pool.
      driver! string #1 -- The driver.
      networkData NetworkDeviceData #6 -- What is known of a network device.
      pool! string #2 -- The pool.
      shareID string? #7 -- What tells this share of the device from others.

    type NetworkDeviceData -- What is known of a network device.
      hardwareAddress string #3 -- The hardware address.
      interfaceName string #1 -- The name of the interface in the pod.
      ips [string] #2 -- The addresses, with prefix length.
    """)
}
