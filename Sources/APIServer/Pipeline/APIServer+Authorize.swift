import APIMachinery
import AccessControl
import Client

extension APIServer {
  func authorize(_ attributes: AuthorizationAttributes) async throws(StatusError) {
    do throws(StatusError) {
      let review = try await RemoteQuestions.settling { () throws(StatusError) in try authorizer.authorize(attributes) }
      guard let trail = AuditTrail.current else { return }
      trail.annotate("authorization.k8s.io/decision", "allow")
      trail.annotate("authorization.k8s.io/reason", review.reason)
    } catch {
      if let trail = AuditTrail.current {
        trail.annotate("authorization.k8s.io/decision", "forbid")
        trail.annotate("authorization.k8s.io/reason", authorizer.review(attributes).reason)
      }
      throw error
    }
  }

  func attributes(of info: RequestInfo, _ user: UserInfo, _ query: QueryParameters) -> AuthorizationAttributes {
    guard info.isResourceRequest else { return AuthorizationAttributes(user: user, verb: info.verb, path: info.path) }
    return AuthorizationAttributes(
      user: user, verb: info.verb, apiGroup: info.group, apiVersion: info.version, resource: info.resource,
      subresource: info.subresource, namespace: info.namespace,
      name: info.name.isEmpty ? info.selectedName : info.name, fieldSelector: Self.fieldSelector(info, query))
  }

  /// What a request for many is limited to; one that can't be understood limits nothing, and fails later.
  private static func fieldSelector(_ info: RequestInfo, _ query: QueryParameters) -> FieldSelector {
    guard ["list", "watch", "deletecollection"].contains(info.verb), let text = query["fieldSelector"] else { return .everything }
    return (try? FieldSelector(parsing: text)) ?? .everything
  }
}
