/// One issuer by flags (`--oidc-*`), as before there was a file for it.
public struct OpenIDFlags: Sendable {
  public var issuerURL = ""
  public var clientID = ""
  public var usernameClaim = "sub"
  /// Empty: the issuer before the claim, unless the claim is an address; `-`: nothing.
  public var usernamePrefix = ""
  public var groupsClaim = ""
  public var groupsPrefix = ""
  /// `name=value`.
  public var requiredClaims: [String] = []
  public var signingAlgorithms = ["RS256"]
  /// PEM.
  public var certificateAuthority: String?

  public init() {}

  /// nil when no issuer is named. Throws which flag is wrong, and why.
  public func issuer() throws(OpenIDFlagError) -> OpenIDIssuer? {
    guard !issuerURL.isEmpty || !clientID.isEmpty else { return nil }
    guard !issuerURL.isEmpty, !clientID.isEmpty else { throw OpenIDFlagError("oidc-issuer-url and oidc-client-id must be specified together when any oidc flags are set") }
    guard issuerURL.hasPrefix("https://"), issuerURL.utf8.count > "https://".utf8.count else {
      throw OpenIDFlagError("oidc-issuer-url: \"\(issuerURL)\": URL scheme must be https")
    }
    var issuer = OpenIDIssuer()
    (issuer.url, issuer.audiences, issuer.certificateAuthority) = (issuerURL, [clientID], certificateAuthority)
    var prefix = usernamePrefix
    if prefix.isEmpty, usernameClaim != "email" { prefix = issuerURL + "#" }
    if prefix == "-" { prefix = "" }
    issuer.username = .claim(usernameClaim, prefix: prefix)
    if !groupsClaim.isEmpty { issuer.groups = .claim(groupsClaim, prefix: groupsPrefix) }
    for claim in requiredClaims {
      let parts = claim.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else { throw OpenIDFlagError("oidc-required-claim \"\(claim)\" is not of the form name=value") }
      issuer.claimRules.append(.init(kind: .claim(String(parts[0]), String(parts[1])), message: ""))
    }
    issuer.algorithms = []
    for name in signingAlgorithms {
      guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw OpenIDFlagError("oidc-signing-algs: \"\(name)\" is not supported") }
      issuer.algorithms.insert(algorithm)
    }
    return issuer
  }
}

public struct OpenIDFlagError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  init(_ description: String) { self.description = description }
}
