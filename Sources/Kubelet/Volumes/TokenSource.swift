import Basics

/// Where the tokens of projected serviceAccountToken volumes come from (the TokenRequest API of ServiceAccounts).
public protocol TokenSource: Sendable {
  func token(_ request: TokenRequest) async throws -> BoundToken
}

public struct TokenRequest: Hashable, Sendable {
  public var namespace: String
  public var serviceAccount: String
  /// The pod that the token is bound to.
  public var podName: String
  public var podUID: String
  /// Empty for the API server's own.
  public var audience: String
  public var expirationSeconds: Int
  public init(namespace: String, serviceAccount: String, podName: String, podUID: String, audience: String, expirationSeconds: Int) {
    (self.namespace, self.serviceAccount, self.podName, self.podUID) = (namespace, serviceAccount, podName, podUID)
    (self.audience, self.expirationSeconds) = (audience, expirationSeconds)
  }
}

public struct BoundToken: Hashable, Sendable {
  public var token: String
  public var expires: Timestamp
  public init(token: String, expires: Timestamp) { (self.token, self.expires) = (token, expires) }
}

/// A token and when to ask for the next one: after 80 % of its life, or a day at most.
struct CachedToken: Sendable, Equatable {
  var token: String
  var refreshAt: Timestamp

  init(_ bound: BoundToken, now: Timestamp) {
    token = bound.token
    let life = bound.expires - now
    refreshAt = now + min(life * 4 / 5, .seconds(86_400))
  }
}
