extension SchemaText {
  static let admissionregistrationV1MatchResources = SchemaText(
    group: "admissionregistration.k8s.io", version: "v1", package: "io.k8s.api.admissionregistration.v1",
    """
    type MatchResources atomic -- Which requests are meant: rules less exclusions, of the selected namespaces and objects.
      excludeResourceRules [NamedRuleWithOperations] #4 -- Requests that aren't meant, whatever resourceRules say.
      matchPolicy string? #7 enum=Equivalent|Exact -- Exact takes the listed versions alone, Equivalent (the default) also others of the
        | same resource.
      namespaceSelector meta.LabelSelector #1 -- Labels of the namespaces; all by default.
      objectSelector meta.LabelSelector #2 -- Labels of the objects, old or new; all by default.
      resourceRules [NamedRuleWithOperations] #3 -- Requests that are meant; any of the rules is enough.

    type NamedRuleWithOperations atomic -- Operations on resources, and names of the objects.
      apiGroups [string] #2.2.1 -- The groups of the resources; * alone means all.
      apiVersions [string] #2.2.2 -- The versions of the resources; * alone means all.
      operations [string] #2.1 -- CREATE, UPDATE, DELETE, CONNECT; * alone means all.
      resourceNames [string] #1 -- The names of the objects; empty means all.
      resources [string] #2.2.3 -- Resources, subresources as pods/log; * means all resources, */* all subresources too.
      scope string #2.2.4 enum=*|Cluster|Namespaced -- Cluster, Namespaced, or * (the default) for both.

    type ParamKind atomic -- The kind of a policy's parameters.
      apiVersion string #1 -- The group and version.
      kind string #2 -- The kind.

    type ParamRef atomic -- The parameters that a binding uses: by name or by selector, one of them.
      name string #1 -- The name of the object.
      namespace string #2 -- The namespace of the objects; that of the request by default.
      parameterNotFoundAction string? #4 -- What happens when there are none: Allow or Deny; required.
      selector meta.LabelSelector #3 -- Labels of the objects; an empty selector takes all.

    type Variable atomic -- A named expression.
      expression! string #2 -- The CEL expression.
      name! string #1 -- The name; a CEL identifier.
    """)
}
