extension SchemaText {
  static let storageV1VolumeAttributesClass = SchemaText(
    group: "storage.k8s.io", version: "v1", package: "io.k8s.api.storage.v1",
    """
    resource volumeattributesclasses VolumeAttributesClass singular=volumeattributesclass short=vac
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column DriverName string -- The driver.
      column Age string -- How long ago the object was created.
    kind VolumeAttributesClass -- Settings of volumes that a driver can change while they are in use. They can't be changed here.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      driverName! string #2 -- The driver.
      parameters {string} #3 -- The settings.
    """)
}
