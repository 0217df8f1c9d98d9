import APIServer
import AccessControl
import ArgumentParser
import Basics
import CEL
import Logging

/// What the options say about who is asking.
struct AuthenticationChoice {
  let options: AuthenticationOptions

  /// Throws what is wrong with the options, without looking at files.
  func validate() throws {
    if options.authenticationConfig != nil, !options.oidcIssuerURL.isEmpty || !options.oidcClientID.isEmpty {
      throw ValidationError("authentication-config file and oidc-* flags are mutually exclusive")
    }
    do { _ = try flags().issuer() } catch { throw ValidationError("\(error)") }
    guard ["v1", "v1beta1"].contains(options.authenticationTokenWebhookVersion) else {
      throw ValidationError("--authentication-token-webhook-version must be v1 or v1beta1")
    }
    guard GoDuration.parse(options.authenticationTokenWebhookCacheTTL) != nil else {
      throw ValidationError("--authentication-token-webhook-cache-ttl \"\(options.authenticationTokenWebhookCacheTTL)\" is not a duration such as 2m")
    }
  }

  static func authenticator(_ issuer: OpenIDIssuer, _ logger: Logger) -> any Authenticator {
    OpenIDAuthenticator(issuer, source: WebDocuments(), clock: SystemClock()) { logger.info("\($0)") }
  }

  /// Puts the authenticators into the configuration. Reads the files that the options name; throws what is wrong with them. Answers what must
  /// run beside the server, where something must.
  func apply(to configuration: inout Configuration, logger: Logger) throws -> AuthenticationReload? {
    let audiences = configuration.serviceAccounts?.audiences ?? []
    let clock = SystemClock()
    var reload: AuthenticationReload?
    if let path = options.authenticationConfig {
      let ownIssuers = configuration.serviceAccounts?.issuers ?? []
      let (content, authenticators) = try AuthenticationReload.authenticators(ofFile: path, ownIssuers: ownIssuers, logger)
      if let anonymous = content.anonymous { configuration.anonymous = anonymous }
      let issuers = ReplaceableAuthenticator(authenticators)
      configuration.lastAuthenticators.append(issuers)
      reload = AuthenticationReload(path: path, ownIssuers: ownIssuers, issuers: issuers, clock: clock, logger: logger)
    } else {
      var flags = flags()
      flags.certificateAuthority = try options.oidcCAFile.map { try TextFile.read($0) }
      if let issuer = try flags.issuer() { configuration.lastAuthenticators.append(Self.authenticator(issuer, logger)) }
    }
    if !options.anonymousAuth { configuration.anonymous = .nowhere }
    if let path = options.authenticationTokenWebhookConfigFile {
      var terms = WebhookTokenAuthenticator.Terms()
      terms.version = options.authenticationTokenWebhookVersion
      terms.audiences = audiences
      if let lifetime = GoDuration.parse(options.authenticationTokenWebhookCacheTTL) { terms.lifetime = .nanoseconds(lifetime) }
      configuration.lastAuthenticators.append(
        WebhookTokenAuthenticator(terms, endpoint: try ReviewService(kubeconfig: path, timeout: .seconds(30)), clock: clock))
    }
    configuration.asksElsewhere = !configuration.lastAuthenticators.isEmpty
    if options.requestHeaderClientCAFile != nil { configuration.frontProxy = frontProxy() }
    return reload
  }

  /// PEM of the authorities beside the cluster's own whose certificates are accepted: of clients, and of proxies in front.
  func authorities() throws -> (clients: [String], proxies: [String]) {
    (
      try options.clientCAFile.map { [try TextFile.read($0)] } ?? [],
      try options.requestHeaderClientCAFile.map { [try TextFile.read($0)] } ?? []
    )
  }

  private func flags() -> OpenIDFlags {
    var flags = OpenIDFlags()
    (flags.issuerURL, flags.clientID) = (options.oidcIssuerURL, options.oidcClientID)
    (flags.usernameClaim, flags.usernamePrefix) = (options.oidcUsernameClaim, options.oidcUsernamePrefix)
    (flags.groupsClaim, flags.groupsPrefix) = (options.oidcGroupsClaim, options.oidcGroupsPrefix)
    (flags.requiredClaims, flags.signingAlgorithms) = (options.oidcRequiredClaim, Self.list(options.oidcSigningAlgs))
    return flags
  }

  private func frontProxy() -> FrontProxyAuthenticator.Terms {
    var terms = FrontProxyAuthenticator.Terms()
    terms.allowedNames = Self.list(options.requestHeaderAllowedNames)
    terms.usernameHeaders = Self.list(options.requestHeaderUsernameHeaders)
    terms.uidHeaders = Self.list(options.requestHeaderUIDHeaders)
    terms.groupHeaders = Self.list(options.requestHeaderGroupHeaders)
    terms.extraHeaderPrefixes = Self.list(options.requestHeaderExtraHeadersPrefix)
    return terms
  }

  private static func list(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }
}
