import APIMachinery
import Basics

/// What a bound token says of its bearer, under `kubernetes.io` and beside it.
public struct ServiceAccountClaims: Sendable, Hashable {
  public struct Reference: Sendable, Hashable {
    public var name: String
    public var uid: String
    public init(name: String, uid: String) { (self.name, self.uid) = (name, uid) }

    init?(_ value: Value?) {
      guard let value, let name = value["name"]?.string, !name.isEmpty else { return nil }
      self.init(name: name, uid: value["uid"]?.string ?? "")
    }

    var value: Value {
      uid.isEmpty ? ["name": .string(name)] : ["name": .string(name), "uid": .string(uid)]
    }
  }

  public var namespace: String
  public var account: Reference
  public var audiences: [String]
  public var id: String
  public var issuedAt: Timestamp
  public var expiresAt: Timestamp
  /// From then on the token should have been renewed, though it is still good.
  public var warnAfter: Timestamp?
  public var pod: Reference?
  public var secret: Reference?
  public var node: Reference?

  public init(
    namespace: String, account: Reference, audiences: [String], id: String, issuedAt: Timestamp, expiresAt: Timestamp
  ) {
    (self.namespace, self.account, self.audiences) = (namespace, account, audiences)
    (self.id, self.issuedAt, self.expiresAt) = (id, issuedAt, expiresAt)
  }

  func value(issuer: String) -> Value {
    var bound: Value = ["namespace": .string(namespace)]
    bound["node"] = node?.value
    bound["pod"] = pod?.value
    bound["secret"] = secret?.value
    bound["serviceaccount"] = account.value
    if let warnAfter { bound["warnafter"] = .int(warnAfter.secondsSinceEpoch) }
    return [
      "aud": .array(audiences.map { .string($0) }), "exp": .int(expiresAt.secondsSinceEpoch), "iat": .int(issuedAt.secondsSinceEpoch),
      "iss": .string(issuer), "jti": .string(id), "kubernetes.io": bound, "nbf": .int(issuedAt.secondsSinceEpoch),
      "sub": .string("system:serviceaccount:\(namespace):\(account.name)"),
    ]
  }
}
