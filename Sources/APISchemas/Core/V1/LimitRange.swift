extension SchemaText {
  static let coreV1LimitRange = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource limitranges LimitRange singular=limitrange namespaced short=limits
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Created_At date -- When the object was created.
    kind LimitRange -- Bounds and defaults for what single objects of a namespace may use.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec LimitRangeSpec #2 -- What is wanted.

    type LimitRangeSpec -- The bounds.
      limits! [LimitRangeItem] #1 -- The bounds, one for each sort of object.

    type LimitRangeItem -- The bounds for one sort of object.
      default {quantity} #4 -- The limits of a container that says nothing of its own.
      defaultRequest {quantity} #5 -- The requests of a container that says nothing of its own.
      max {quantity} #2 -- The most of each resource.
      maxLimitRequestRatio {quantity} #6 -- How many times the request a limit may be.
      min {quantity} #3 -- The least of each resource.
      type! string #1 -- The sort of object: Pod, Container or PersistentVolumeClaim.

    resource componentstatuses ComponentStatus singular=componentstatus short=cs verbs=get,list deprecated=1.19
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Status string -- The state in one word.
      column Message string -- What the component says.
      column Error string -- What went wrong.
    kind ComponentStatus -- The health of a part of the control plane; deprecated.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      conditions [ComponentCondition] #2 map=type merge=type -- The component's conditions: Healthy.

    type ComponentCondition -- One aspect of a component's health.
      error string #4 -- What went wrong in the check.
      message string #3 -- What the component says.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name: Healthy.
    """)
}
