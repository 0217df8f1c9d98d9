/// A policy by the name that `--authorization-mode` has for it.
public enum AuthorizationMode: String, Sendable, CaseIterable {
  case alwaysAllow = "AlwaysAllow"
  case alwaysDeny = "AlwaysDeny"
  case abac = "ABAC"
  case node = "Node"
  case rbac = "RBAC"
  case webhook = "Webhook"

  /// Reads a list such as `Node,RBAC`; throws upstream's messages for an unknown or repeated mode.
  public static func parse(_ text: String) throws(AuthorizationModeError) -> [AuthorizationMode] {
    var modes: [AuthorizationMode] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let mode = AuthorizationMode(rawValue: String(part)) else { throw .unknown(String(part)) }
      guard !modes.contains(mode) else { throw .repeated(mode) }
      modes.append(mode)
    }
    return modes
  }
}

public enum AuthorizationModeError: Error, Hashable, CustomStringConvertible {
  case unknown(String)
  case repeated(AuthorizationMode)

  public var description: String {
    switch self {
    case .unknown(let name): "authorization-mode \"\(name)\" is not a valid mode"
    case .repeated(let mode): "authorization-mode [\(mode.rawValue)] has mode specified more than once"
    }
  }
}

/// Allows everything: for tests and closed networks.
public struct AlwaysAllowAuthorizer: Authorizer {
  public init() {}
  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { .allow }

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    HeldRules([
      RoleRule(verbs: ["*"], apiGroups: ["*"], resources: ["*"]), RoleRule(verbs: ["*"], nonResourceURLs: ["*"]),
    ])
  }
}

/// Has no good word for anybody; what comes after it may.
public struct AlwaysDenyAuthorizer: Authorizer {
  public init() {}
  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { .noOpinion(reason: "Everything is forbidden.") }
  public func rules(for user: UserInfo, in namespace: String) -> HeldRules { HeldRules([]) }
}
