extension SchemaText {
  static let resourceV1DeviceClass = SchemaText(
    group: "resource.k8s.io", version: "v1", package: "io.k8s.api.resource.v1",
    """
    resource deviceclasses DeviceClass singular=deviceclass
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Age string -- How long ago the object was created.
    kind DeviceClass -- A kind of device that claims can ask for, made by the administrator.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! DeviceClassSpec #2 -- What is wanted.

    type DeviceClassSpec -- Which devices belong to a class, and how they are set up.
      config [DeviceClassConfiguration] #2 -- Settings that are passed on to the drivers of allocated devices.
      extendedResourceName string? #4 -- The extended resource that the class also stands for, so that pods can ask for it in their limits.
      selectors [DeviceSelector] #1 -- What a device must be; all must hold.

    type DeviceClassConfiguration -- Settings for devices of a class.
      opaque OpaqueDeviceConfiguration #1.1 -- Settings that the driver alone understands.

    type DeviceSelector -- What a device must be.
      cel CELDeviceSelector #1 -- A condition in CEL.

    type CELDeviceSelector -- A condition in CEL.
      expression! string #1 -- A CEL expression that must be true; device.driver, device.attributes and device.capacity are known to it.

    type OpaqueDeviceConfiguration -- Settings that a driver alone understands.
      driver! string #1 -- The driver's name.
      parameters! object #2 -- The settings, usually with apiVersion and kind; at most 10 KiB.
    """)
}
