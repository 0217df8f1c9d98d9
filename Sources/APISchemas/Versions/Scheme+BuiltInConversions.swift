import APIMachinery

extension Scheme {
  /// How the versions with a form of their own (`SchemaText.otherForms`) are converted.
  static let builtInConversions: [GroupVersionKind: KindConversion] = {
    var conversions: [GroupVersionKind: KindConversion] = [:]
    func add(_ apiVersion: String, _ kind: String, _ conversion: KindConversion) {
      guard let version = GroupVersion(apiVersion) else { preconditionFailure("\(apiVersion) is no version") }
      conversions[version.kind(kind)] = conversion
    }
    add("autoscaling/v1", "HorizontalPodAutoscaler", HorizontalPodAutoscalerConversion.conversion)
    add("discovery.k8s.io/v1beta1", "EndpointSlice", EndpointSliceV1beta1.conversion)
    add("events.k8s.io/v1", "Event", EventConversion.conversion)
    add("events.k8s.io/v1beta1", "Event", EventConversion.conversion)
    return conversions
  }()
}
