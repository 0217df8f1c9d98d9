/// Who is asking, once authenticated (API reference: authentication.k8s.io UserInfo).
public struct UserInfo: Hashable, Sendable, CustomStringConvertible {
  public var name: String
  public var uid: String
  public var groups: [String]
  public var extra: [String: [String]]

  public init(name: String, uid: String = "", groups: [String] = [], extra: [String: [String]] = [:]) {
    (self.name, self.uid, self.groups, self.extra) = (name, uid, groups, extra)
  }

  public var description: String { name }
}

extension UserInfo {
  /// A caller without credentials.
  public static let anonymous = UserInfo(name: "system:anonymous", groups: ["system:unauthenticated"])

  /// The cluster's administrator: a person (`DesiredPolicy`), allowed everything.
  public static let admin = UserInfo(name: "system:admin", groups: ["system:masters", "system:authenticated"])

  /// A person on this host, allowed everything: whoever may open the daemon's socket or the repository.
  public static func localUser(_ name: String) -> UserInfo {
    UserInfo(name: name, groups: ["system:masters", "system:authenticated"])
  }

  /// A control-plane component, such as `system:kube-scheduler`; its role says what it may do.
  public static func component(_ name: String) -> UserInfo { UserInfo(name: name, groups: ["system:authenticated"]) }

  public static func node(_ name: String) -> UserInfo {
    UserInfo(name: "system:node:" + name, groups: ["system:nodes", "system:authenticated"])
  }

  public static func serviceAccount(_ name: String, namespace: String, uid: String = "") -> UserInfo {
    UserInfo(
      name: "system:serviceaccount:\(namespace):\(name)", uid: uid,
      groups: ["system:serviceaccounts", "system:serviceaccounts:\(namespace)", "system:authenticated"])
  }

  /// A controller of the cluster's own: the service account of kube-system that its role is bound to, or, for one that upstream
  /// gives no account of its own, the component with this `system:` name.
  public static func controller(_ account: String) -> UserInfo {
    account.hasPrefix("system:") ? .component(account) : .serviceAccount(account, namespace: "kube-system")
  }

  /// Whether this is the daemon itself at work: nobody comes from outside as that.
  public var isDaemon: Bool { name.hasPrefix("system:kctl:") }

  /// The same user with `group`, once.
  public func joining(_ group: String) -> UserInfo {
    var user = self
    if !user.groups.contains(group) { user.groups.append(group) }
    return user
  }
}
