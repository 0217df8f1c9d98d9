extension SchemaText {
  static let schedulingV1PriorityClass = SchemaText(
    group: "scheduling.k8s.io", version: "v1", package: "io.k8s.api.scheduling.v1",
    """
    resource priorityclasses PriorityClass singular=priorityclass short=pc
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Value integer -- The priority.
      column Global-Default boolean -- Whether pods without a class get this one.
      column Age string -- How long ago the object was created.
      column PreemptionPolicy string -- Whether pods of the class push out others.
    kind PriorityClass -- A name for a priority that pods can have.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      description string #4 -- What the class is for.
      globalDefault bool #3 -- Whether pods without a class get this one.
      preemptionPolicy string? #5 -- PreemptLowerPriority (the default), or Never for pods that don't push out others. Can't be changed.
      value int32? #2 -- The priority; higher is more important. Can't be changed.
    """)
}
