import APIMachinery
import Synchronization

/// Authenticators that can be exchanged while requests come in: each request is judged by those of one moment.
public final class ReplaceableAuthenticator: Authenticator {
  private let authenticators: Mutex<[any Authenticator]>

  public init(_ authenticators: [any Authenticator]) { self.authenticators = Mutex(authenticators) }

  public func replace(with others: [any Authenticator]) { authenticators.withLock { $0 = others } }

  /// Asks each in turn; the first that knows the caller wins.
  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    for authenticator in authenticators.withLock({ $0 }) {
      if let user = try authenticator.authenticate(credentials) { return user }
    }
    return nil
  }
}
