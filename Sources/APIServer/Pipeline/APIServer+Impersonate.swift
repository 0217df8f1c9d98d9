import APIMachinery
import AccessControl
import Client

extension APIServer {
  /// The user that the request is to be made as: the asker, unless its headers name another and the asker may act as that.
  func impersonated(by asker: UserInfo, _ request: HTTPRequest) async throws(StatusError) -> UserInfo {
    guard let wanted = try ImpersonationRequest(headers: request.headers.fields.map { ($0.name, $0.value) }) else { return asker }
    let permissions = wanted.permissions(of: asker)
    try await RemoteQuestions.settling { () throws(StatusError) in
      for permission in permissions { try authorizer.authorize(permission) }
    }
    let user = wanted.impersonated
    guard !user.isDaemon else {
      throw .forbidden(GroupResource(group: "", resource: "users"), user.name, "the daemon itself can't be impersonated")
    }
    AuditTrail.current?.change { $0.impersonated = user }
    return user
  }
}
