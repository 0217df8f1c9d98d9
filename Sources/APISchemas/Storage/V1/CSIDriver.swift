extension SchemaText {
  static let storageV1CSIDriver = SchemaText(
    group: "storage.k8s.io", version: "v1", package: "io.k8s.api.storage.v1",
    """
    resource csidrivers CSIDriver singular=csidriver
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column AttachRequired boolean -- Whether volumes are attached before they are mounted.
      column PodInfoOnMount boolean -- Whether the driver is told about the pod.
      column StorageCapacity boolean -- Whether the scheduler looks at the capacity that the driver publishes.
      column TokenRequests string -- The audiences of the tokens that the driver gets.
      column RequiresRepublish boolean -- Whether mounted volumes are published again from time to time.
      column Modes string -- What volumes the driver offers.
      column Age string -- How long ago the object was created.
    kind CSIDriver -- A storage driver of the Container Storage Interface; its name is the driver's.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! CSIDriverSpec #2 -- What is wanted.

    type CSIDriverSpec -- How volumes of a driver are to be handled.
      attachRequired bool? #1 -- Whether volumes are attached, through a VolumeAttachment, before they are mounted; true by default. Can't
        | be changed.
      fsGroupPolicy string? #5 -- Whether ownership and permissions of a volume are changed: ReadWriteOnceWithFSType (the default), File or
        | None.
      nodeAllocatableUpdatePeriodSeconds int64? #9 -- Seconds between updates of how many volumes a node can take; unset for none, at least
        | 10.
      podInfoOnMount bool? #2 -- Whether the driver is told the pod's name, namespace, uid and service account on mounting.
      preventPodSchedulingIfMissing bool? #11 -- Whether pods with volumes of the driver stay away from nodes that don't run it.
      requiresRepublish bool? #7 -- Whether NodePublishVolume is called again from time to time, so that contents stay current.
      seLinuxMount bool? #8 -- Whether volumes can be mounted with an SELinux context.
      serviceAccountTokenInSecrets bool? #10 -- Whether tokens come in the secrets of a call rather than in its volume context.
      storageCapacity bool? #4 -- Whether the scheduler looks at the CSIStorageCapacity objects of the driver.
      tokenRequests [TokenRequest] #6 -- The tokens of the pod's service account that the driver gets.
      volumeLifecycleModes [string] #3 set -- What volumes the driver offers: Persistent (the default), Ephemeral. Can't be changed.

    type TokenRequest -- A token that a driver gets.
      audience! string #1 -- Who the token is for; empty means the API server. Unique among the requests.
      expirationSeconds int64? #2 -- How long the token is valid; at least 600.
    """)
}
