extension SchemaText {
  static let coreV1Namespace = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource namespaces Namespace singular=namespace short=ns verbs=create,delete,get,list,patch,update,watch
      subresource finalize v1:Namespace update
      subresource status v1:Namespace get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Status string -- The state in one word.
      column Age string -- How long ago the object was created.
      label status.phase
    kind Namespace -- A scope for names.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec NamespaceSpec #2 -- What is wanted.
      status NamespaceStatus #3 -- What was last observed; written by the system.

    type NamespaceSpec -- What is wanted of a namespace.
      finalizers [string] #1 -- What must be done before the namespace is gone.

    type NamespaceStatus -- The state of a namespace.
      conditions [NamespaceCondition] #2 map=type merge=type -- How far a deletion has come.
      phase string #1 enum=Active|Terminating -- Active or Terminating.

    type NamespaceCondition -- One aspect of a namespace's state.
      lastTransitionTime time #4 -- When the condition last changed from one status to another.
      message string #6 -- Details for people.
      reason string #5 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
