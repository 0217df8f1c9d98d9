extension SchemaText {
  static let authorizationV1ResourceAttributes = SchemaText(
    group: "authorization.k8s.io", version: "v1", package: "io.k8s.api.authorization.v1",
    """
    type ResourceAttributes -- A request of a resource.
      fieldSelector FieldSelectorAttributes #8 -- The field selector of the request.
      group string #3 -- The group; * means all.
      labelSelector LabelSelectorAttributes #9 -- The label selector of the request.
      name string #7 -- The object's name; empty means all.
      namespace string #1 -- The namespace; empty means all, or none for what has no namespace.
      resource string #5 -- The resource; * means all.
      subresource string #6 -- The subresource; empty for none.
      verb string #2 -- The verb: get, list, watch, create, update, patch, delete, proxy; * means all.
      version string #4 -- The version; * means all.

    type NonResourceAttributes -- A request of a path.
      path string #1 -- The path.
      verb string #2 -- The verb: get, post and so on.

    type FieldSelectorAttributes -- A field selector: in text or taken apart, one of them.
      rawSelector string #1 -- The text, as in a URL; what can't be understood is left out.
      requirements [meta.FieldSelectorRequirement] #2 -- The requirements; all must hold.

    type LabelSelectorAttributes -- A label selector: in text or taken apart, one of them.
      rawSelector string #1 -- The text, as in a URL; what can't be understood is left out.
      requirements [meta.LabelSelectorRequirement] #2 -- The requirements; all must hold.
    """)
}
