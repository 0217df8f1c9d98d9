import APIMachinery

/// One way to know who is asking.
public protocol Authenticator: Sendable {
  /// The user; nil when these credentials aren't of this authenticator's kind. Throws 401 when they are, and are bad.
  func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo?
}

/// Asks each in turn; the first that knows the caller wins. A caller that offered nothing is `system:anonymous`;
/// one that offered a token which nobody knows is refused.
public struct AuthenticatorChain: Sendable {
  private let authenticators: [any Authenticator]
  private let anonymous: AnonymousAccess

  public init(_ authenticators: [any Authenticator], anonymous: AnonymousAccess = .everywhere) {
    (self.authenticators, self.anonymous) = (authenticators, anonymous)
  }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo {
    for authenticator in authenticators {
      if let user = try authenticator.authenticate(credentials) {
        guard !user.isDaemon else { throw .unauthorized() }
        return user.name == UserInfo.anonymous.name ? user : user.joining("system:authenticated")
      }
    }
    guard credentials.bearerToken == nil, anonymous.allows(path: credentials.path) else { throw .unauthorized() }
    return .anonymous
  }
}

/// X.509 client certificates: the common name is the user, the organizations are the groups.
public struct CertificateAuthenticator: Authenticator {
  public init() {}

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    guard let name = credentials.certificateCommonName else { return nil }
    guard !name.isEmpty else { throw .unauthorized() }
    return UserInfo(name: name, groups: credentials.certificateOrganizations)
  }
}

/// The peers of the daemon's unix socket, by their user id as the kernel tells it. Whoever is listed is an
/// administrator: such a user could read the repository's key and write the repository anyway.
public struct UnixSocketAuthenticator: Authenticator {
  private let users: [UInt32: String]

  /// `users`: names by user id, such as `[0: "root"]` and the daemon's own.
  public init(users: [UInt32: String]) { self.users = users }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    guard let id = credentials.unixUserID else { return nil }
    guard let name = users[id] else { throw .unauthorized() }
    return .localUser(name)
  }
}
