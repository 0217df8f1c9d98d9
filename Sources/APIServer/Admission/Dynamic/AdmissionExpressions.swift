import APIMachinery
import APISchemas
import AccessControl
import CEL

/// The CEL of admission: which variables expressions know, and what they are for a request
/// (kubernetes.io, "Validating Admission Policy").
enum AdmissionExpressions {
  /// All expressions of a policy together on one request.
  static let policyCostMax: UInt64 = 10_000_000
  /// All match conditions together.
  static let matchConditionsCostMax: UInt64 = 2_500_000

  /// `object`, `params`: their types, where an expression is to be checked against one kind.
  static func environment(hasParams: Bool = false, object: DeclaredType? = nil, params: DeclaredType? = nil) -> Environment {
    let objectType = object.map { CELType.declared($0) } ?? .dyn
    var environment = Environment(variables: [
      "object": objectType, "oldObject": objectType, "request": .declared(requestType), "namespaceObject": .dyn,
      "authorizer": AuthorizerLibrary.authorizerType, "authorizer.requestResource": AuthorizerLibrary.resourceType,
    ])
    if hasParams { environment.variables["params"] = params.map { .declared($0) } ?? .dyn }
    environment.add(AuthorizerLibrary.functions)
    return environment
  }

  /// What the names stand for. `version`: the one that the request is shown in.
  static func bindings(
    _ subject: AdmissionSubject, as version: ResourceDefinition, _ authorizer: AuthorizerChain, in unit: UnitOfWork
  ) -> [String: CELValue] {
    let asking = RequestAuthorizer(authorizer: authorizer, user: subject.request.caller.user)
    var question = AuthorizationQuestion()
    (question.group, question.resource, question.subresource) = (version.group, version.plural, subject.request.subresource)
    (question.namespace, question.name) = (subject.namespace, subject.name)
    return [
      "object": CELValue(subject.shown(subject.object, as: version) ?? .null),
      "oldObject": CELValue(subject.shown(subject.old, as: version) ?? .null),
      "request": CELValue(subject.value(as: version, withObjects: false), as: requestType),
      "namespaceObject": CELValue(subject.namespaceObject(in: unit) ?? .null),
      "authorizer": AuthorizerLibrary.value(asking),
      "authorizer.requestResource": AuthorizerLibrary.value(asking, about: question),
    ]
  }

  private static let text = DeclaredType(.scalar(.string))
  private static let requestType: DeclaredType = {
    let kind = DeclaredType.object("kubernetes.GroupVersionKind", ["group": text, "version": text, "kind": text])
    let resource = DeclaredType.object("kubernetes.GroupVersionResource", ["group": text, "version": text, "resource": text])
    let texts = DeclaredType(.list(text, .atomic))
    let user = DeclaredType.object(
      "kubernetes.UserInfo", ["username": text, "uid": text, "groups": texts, "extra": DeclaredType(.map(texts))])
    return DeclaredType.object(
      "kubernetes.AdmissionRequest",
      [
        "kind": kind, "resource": resource, "subResource": text, "requestKind": kind, "requestResource": resource,
        "requestSubResource": text, "name": text, "namespace": text, "operation": text, "userInfo": user,
        "dryRun": DeclaredType(.scalar(.bool)), "options": .dyn,
      ])
  }()
}

/// Answers expressions that ask what the user, or a service account, may do.
private struct RequestAuthorizer: CELAuthorizer {
  let authorizer: AuthorizerChain
  let user: UserInfo

  func decide(_ question: AuthorizationQuestion) -> AuthorizationAnswer {
    let asker = question.serviceAccount.map { UserInfo.serviceAccount($0.name, namespace: $0.namespace) } ?? user
    let attributes =
      if let path = question.path {
        AuthorizationAttributes(user: asker, verb: question.verb, path: path)
      } else {
        AuthorizationAttributes(
          user: asker, verb: question.verb, apiGroup: question.group, apiVersion: "*", resource: question.resource,
          subresource: question.subresource, namespace: question.namespace, name: question.name)
      }
    switch authorizer.decide(attributes) {
    case .allow: return AuthorizationAnswer(isAllowed: true)
    case .deny(let reason), .noOpinion(let reason): return AuthorizationAnswer(isAllowed: false, reason: reason)
    }
  }
}
