import APIMachinery

/// How objects of a definition become those of another version (API reference: CustomResourceConversion).
public struct ConversionWebhook: Hashable, Sendable {
  public let clientConfig: Value
  /// The first of those that the webhook understands and this server, too.
  public let reviewVersion: String

  /// nil where only the apiVersion changes.
  init?(_ spec: Value) {
    guard spec["conversion"]?["strategy"] == "Webhook", let webhook = spec["conversion"]?["webhook"] else { return nil }
    clientConfig = webhook["clientConfig"] ?? [:]
    let versions = webhook["conversionReviewVersions"]?.array?.compactMap(\.string) ?? []
    reviewVersion = versions.first { $0 == "v1" || $0 == "v1beta1" } ?? "v1"
  }
}

/// One object that a webhook is to convert.
public struct ConversionQuestion: Hashable, Sendable {
  public let webhook: ConversionWebhook
  public let object: Value
  /// What the object is to become.
  public let apiVersion: String
}

/// Why an object couldn't be converted, in upstream's words.
public struct ConversionFailure: Error, Hashable, Sendable {
  public let message: String
}
