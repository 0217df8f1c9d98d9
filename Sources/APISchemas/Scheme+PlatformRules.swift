import APIMachinery

extension Scheme {
  /// The rules of the kinds of `SchemaText.platform`.
  static let platformRules: [GroupVersionKind: any KindRules] = {
    var rules: [GroupVersionKind: any KindRules] = [:]
    func add(_ groupVersion: String, _ kind: String, _ kindRules: any KindRules) {
      guard let parsed = GroupVersion(groupVersion) else { return }
      rules[GroupVersionKind(group: parsed.group, version: parsed.version, kind: kind)] = kindRules
    }
    add("apiextensions.k8s.io/v1", "CustomResourceDefinition", CustomResourceDefinitionRules())
    add("apiregistration.k8s.io/v1", "APIService", APIServiceRules())
    add("rbac.authorization.k8s.io/v1", "Role", RoleRules(isClusterWide: false))
    add("rbac.authorization.k8s.io/v1", "ClusterRole", RoleRules(isClusterWide: true))
    add("rbac.authorization.k8s.io/v1", "RoleBinding", RoleBindingRules(isClusterWide: false))
    add("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", RoleBindingRules(isClusterWide: true))
    add("storage.k8s.io/v1", "StorageClass", StorageClassRules())
    add("storage.k8s.io/v1", "VolumeAttachment", VolumeAttachmentRules())
    add("storage.k8s.io/v1", "CSIDriver", CSIDriverRules())
    add("storage.k8s.io/v1", "CSINode", CSINodeRules())
    add("storage.k8s.io/v1", "CSIStorageCapacity", CSIStorageCapacityRules())
    add("storage.k8s.io/v1", "VolumeAttributesClass", VolumeAttributesClassRules())
    add("scheduling.k8s.io/v1", "PriorityClass", PriorityClassRules())
    add("node.k8s.io/v1", "RuntimeClass", RuntimeClassRules())
    add("certificates.k8s.io/v1", "CertificateSigningRequest", CertificateSigningRequestRules())
    add("certificates.k8s.io/v1beta1", "ClusterTrustBundle", ClusterTrustBundleRules())
    add("certificates.k8s.io/v1beta1", "PodCertificateRequest", PodCertificateRequestRules())
    add("coordination.k8s.io/v1beta1", "LeaseCandidate", LeaseCandidateRules())
    add("storagemigration.k8s.io/v1beta1", "StorageVersionMigration", StorageVersionMigrationRules())
    add("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", WebhookConfigurationRules(isMutating: false))
    add("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", WebhookConfigurationRules(isMutating: true))
    add("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", AdmissionPolicyRules(isMutating: false))
    add("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", AdmissionPolicyRules(isMutating: true))
    add("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", AdmissionPolicyBindingRules(isMutating: false))
    add("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding", AdmissionPolicyBindingRules(isMutating: true))
    add("authentication.k8s.io/v1", "TokenReview", TokenReviewRules())
    add("authorization.k8s.io/v1", "SubjectAccessReview", SubjectAccessReviewRules(form: .anybody))
    add("authorization.k8s.io/v1", "LocalSubjectAccessReview", SubjectAccessReviewRules(form: .local))
    add("authorization.k8s.io/v1", "SelfSubjectAccessReview", SubjectAccessReviewRules(form: .own))
    add("authorization.k8s.io/v1", "SelfSubjectRulesReview", SelfSubjectRulesReviewRules())
    add("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", FlowSchemaRules())
    add("flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", PriorityLevelConfigurationRules())
    add("resource.k8s.io/v1", "DeviceClass", DeviceClassRules())
    add("resource.k8s.io/v1", "ResourceClaim", ResourceClaimRules())
    add("resource.k8s.io/v1", "ResourceClaimTemplate", ResourceClaimTemplateRules())
    add("resource.k8s.io/v1", "ResourceSlice", ResourceSliceRules())
    add("resource.k8s.io/v1beta2", "DeviceTaintRule", DeviceTaintRuleRules())
    return rules
  }()
}
