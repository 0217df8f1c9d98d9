extension SchemaText {
  static let admissionregistrationV1MutatingAdmissionPolicy = SchemaText(
    group: "admissionregistration.k8s.io", version: "v1", package: "io.k8s.api.admissionregistration.v1",
    """
    resource mutatingadmissionpolicies MutatingAdmissionPolicy singular=mutatingadmissionpolicy categories=api-extensions
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Mutations integer -- How many mutations there are.
      column ParamKind string -- The kind of the parameters.
      column Age string -- How long ago the object was created.
    kind MutatingAdmissionPolicy -- Changes in CEL that are made to objects where a binding puts the policy to use.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec MutatingAdmissionPolicySpec #2 -- What is wanted.

    type MutatingAdmissionPolicySpec -- The changes of a policy.
      failurePolicy string? #5 enum=Fail|Ignore -- What happens when an expression fails: Fail (the default) refuses, Ignore goes on.
      matchConditions [MatchCondition] #6 map=name merge=name -- CEL expressions that all must be true for the policy to apply; at most 64.
      matchConstraints MatchResources #2 -- Which requests the policy is about; required, and CONNECT can't be.
      mutations [Mutation] #4 -- The changes, made one after the other.
      paramKind ParamKind #1 -- The kind of the parameters; unset for none.
      reinvocationPolicy string #7 enum=IfNeeded|Never -- Never, or IfNeeded to be run again when a later plugin changes the object.
        | Required.
      variables [Variable] #3 -- Named expressions that the others can use as variables.NAME.

    type Mutation -- A change that a policy makes.
      applyConfiguration ApplyConfiguration #3 -- The change as an apply configuration; for patchType ApplyConfiguration.
      jsonPatch JSONPatch #4 -- The change as a JSON patch; for patchType JSONPatch.
      patchType! string #2 enum=ApplyConfiguration|JSONPatch -- ApplyConfiguration or JSONPatch.

    type ApplyConfiguration -- A change that is merged as server-side apply merges.
      expression string #1 -- A CEL expression for the object to apply; object, oldObject, request, params, namespaceObject, variables and
        | authorizer are known to it.

    type JSONPatch -- A change as a JSON patch.
      expression string #1 -- A CEL expression for a list of JSONPatch values; the same names are known to it.
    """)
}
