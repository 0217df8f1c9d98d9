import APIMachinery
import Basics

/// Who issues service account tokens here, for whom, and with which keys.
public struct ServiceAccountTokens: Sendable {
  /// What `iss` says; tokens of the further issuers are taken too.
  public let issuers: [String]
  /// Who this API server is, for tokens: what a token is for when nobody says.
  public let audiences: [String]
  let signingKey: TokenSigningKey
  let keys: [TokenVerificationKey]

  public static let defaultIssuer = "https://kubernetes.default.svc.cluster.local"
  /// `iss` of tokens that live in Secrets.
  static let legacyIssuer = "kubernetes/serviceaccount"

  /// The first issuer signs; the signing key verifies too. Without audiences the issuer's name is the audience.
  public init(
    issuers: [String] = [ServiceAccountTokens.defaultIssuer], audiences: [String] = [], signingKey: TokenSigningKey,
    verificationKeys: [TokenVerificationKey] = []
  ) {
    self.issuers = issuers.isEmpty ? [Self.defaultIssuer] : issuers
    self.audiences = audiences.isEmpty ? [self.issuers[0]] : audiences
    self.signingKey = signingKey
    let own = signingKey.verification
    keys = [own] + verificationKeys.filter { $0.id != own.id }
  }

  public func issue(_ claims: ServiceAccountClaims) throws -> String { try signingKey.sign(claims.value(issuer: issuers[0])) }

  /// A token that lives as long as its Secret.
  public func issueForSecret(_ secret: Value, account: Value) throws -> String {
    let prefix = "kubernetes.io/serviceaccount/"
    return try signingKey.sign([
      "iss": .string(Self.legacyIssuer), prefix + "namespace": .string(secret.namespace),
      prefix + "secret.name": .string(secret.name), .init(prefix + "service-account.name"): .string(account.name),
      prefix + "service-account.uid": .string(account.uid),
      "sub": .string("system:serviceaccount:\(account.namespace):\(account.name)"),
    ])
  }

  /// What others need to verify tokens of this server (RFC 7517).
  public var keySet: Value { ["keys": .array(keys.map(\.webKey))] }

  /// What OpenID Connect clients ask first (OpenID Connect Discovery 1.0, section 3).
  public func discovery(keySetURL: String) -> Value {
    var algorithms: [String] = []
    for key in keys where !algorithms.contains(key.algorithm.rawValue) { algorithms.append(key.algorithm.rawValue) }
    return [
      "issuer": .string(issuers[0]), "jwks_uri": .string(keySetURL), "response_types_supported": ["id_token"],
      "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": .array(algorithms.map { .string($0) }),
    ]
  }
}
