import APIMachinery

extension Scheme {
  /// How the versions with a form of their own (`SchemaText.otherForms`) are converted.
  static let builtInConversions: [GroupVersionKind: KindConversion] = {
    var conversions: [GroupVersionKind: KindConversion] = [:]
    func add(_ apiVersion: String, _ kind: String, _ conversion: KindConversion) {
      guard let version = GroupVersion(apiVersion) else { preconditionFailure("\(apiVersion) is no version") }
      conversions[version.kind(kind)] = conversion
    }
    for kind in ["SubjectAccessReview", "LocalSubjectAccessReview"] {
      add("authorization.k8s.io/v1beta1", kind, SubjectAccessReviewV1beta1.conversion)
    }
    for version in ["v1beta1", "v1beta2"] {
      add("flowcontrol.apiserver.k8s.io/" + version, "PriorityLevelConfiguration", PriorityLevelConfigurationV1beta2.conversion)
    }
    add("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", CustomResourceDefinitionV1beta1.conversion)
    for version in ["extensions/v1beta1", "networking.k8s.io/v1beta1"] { add(version, "Ingress", IngressV1beta1.conversion) }
    add("resource.k8s.io/v1beta1", "ResourceClaim", ResourceV1beta1.claim)
    add("resource.k8s.io/v1beta1", "ResourceClaimTemplate", ResourceV1beta1.template)
    add("resource.k8s.io/v1beta1", "ResourceSlice", ResourceV1beta1.slice)
    add("autoscaling/v2beta1", "HorizontalPodAutoscaler", HorizontalPodAutoscalerV2beta1.conversion)
    add("autoscaling/v1", "HorizontalPodAutoscaler", HorizontalPodAutoscalerConversion.conversion)
    add("discovery.k8s.io/v1beta1", "EndpointSlice", EndpointSliceV1beta1.conversion)
    add("events.k8s.io/v1", "Event", EventConversion.conversion)
    add("events.k8s.io/v1beta1", "Event", EventConversion.conversion)
    return conversions
  }()
}
