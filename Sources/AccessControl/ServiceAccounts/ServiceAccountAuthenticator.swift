import APIMachinery
import Basics

/// Knows bearers of service account tokens. A token is good while it is signed by one of the keys, current, for this audience,
/// and all that it is bound to is still there (kubernetes.io, "Managing Service Accounts": bound service account tokens).
public struct ServiceAccountAuthenticator: Authenticator {
  /// How long a token outlives the deletion of what it is bound to, so that those who end can end in order.
  static let leewaySeconds = 60

  let tokens: ServiceAccountTokens
  let objects: any ObjectLookup
  let clock: any WallClock

  public init(_ tokens: ServiceAccountTokens, objects: any ObjectLookup, clock: any WallClock) {
    (self.tokens, self.objects, self.clock) = (tokens, objects, clock)
  }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    guard let token = credentials.bearerToken else { return nil }
    return try identify(token, audiences: tokens.audiences)?.user
  }

  /// Whose the token is, and which of the audiences it is for; nil for a token of another issuer. Throws 401 for a bad one.
  public func identify(_ text: String, audiences: [String]) throws(StatusError) -> (user: UserInfo, audiences: [String])? {
    guard let token = JSONWebToken(text) else { return nil }
    let isLegacy = token.issuer == ServiceAccountTokens.legacyIssuer
    guard isLegacy || tokens.issuers.contains(token.issuer) else { return nil }
    guard token.isSigned(by: tokens.keys) else { throw .unauthorized() }
    if isLegacy {
      // Such tokens name no audience: they are for the API server.
      let common = audiences.filter(tokens.audiences.contains)
      guard !common.isEmpty else { throw .unauthorized() }
      return (try legacyUser(token.claims, text), common)
    }
    guard token.isCurrent(at: clock.now) else { throw .unauthorized() }
    let common = audiences.filter(token.audiences.contains)
    guard !common.isEmpty else { throw .unauthorized() }
    return (try boundUser(token.claims), common)
  }

  private func boundUser(_ claims: Value) throws(StatusError) -> UserInfo {
    guard let bound = claims["kubernetes.io"], let namespace = bound["namespace"]?.string, !namespace.isEmpty,
      let account = ServiceAccountClaims.Reference(bound["serviceaccount"]),
      claims["sub"]?.string == "system:serviceaccount:\(namespace):\(account.name)"
    else { throw .unauthorized() }
    try check(account, "serviceaccounts", in: namespace)
    var user = UserInfo.serviceAccount(account.name, namespace: namespace, uid: account.uid)
    if let id = claims["jti"]?.string, !id.isEmpty { user.extra["authentication.kubernetes.io/credential-id"] = ["JTI=" + id] }
    let pod = ServiceAccountClaims.Reference(bound["pod"])
    if let pod {
      try check(pod, "pods", in: namespace)
      user.extra["authentication.kubernetes.io/pod-name"] = [pod.name]
      user.extra["authentication.kubernetes.io/pod-uid"] = [pod.uid]
    }
    if let secret = ServiceAccountClaims.Reference(bound["secret"]) { try check(secret, "secrets", in: namespace) }
    if let node = ServiceAccountClaims.Reference(bound["node"]) {
      // A pod's token tells its node; only a token without a pod is bound to it.
      if pod == nil { try check(node, "nodes", in: "") }
      user.extra["authentication.kubernetes.io/node-name"] = [node.name]
      if !node.uid.isEmpty { user.extra["authentication.kubernetes.io/node-uid"] = [node.uid] }
    }
    return user
  }

  private func check(_ reference: ServiceAccountClaims.Reference, _ resource: String, in namespace: String) throws(StatusError) {
    let key = ObjectKey(GroupResource(group: "", resource: resource), namespace: namespace, name: reference.name)
    guard let object = objects.object(key), object.uid == reference.uid, !isLongDeleted(object) else { throw .unauthorized() }
  }

  private func isLongDeleted(_ object: Value) -> Bool {
    guard let deleted = object.deletionTimestamp else { return false }
    return deleted + .seconds(Self.leewaySeconds) < clock.now
  }

  /// The token must be the one that its Secret holds now.
  private func legacyUser(_ claims: Value, _ text: String) throws(StatusError) -> UserInfo {
    func claim(_ name: String) -> String { claims["kubernetes.io/serviceaccount/" + name]?.string ?? "" }
    let namespace = claim("namespace")
    let account = ServiceAccountClaims.Reference(name: claim("service-account.name"), uid: claim("service-account.uid"))
    let secretName = claim("secret.name")
    guard !namespace.isEmpty, !account.name.isEmpty, !secretName.isEmpty,
      claims["sub"]?.string == "system:serviceaccount:\(namespace):\(account.name)"
    else { throw .unauthorized() }
    try check(account, "serviceaccounts", in: namespace)
    let key = ObjectKey(GroupResource(group: "", resource: "secrets"), namespace: namespace, name: secretName)
    guard let secret = objects.object(key), !isLongDeleted(secret),
      let held = secret[path: "data", "token"]?.string.flatMap({ Base64.decode($0) }), held == Array(text.utf8)
    else { throw .unauthorized() }
    return .serviceAccount(account.name, namespace: namespace, uid: account.uid)
  }
}
