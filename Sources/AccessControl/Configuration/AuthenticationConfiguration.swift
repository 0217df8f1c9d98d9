import APIMachinery

/// The file of `--authentication-config` (kubernetes.io, "Authentication Configuration"): issuers of tokens, and who may be anonymous.
public struct AuthenticationConfiguration: Sendable {
  public private(set) var issuers: [OpenIDIssuer] = []
  /// nil: the file doesn't say.
  public private(set) var anonymous: AnonymousAccess?

  static let issuersMax = 64

  /// `ownIssuers`: those of service account tokens, which nobody else may be.
  public init(_ file: ConfigurationFile, ownIssuers: [String] = []) throws(ConfigurationFileError) {
    (issuers, anonymous) = try file.read(
      "AuthenticationConfiguration", group: "apiserver.config.k8s.io", versions: ["v1", "v1beta1", "v1alpha1"]
    ) { reader in
      (Self.issuers(reader, ownIssuers), reader.object("anonymous").flatMap(Self.anonymous))
    }
  }

  private static func issuers(_ reader: FieldReader, _ ownIssuers: [String]) -> [OpenIDIssuer] {
    let items = reader.objects("jwt")
    if items.count > issuersMax {
      reader.note(FieldError(.tooMany, "jwt", .int(Int64(items.count)), "must have at most \(issuersMax) items"))
      return []
    }
    var urls = Set(ownIssuers)
    var documents: Set<String> = []
    return items.map { item in
      let issuer = IssuerReader.issuer(item)
      if !issuer.url.isEmpty {
        if ownIssuers.contains(issuer.url) {
          item.note(.invalid(item.place("issuer.url"), .string(issuer.url), "URL must not overlap with disallowed issuers: [\(ownIssuers.joined(separator: " "))]"))
        } else if !urls.insert(issuer.url).inserted {
          item.note(.duplicate(item.place("issuer.url"), .string(issuer.url)))
        }
      }
      if let document = issuer.discoveryURL, !document.isEmpty, !documents.insert(document).inserted {
        item.note(.duplicate(item.place("issuer.discoveryURL"), .string(document)))
      }
      return issuer
    }
  }

  private static func anonymous(_ reader: FieldReader) -> AnonymousAccess? {
    defer { reader.end() }
    let isEnabled = reader.flag("enabled") ?? false
    let conditions = reader.objects("conditions")
    if !isEnabled, !conditions.isEmpty {
      reader.note(.invalid(reader.place("conditions"), reader.value["conditions"] ?? .null, "enabled should be set to true when conditions are defined"))
    }
    let paths = conditions.map { condition in
      defer { condition.end() }
      let path = condition.text("path")
      if path.isEmpty { condition.note(.required(condition.place("path"))) }
      return path
    }
    if !isEnabled { return .nowhere }
    return paths.isEmpty ? .everywhere : .paths(Set(paths))
  }
}
