extension SchemaText {
  /// The groups that configure the platform rather than run on it: who may do what, what is admitted, how the API is
  /// extended, storage classes, devices.
  static let platform: [SchemaText] = [
    .apiextensionsV1CustomResourceDefinition, .apiextensionsV1CustomResourceConversion, .apiextensionsV1JSONSchemaProps,
    .apiregistrationV1APIService,
    .rbacV1Role, .rbacV1RoleBinding,
    .storageV1StorageClass, .storageV1VolumeAttachment, .storageV1CSIDriver, .storageV1CSINode, .storageV1CSIStorageCapacity,
    .storageV1VolumeAttributesClass,
    .schedulingV1PriorityClass, .nodeV1RuntimeClass,
    .certificatesV1CertificateSigningRequest, .certificatesV1Beta1ClusterTrustBundle, .certificatesV1Beta1PodCertificateRequest,
    .coordinationV1Beta1LeaseCandidate, .storagemigrationV1Beta1StorageVersionMigration,
    .admissionregistrationV1ValidatingWebhookConfiguration, .admissionregistrationV1MutatingWebhookConfiguration,
    .admissionregistrationV1WebhookClientConfig, .admissionregistrationV1ValidatingAdmissionPolicy,
    .admissionregistrationV1ValidatingAdmissionPolicyBinding,
    .admissionregistrationV1MutatingAdmissionPolicy, .admissionregistrationV1MutatingAdmissionPolicyBinding,
    .admissionregistrationV1MatchResources,
    .authenticationV1TokenReview, .authenticationV1TokenRequest, .authenticationV1SelfSubjectReview,
    .authorizationV1SubjectAccessReview, .authorizationV1ResourceAttributes, .authorizationV1SelfSubjectRulesReview,
    .flowcontrolV1FlowSchema, .flowcontrolV1PriorityLevelConfiguration,
    .resourceV1DeviceClass, .resourceV1ResourceClaim, .resourceV1DeviceRequest, .resourceV1AllocationResult,
    .resourceV1ResourceSlice, .resourceV1Device,
    .resourceV1Beta2DeviceTaintRule,
    .metaV1SelectorRequirement, .coreV1TopologySelector,
  ]
}
