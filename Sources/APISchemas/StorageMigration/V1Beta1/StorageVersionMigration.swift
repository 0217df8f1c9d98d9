extension SchemaText {
  static let storagemigrationV1Beta1StorageVersionMigration = SchemaText(
    group: "storagemigration.k8s.io", version: "v1beta1", package: "io.k8s.api.storagemigration.v1beta1",
    """
    resource storageversionmigrations StorageVersionMigration singular=storageversionmigration
      subresource status storagemigration.k8s.io/v1beta1:StorageVersionMigration get,patch,update
      column Name string -- The name of the object, unique among its kind in a namespace.
      column Resource string -- The resource.
    kind StorageVersionMigration -- A request to write all objects of a resource anew in the version that is stored now.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec StorageVersionMigrationSpec #2 -- What is wanted.
      status StorageVersionMigrationStatus #3 -- What was last observed; written by the system.

    type StorageVersionMigrationSpec -- What is migrated; it can't be changed.
      resource! meta.GroupResource #1 -- The resource.

    type StorageVersionMigrationStatus -- How a migration goes on.
      conditions [meta.Condition] #1 map=type merge=type -- Running, Succeeded or Failed.
      resourceVersion string #2 -- The state of the resource that has to be migrated.
    """)
}
