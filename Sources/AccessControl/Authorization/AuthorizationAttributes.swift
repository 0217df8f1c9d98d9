import APIMachinery

/// What is asked for, as authorizers see it.
public struct AuthorizationAttributes: Hashable, Sendable {
  public var user: UserInfo
  public var verb: String
  /// False for paths that aren't about a resource (`/healthz`, discovery); then only `path` counts.
  public var isResourceRequest: Bool
  public var apiGroup: String
  public var apiVersion: String
  public var resource: String
  public var subresource: String
  public var namespace: String
  public var name: String
  public var path: String
  /// What a list, watch or deletecollection is limited to; everything when it isn't.
  public var fieldSelector = FieldSelector.everything

  public init(
    user: UserInfo, verb: String, apiGroup: String, apiVersion: String = "", resource: String, subresource: String = "",
    namespace: String = "", name: String = "", fieldSelector: FieldSelector = .everything
  ) {
    (self.user, self.verb, self.isResourceRequest) = (user, verb, true)
    (self.apiGroup, self.apiVersion, self.resource, self.subresource) = (apiGroup, apiVersion, resource, subresource)
    (self.namespace, self.name, path, self.fieldSelector) = (namespace, name, "", fieldSelector)
  }

  public init(user: UserInfo, verb: String, path: String) {
    (self.user, self.verb, self.path, isResourceRequest) = (user, verb, path, false)
    (apiGroup, apiVersion, resource, subresource, namespace, name) = ("", "", "", "", "", "")
  }

  /// `pods` or `pods/log`, the form of rules.
  public var qualifiedResource: String { subresource.isEmpty ? resource : resource + "/" + subresource }
}
