extension SchemaText {
  static let resourceV1ResourceSlice = SchemaText(
    group: "resource.k8s.io", version: "v1", package: "io.k8s.api.resource.v1",
    """
    resource resourceslices ResourceSlice singular=resourceslice
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Node string -- The node that has the devices.
      column Driver string -- The driver.
      column Pool string -- The pool.
      column Age string -- How long ago the object was created.
      label spec.driver
      label spec.nodeName
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
      pool! ResourcePool #2 -- The pool that this is a part of.
      sharedCounters [CounterSet] #8 -- Counters that the devices of the pool draw on; at most 8. Excludes devices.

    type ResourcePool -- The pool that a slice is a part of.
      generation! int64 #2 -- Counts the changes of the pool; slices of older generations no longer count.
      name! string #1 -- The pool's name.
      resourceSliceCount! int64 #3 -- How many slices the pool has at this generation.

    type CounterSet -- A named set of counters.
      counters! {Counter} #2 -- The counters by name.
      name! string #1 -- The set's name.

    type Counter -- How much there is of something.
      value! quantity #1 -- The amount.
    """)
}
