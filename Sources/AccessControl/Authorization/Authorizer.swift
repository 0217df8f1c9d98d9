import APIMachinery

/// One policy of who may do what.
public protocol Authorizer: Sendable {
  func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision
  /// As `decide`, with the reason of an allowance.
  func review(_ attributes: AuthorizationAttributes) -> AuthorizationReview
  /// What the user may do in a namespace, as far as this policy can list it.
  func rules(for user: UserInfo, in namespace: String) -> HeldRules
}

extension Authorizer {
  public func review(_ attributes: AuthorizationAttributes) -> AuthorizationReview { AuthorizationReview(decide(attributes)) }
  public func rules(for user: UserInfo, in namespace: String) -> HeldRules { HeldRules([], isIncomplete: true) }
}

public enum AuthorizationDecision: Hashable, Sendable {
  case allow
  /// Refused whatever other authorizers say.
  case deny(reason: String)
  case noOpinion(reason: String = "")
}

/// Asks each in turn until one allows or denies; what nobody allows is forbidden.
public struct AuthorizerChain: Authorizer {
  private let authorizers: [any Authorizer]

  public init(_ authorizers: [any Authorizer]) { self.authorizers = authorizers }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { review(attributes).decision }

  public func review(_ attributes: AuthorizationAttributes) -> AuthorizationReview {
    var reasons: [String] = []
    var problems: [String] = []
    for authorizer in authorizers {
      var review = authorizer.review(attributes)
      if !review.problem.isEmpty { problems.append(review.problem) }
      guard case .noOpinion(let reason) = review.decision else {
        if problems.count > 1 { review.problem = problems.joined(separator: ", ") }
        return review
      }
      if !reason.isEmpty { reasons.append(reason) }
    }
    var review = AuthorizationReview(.noOpinion(reason: reasons.joined(separator: "\n")))
    review.problem = problems.joined(separator: ", ")
    return review
  }

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    let each = authorizers.map { $0.rules(for: user, in: namespace) }
    return HeldRules(
      each.flatMap(\.rules), isIncomplete: each.contains(where: \.isIncomplete),
      problem: each.map(\.problem).filter { !$0.isEmpty }.joined(separator: ", "))
  }
}

extension Authorizer {
  /// Throws 403 in upstream's words unless the request is allowed, or 500 where that couldn't be found out. Answers why it is allowed.
  @discardableResult
  public func authorize(_ attributes: AuthorizationAttributes) throws(StatusError) -> AuthorizationReview {
    let review = review(attributes)
    switch review.decision {
    case .allow: return review
    case .deny(let reason), .noOpinion(let reason):
      throw review.problem.isEmpty ? .forbidden(attributes, reason: reason) : .internalError(review.problem)
    }
  }
}

extension StatusError {
  /// `pods is forbidden: User "x" cannot list resource "pods" in API group "" in the namespace "default"`.
  public static func forbidden(_ attributes: AuthorizationAttributes, reason: String = "") -> StatusError {
    let user = "User \"\(attributes.user.name)\""
    var problem: String
    if attributes.isResourceRequest {
      problem = "\(user) cannot \(attributes.verb) resource \"\(attributes.qualifiedResource)\" in API group \"\(attributes.apiGroup)\""
      problem += attributes.namespace.isEmpty ? " at the cluster scope" : " in the namespace \"\(attributes.namespace)\""
    } else {
      problem = "\(user) cannot \(attributes.verb) path \"\(attributes.path)\""
    }
    if !reason.isEmpty { problem += ": " + reason }
    return .forbidden(GroupResource(group: attributes.apiGroup, resource: attributes.resource), attributes.name, problem)
  }
}
