import APIMachinery

/// Users whom a proxy in front has authenticated, and names in headers (kubernetes.io, "Authenticating Proxy").
///
/// Its client certificate must be issued by the authority for proxies, and its name be among those allowed. The transport says which
/// authority a certificate is of; headers of anybody else are not looked at.
public struct FrontProxyAuthenticator: Authenticator {
  public struct Terms: Hashable, Sendable {
    /// Common names that may speak for others; empty: any that the authority has certified.
    public var allowedNames: [String] = []
    public var usernameHeaders = ["X-Remote-User"]
    public var uidHeaders = ["X-Remote-Uid"]
    public var groupHeaders = ["X-Remote-Group"]
    public var extraHeaderPrefixes = ["X-Remote-Extra-"]
    public init() {}
  }

  private let terms: Terms

  public init(_ terms: Terms) { self.terms = terms }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    guard let proxy = credentials.frontProxyName else { return nil }
    let headers = credentials.headers
    guard let name = Self.first(terms.usernameHeaders, headers) else { return nil }
    guard terms.allowedNames.isEmpty || terms.allowedNames.contains(proxy) else {
      // Under an authority for both, it may still be a client of its own.
      if credentials.certificateCommonName != nil { return nil }
      throw .unauthorized()
    }
    var user = UserInfo(name: name, uid: Self.first(terms.uidHeaders, headers) ?? "")
    for header in terms.groupHeaders { user.groups += Self.all(header, headers) }
    for prefix in terms.extraHeaderPrefixes {
      for (name, value) in headers where name.count > prefix.count && name.lowercased().hasPrefix(prefix.lowercased()) {
        user.extra[PercentText.decoded(String(name.lowercased().dropFirst(prefix.count))), default: []].append(value)
      }
    }
    return user
  }

  /// The first that isn't empty, in the order of the header names.
  private static func first(_ names: [String], _ headers: [(name: String, value: String)]) -> String? {
    for name in names {
      if let value = all(name, headers).first(where: { !$0.isEmpty }) { return value }
    }
    return nil
  }

  private static func all(_ name: String, _ headers: [(name: String, value: String)]) -> [String] {
    headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}
