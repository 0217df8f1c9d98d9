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
    return rules
  }()
}
