import APIMachinery

/// Whom a request wants to be made as (kubernetes.io, "User impersonation").
public struct ImpersonationRequest: Hashable, Sendable {
  public var user: String
  public var uid = ""
  public var groups: [String] = []
  /// Keys in lower case, as they are wanted: not escaped any more.
  public var extra: [String: [String]] = [:]

  private static let serviceAccountPrefix = "system:serviceaccount:"
  private static let authenticated = "system:authenticated"
  private static let unauthenticated = "system:unauthenticated"
  private static let authenticationGroup = "authentication.k8s.io"

  /// From the request's headers; nil when none asks for it. Throws when one does and names no user.
  public init?(headers: [(name: String, value: String)]) throws(StatusError) {
    let prefix = "impersonate-"
    let extraPrefix = prefix + "extra-"
    var (user, uid) = ("", "")
    for (name, value) in headers {
      let name = name.lowercased()
      guard name.hasPrefix(prefix) else { continue }
      switch name {
      case "impersonate-user": if user.isEmpty { user = value }
      case "impersonate-uid": if uid.isEmpty { uid = value }
      case "impersonate-group": groups.append(value)
      case _ where name.hasPrefix(extraPrefix):
        let key = String(name.dropFirst(extraPrefix.count))
        extra[PercentText.decoded(key), default: []].append(value)
      default: throw .badRequest("unknown impersonation header \"\(name)\"")
      }
    }
    (self.user, self.uid) = (user, uid)
    guard user.isEmpty else { return }
    if uid.isEmpty, groups.isEmpty, extra.isEmpty { return nil }
    throw .internalError("requested \(wanted) without impersonating a user")
  }

  private var wanted: String {
    var parts = groups.map { "group \"\($0)\"" }
    if !uid.isEmpty { parts.append("uid \"\(uid)\"") }
    parts += extra.keys.sorted().map { "userextra \"\($0)\"" }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  /// Namespace and name of the service account that is wanted; nil for other users.
  private var serviceAccount: (namespace: String, name: String)? {
    guard user.hasPrefix(Self.serviceAccountPrefix) else { return nil }
    let parts = user.dropFirst(Self.serviceAccountPrefix.count).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  /// All that `impersonator` must be allowed, each part on its own.
  public func permissions(of impersonator: UserInfo) -> [AuthorizationAttributes] {
    func permission(
      _ resource: String, _ name: String, group: String = "", subresource: String = "", namespace: String = ""
    ) -> AuthorizationAttributes {
      AuthorizationAttributes(
        user: impersonator, verb: "impersonate", apiGroup: group, apiVersion: "v1", resource: resource, subresource: subresource,
        namespace: namespace, name: name)
    }
    var permissions: [AuthorizationAttributes] = []
    if let account = serviceAccount {
      permissions.append(permission("serviceaccounts", account.name, namespace: account.namespace))
    } else {
      permissions.append(permission("users", user))
    }
    permissions += groups.map { permission("groups", $0) }
    for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
      permissions += values.map { permission("userextras", $0, group: Self.authenticationGroup, subresource: key) }
    }
    if !uid.isEmpty { permissions.append(permission("uids", uid, group: Self.authenticationGroup)) }
    return permissions
  }

  /// The user that the request is made as: in the groups that were asked for, and in those that every such user is in.
  public var impersonated: UserInfo {
    var all = groups
    if groups.isEmpty, let account = serviceAccount {
      all = ["system:serviceaccounts", "system:serviceaccounts:" + account.namespace]
    }
    if user == UserInfo.anonymous.name {
      if !all.contains(Self.unauthenticated) { all.append(Self.unauthenticated) }
    } else if !all.contains(Self.authenticated), !all.contains(Self.unauthenticated) {
      all.append(Self.authenticated)
    }
    return UserInfo(name: user, uid: uid, groups: all, extra: extra)
  }
}
