extension SchemaText {
  /// Versions that have a form of their own and are kept in another: `Scheme.builtInConversions` leads there and back.
  static let otherForms: [SchemaText] = [
    .apiextensionsV1beta1CustomResourceDefinition, .authorizationV1beta1SubjectAccessReview, .autoscalingV2beta1HorizontalPodAutoscaler,
    .autoscalingV2beta1HorizontalPodAutoscalerStatus,
    .discoveryV1beta1EndpointSlice, .flowcontrolV1beta1PriorityLevelConfiguration, .flowcontrolV1beta2PriorityLevelConfiguration,
    .networkingV1beta1Ingress, .resourceV1beta1,
  ]
}
