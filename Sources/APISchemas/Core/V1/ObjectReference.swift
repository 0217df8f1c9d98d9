extension SchemaText {
  static let coreV1ObjectReference = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type ObjectReference atomic -- A reference to an object or a part of one.
      apiVersion string #5 -- The version of the object's kind.
      fieldPath string #7 -- The part of the object.
      kind string #1 -- The object's kind.
      name string #3 -- The object's name.
      namespace string #2 -- The object's namespace.
      resourceVersion string #6 -- The state of the object that is meant.
      uid string #4 -- The object's uid.

    type LocalObjectReference atomic -- An object of the same namespace, by name.
      name string #1 default="" -- The object's name.

    type TypedLocalObjectReference atomic -- An object of the same namespace, by kind and name.
      apiGroup string? #1 -- The group of the kind; empty for the core group.
      kind! string #2 -- The kind.
      name! string #3 -- The object's name.

    type TypedObjectReference -- An object by kind and name.
      apiGroup string? #1 -- The group of the kind; empty for the core group.
      kind! string #2 -- The kind.
      name! string #3 -- The object's name.
      namespace string? #4 -- The object's namespace.

    resource bindings Binding singular=binding namespaced verbs=create
    kind Binding -- Ties a pod to a node.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      target! ObjectReference #2 -- The node.
    """)
}
