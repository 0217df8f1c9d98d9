import APIMachinery
import AccessControl

extension APIServer {
  func authorize(_ info: RequestInfo, _ user: UserInfo) throws(StatusError) {
    guard info.isResourceRequest else {
      return try authorizer.authorize(AuthorizationAttributes(user: user, verb: info.verb, path: info.path))
    }
    try authorizer.authorize(
      AuthorizationAttributes(
        user: user, verb: info.verb, apiGroup: info.group, apiVersion: info.version, resource: info.resource,
        subresource: info.subresource, namespace: info.namespace,
        name: info.name.isEmpty ? info.selectedName : info.name))
  }
}
