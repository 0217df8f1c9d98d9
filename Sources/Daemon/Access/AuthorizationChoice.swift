import APIServer
import AccessControl
import ArgumentParser
import Basics
import CEL

/// What the options say about who may do what.
struct AuthorizationChoice {
  let options: AuthorizationOptions

  /// Throws what is wrong with the options, without looking at files.
  func validate() throws {
    if options.authorizationConfig != nil {
      if options.authorizationMode != nil || options.authorizationWebhookConfigFile != nil {
        throw ValidationError("--authorization-config can not be specified when --authorization-mode or --authorization-webhook-* flags are defined")
      }
      return
    }
    let modes: [AuthorizationMode]
    do { modes = try AuthorizationMode.parse(options.modes) } catch { throw ValidationError("--authorization-mode: \(error)") }
    if modes.contains(.abac), options.authorizationPolicyFile == nil {
      throw ValidationError("--authorization-policy-file: authorization-mode ABAC's authorization policy file not passed")
    }
    if !modes.contains(.abac), options.authorizationPolicyFile != nil {
      throw ValidationError("--authorization-policy-file: cannot be specified without mode ABAC")
    }
    if modes.contains(.webhook), options.authorizationWebhookConfigFile == nil {
      throw ValidationError("--authorization-webhook-config-file: authorization-mode Webhook's authorization config file not passed")
    }
    if !modes.contains(.webhook), options.authorizationWebhookConfigFile != nil {
      throw ValidationError("--authorization-webhook-config-file: cannot be specified without mode Webhook")
    }
    guard AccessReviewForm(rawValue: options.authorizationWebhookVersion) != nil else {
      throw ValidationError("--authorization-webhook-version must be v1 or v1beta1")
    }
    for text in [options.authorizationWebhookCacheAuthorizedTTL, options.authorizationWebhookCacheUnauthorizedTTL]
    where GoDuration.parse(text) == nil {
      throw ValidationError("--authorization-webhook-cache-…-ttl \"\(text)\" is not a duration such as 5m")
    }
  }

  /// What mode ABAC allows. Throws when the file can't be read or has a bad line.
  func attributePolicies() throws -> [AttributePolicy] {
    guard let path = options.authorizationPolicyFile else { return [] }
    return try AttributePolicyFile(TextFile.read(path)).policies
  }

  /// The policies in their order, read from the files. Throws what is wrong with those.
  func steps() throws -> [AuthorizationStep] {
    if let path = options.authorizationConfig { return try Self.steps(ofFile: path) }
    return try AuthorizationMode.parse(options.modes).map { mode in
      guard mode == .webhook, let path = options.authorizationWebhookConfigFile else { return .mode(mode) }
      var terms = WebhookAuthorizer.Terms()
      terms.form = AccessReviewForm(rawValue: options.authorizationWebhookVersion) ?? .v1beta1
      terms.allowedLifetime = .nanoseconds(GoDuration.parse(options.authorizationWebhookCacheAuthorizedTTL) ?? 0)
      terms.refusedLifetime = .nanoseconds(GoDuration.parse(options.authorizationWebhookCacheUnauthorizedTTL) ?? 0)
      return .webhook(WebhookAuthorizer(terms, endpoint: try ReviewService(kubeconfig: path, timeout: .seconds(30)), clock: SystemClock()))
    }
  }

  static func steps(ofFile path: String) throws -> [AuthorizationStep] {
    let content = try AuthorizationConfiguration(ConfigurationFile(TextFile.readBytes(path), path: path))
    return try content.entries.map { entry in
      switch entry {
      case .mode(let mode): .mode(mode)
      case .webhook(let webhook):
        .webhook(
          WebhookAuthorizer(
            webhook.terms, endpoint: try ReviewService(kubeconfig: webhook.kubeconfig, timeout: webhook.timeout), clock: SystemClock()))
      }
    }
  }
}
