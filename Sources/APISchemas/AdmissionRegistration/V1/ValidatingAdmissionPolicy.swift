extension SchemaText {
  static let admissionregistrationV1ValidatingAdmissionPolicy = SchemaText(
    group: "admissionregistration.k8s.io", version: "v1", package: "io.k8s.api.admissionregistration.v1",
    """
    resource validatingadmissionpolicies ValidatingAdmissionPolicy singular=validatingadmissionpolicy categories=api-extensions
      subresource status admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Validations integer -- How many validations there are.
      column ParamKind string -- The kind of the parameters.
      column Age string -- How long ago the object was created.
    kind ValidatingAdmissionPolicy -- Rules in CEL that accept or refuse requests where a binding puts the policy to use.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec ValidatingAdmissionPolicySpec #2 -- What is wanted.
      status ValidatingAdmissionPolicyStatus #3 -- What was last observed; written by the system.

    type ValidatingAdmissionPolicySpec -- The rules of a policy.
      auditAnnotations [AuditAnnotation] #5 -- What is noted in the audit log; one of these or of validations is required.
      failurePolicy string? #4 enum=Fail|Ignore -- What happens when an expression fails: Fail (the default) refuses, Ignore goes on.
      matchConditions [MatchCondition] #6 map=name merge=name -- CEL expressions that all must be true for the policy to apply; at most 64.
      matchConstraints MatchResources #2 -- Which requests the policy is about; required.
      paramKind ParamKind #1 -- The kind of the parameters; unset for none.
      validations [Validation] #3 -- The rules.
      variables [Variable] #7 map=name merge=name -- Named expressions that the others can use as variables.NAME.

    type Validation -- A rule of a policy.
      expression! string #1 -- A CEL expression that must be true; object, oldObject, request, params, namespaceObject, variables and
        | authorizer are known to it.
      message string #2 -- What a refusal says; a line.
      messageExpression string #4 -- A CEL expression whose text is used in place of message.
      reason string? #3 -- The Status reason of a refusal: Invalid (the default), Unauthorized, Forbidden or RequestEntityTooLarge.

    type AuditAnnotation -- A note for the audit log.
      key! string #1 -- The key; the policy's name and a slash are put before it.
      valueExpression! string #2 -- A CEL expression for the text; null leaves the note out.

    type ValidatingAdmissionPolicyStatus -- What was observed of a policy.
      conditions [meta.Condition] #3 map=type -- The policy's conditions.
      observedGeneration int64 #1 -- The metadata.generation that this reflects.
      typeChecking TypeChecking #2 -- What checking the types of the expressions found; unset while it isn't done.

    type TypeChecking -- What checking types found.
      expressionWarnings [ExpressionWarning] #1 -- The warnings.

    type ExpressionWarning -- A warning about one expression.
      fieldRef! string #2 -- Where the expression is, such as spec.validations[0].expression.
      warning! string #3 -- What is wrong with it, for each kind that it was checked against.
    """)
}
