extension SchemaText {
  static let appsV1ControllerRevision = SchemaText(
    group: "apps", version: "v1", package: "io.k8s.api.apps.v1",
    """
    resource controllerrevisions ControllerRevision singular=controllerrevision namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Controller string -- The workload it is a revision of.
      column Revision string -- The revision's number.
      column Age string -- How long ago the object was created.
    kind ControllerRevision -- One state in the history of a workload; it can't be changed.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      data object #2 -- The state, as the controller keeps it.
      revision! int64 #3 -- The revision's number; the highest is the newest.
    """)
}
