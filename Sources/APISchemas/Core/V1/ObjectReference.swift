extension SchemaText {
  static let coreV1ObjectReference = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type ObjectReference atomic -- A reference to an object or a part of one.
      apiVersion string -- The version of the object's kind.
      fieldPath string -- The part of the object.
      kind string -- The object's kind.
      name string -- The object's name.
      namespace string -- The object's namespace.
      resourceVersion string -- The state of the object that is meant.
      uid string -- The object's uid.

    type LocalObjectReference atomic -- An object of the same namespace, by name.
      name string default="" -- The object's name.

    type TypedLocalObjectReference atomic -- An object of the same namespace, by kind and name.
      apiGroup string? -- The group of the kind; empty for the core group.
      kind! string -- The kind.
      name! string -- The object's name.

    type TypedObjectReference -- An object by kind and name.
      apiGroup string? -- The group of the kind; empty for the core group.
      kind! string -- The kind.
      name! string -- The object's name.
      namespace string? -- The object's namespace.

    resource bindings Binding singular=binding namespaced verbs=create
    kind Binding -- Ties a pod to a node.
      metadata meta.ObjectMeta -- Standard object metadata.
      target! ObjectReference -- The node.
    """)
}
