extension SchemaText {
  static let admissionregistrationV1MutatingAdmissionPolicyBinding = SchemaText(
    group: "admissionregistration.k8s.io", version: "v1", package: "io.k8s.api.admissionregistration.v1",
    """
    resource mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding categories=api-extensions
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column PolicyName string -- The policy.
      column ParamRef string -- The parameters.
      column Age string -- How long ago the object was created.
    kind MutatingAdmissionPolicyBinding -- Puts a policy to use, with its parameters.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec MutatingAdmissionPolicyBindingSpec #2 -- What is wanted.

    type MutatingAdmissionPolicyBindingSpec -- Which policy is used, with what.
      matchResources MatchResources #3 -- Which of the policy's requests this binding is about; all by default.
      paramRef ParamRef #2 -- The parameters.
      policyName string #1 -- The policy; required.
    """)
}
