import Synchronization

/// One of the policies that are asked in order.
public enum AuthorizationStep: Sendable {
  case mode(AuthorizationMode)
  case webhook(WebhookAuthorizer)

  public var asksElsewhere: Bool { if case .webhook = self { true } else { false } }
}

/// Policies that can be exchanged while requests are judged: each request is judged by those of one moment.
public final class ReplaceableAuthorizer: Authorizer {
  private let chain: Mutex<AuthorizerChain>

  public init(_ authorizers: [any Authorizer]) { chain = Mutex(AuthorizerChain(authorizers)) }

  public func replace(with authorizers: [any Authorizer]) { chain.withLock { $0 = AuthorizerChain(authorizers) } }

  private var current: AuthorizerChain { chain.withLock { $0 } }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { current.decide(attributes) }
  public func review(_ attributes: AuthorizationAttributes) -> AuthorizationReview { current.review(attributes) }
  public func rules(for user: UserInfo, in namespace: String) -> HeldRules { current.rules(for: user, in: namespace) }
}
