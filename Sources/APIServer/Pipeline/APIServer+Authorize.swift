import APIMachinery
import AccessControl
import Client

extension APIServer {
  func authorize(_ info: RequestInfo, _ user: UserInfo, _ query: QueryParameters) throws(StatusError) {
    guard info.isResourceRequest else {
      return try authorizer.authorize(AuthorizationAttributes(user: user, verb: info.verb, path: info.path))
    }
    try authorizer.authorize(
      AuthorizationAttributes(
        user: user, verb: info.verb, apiGroup: info.group, apiVersion: info.version, resource: info.resource,
        subresource: info.subresource, namespace: info.namespace,
        name: info.name.isEmpty ? info.selectedName : info.name, fieldSelector: Self.fieldSelector(info, query)))
  }

  /// What a request for many is limited to; one that can't be understood limits nothing, and fails later.
  private static func fieldSelector(_ info: RequestInfo, _ query: QueryParameters) -> FieldSelector {
    guard ["list", "watch", "deletecollection"].contains(info.verb), let text = query["fieldSelector"] else { return .everything }
    return (try? FieldSelector(parsing: text)) ?? .everything
  }
}
