import APIMachinery
import AccessControl
import Client

extension APIServer {
  /// The user that the request is to be made as: the asker, unless its headers name another and the asker may act as that.
  func impersonated(by asker: UserInfo, _ request: HTTPRequest) throws(StatusError) -> UserInfo {
    guard let wanted = try ImpersonationRequest(headers: request.headers.fields.map { ($0.name, $0.value) }) else { return asker }
    for permission in wanted.permissions(of: asker) { try authorizer.authorize(permission) }
    let user = wanted.impersonated
    guard !user.isDaemon else {
      throw .forbidden(GroupResource(group: "", resource: "users"), user.name, "the daemon itself can't be impersonated")
    }
    return user
  }
}
