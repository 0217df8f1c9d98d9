extension SchemaText {
  static let resourceV1DeviceRequest = SchemaText(
    group: "resource.k8s.io", version: "v1", package: "io.k8s.api.resource.v1",
    """
    type DeviceClaim -- What devices are wanted, and how they are set up.
      config [DeviceClaimConfiguration] #3 -- Settings that are passed on to the drivers.
      constraints [DeviceConstraint] #2 -- What must hold of the devices together.
      requests [DeviceRequest] #1 -- The devices; all must be there for the claim to be allocated.

    type DeviceClaimConfiguration -- Settings for the devices of a claim.
      opaque OpaqueDeviceConfiguration #2.1 -- Settings that the driver alone understands.
      requests [string] #1 -- The requests that they are for, sub-requests as MAIN/SUB; empty means all.

    type DeviceConstraint -- What must hold of several devices together.
      distinctAttribute string? #3 -- An attribute that must differ from device to device.
      matchAttribute string? #2 -- An attribute that must be the same in all.
      requests [string] #1 -- The requests that it is for, sub-requests as MAIN/SUB; empty means all.

    type DeviceRequest -- A request for devices: exactly these, or the first of several that can be had.
      exactly ExactDeviceRequest #2 -- One request that must be met.
      firstAvailable [DeviceSubRequest] #3 -- Requests in order of preference, of which the first that can be met is.
      name! string #1 -- The request's name; a DNS label.

    type ExactDeviceRequest -- A request for devices of a class.
      adminAccess bool? #5 -- Whether the devices are for watching over others' use, and stay available; needs a namespace with the
        | admin-access label.
      allocationMode string #3 -- ExactCount (the default) for count devices, All for all that match.
      capacity CapacityRequirements #7 -- How much of each device's capacity is wanted.
      count int64 #4 -- How many devices; for ExactCount, 1 by default.
      deviceClassName! string #1 -- The class.
      selectors [DeviceSelector] #2 -- What the devices must be, beside the class's own conditions; all must hold.
      tolerations [DeviceToleration] #6 -- The taints that are put up with.

    type DeviceSubRequest -- One of several requests of which one is met.
      allocationMode string #4 -- ExactCount (the default) for count devices, All for all that match.
      capacity CapacityRequirements #7 -- How much of each device's capacity is wanted.
      count int64 #5 -- How many devices; for ExactCount, 1 by default.
      deviceClassName! string #2 -- The class.
      name! string #1 -- The sub-request's name; a DNS label.
      selectors [DeviceSelector] #3 -- What the devices must be, beside the class's own conditions; all must hold.
      tolerations [DeviceToleration] #6 -- The taints that are put up with.

    type CapacityRequirements -- How much of a device's capacity is wanted.
      requests {quantity} #1 -- The amounts by the capacity's name.

    type DeviceToleration -- A taint of devices that is put up with.
      effect string #4 enum=NoExecute|NoSchedule|None -- The taint's effect; empty means all.
      key string #1 -- The taint's key; empty, with Exists, means all.
      operator string #2 enum=Equal|Exists default="Equal" -- Equal (the default) compares the value, Exists doesn't.
      tolerationSeconds int64? #5 -- Seconds that a NoExecute taint is put up with; unset means forever.
      value string #3 -- The taint's value; empty for Exists.
    """)
}
