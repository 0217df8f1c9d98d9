import APIMachinery

/// The file of `--authorization-config` (kubernetes.io, "Authorization Configuration"): which policies are asked, in which order, and
/// how webhooks among them are.
public struct AuthorizationConfiguration: Sendable {
  public struct Webhook: Sendable {
    public var terms: WebhookAuthorizer.Terms
    public var timeout: Duration
    /// A kubeconfig that names the service and our credentials there.
    public var kubeconfig: String
  }

  public enum Entry: Sendable {
    case mode(AuthorizationMode)
    case webhook(Webhook)
  }

  public private(set) var entries: [Entry] = []

  private static let repeatable: Set<AuthorizationMode> = [.webhook]
  private static let timeoutMax = Duration.seconds(30)

  public init(_ file: ConfigurationFile) throws(ConfigurationFileError) {
    entries = try file.read("AuthorizationConfiguration", group: "apiserver.config.k8s.io", versions: ["v1", "v1beta1", "v1alpha1"], Self.entries)
  }

  private static func entries(_ reader: FieldReader) -> [Entry] {
    let items = reader.objects("authorizers")
    if items.isEmpty { reader.note(.required("authorizers", "at least one authorization mode must be defined")) }
    var modes: Set<AuthorizationMode> = []
    var names: Set<String> = []
    return items.compactMap { item in
      defer { item.end() }
      let type = item.text("type")
      let name = item.text("name")
      if name.isEmpty {
        item.note(.required(item.place("name")))
      } else if !names.insert(name).inserted {
        item.note(.duplicate(item.place("name"), .string(name)))
      } else if !NameFormat.dns1123Subdomain(name).isEmpty {
        item.note(.invalid(item.place("name"), .string(name), "authorizer name is invalid, must be a lowercase RFC 1123 subdomain"))
      }
      guard let mode = AuthorizationMode(rawValue: type) else {
        item.note(
          type.isEmpty ? .required(item.place("type")) : .notSupported(item.place("type"), .string(type), AuthorizationMode.allCases.map(\.rawValue)))
        _ = item.object("webhook")
        return nil
      }
      if !modes.insert(mode).inserted, !repeatable.contains(mode) { item.note(.duplicate(item.place("type"), .string(type))) }
      let webhook = item.object("webhook")
      guard mode == .webhook else {
        if webhook != nil { item.note(.invalid(item.place("webhook"), "non-null", "may only be specified when type=Webhook")) }
        return .mode(mode)
      }
      guard let webhook else {
        item.note(.required(item.place("webhook"), "required when type=Webhook"))
        return nil
      }
      return Self.webhook(webhook, name: name).map { .webhook($0) }
    }
  }

  private static func webhook(_ reader: FieldReader, name: String) -> Webhook? {
    defer { reader.end() }
    var terms = WebhookAuthorizer.Terms(name: name)
    terms.allowedLifetime = lifetime(reader, "authorizedTTL", "cacheAuthorizedRequests", .seconds(300))
    terms.refusedLifetime = lifetime(reader, "unauthorizedTTL", "cacheUnauthorizedRequests", .seconds(30))
    let timeout = reader.duration("timeout")
    if timeout == nil, !reader.isGiven("timeout") { reader.note(.required(reader.place("timeout"))) }
    if let timeout, timeout <= .zero || timeout > timeoutMax {
      reader.note(.invalid(reader.place("timeout"), reader.value["timeout"] ?? .null, "must be > 0s and <= 30s"))
    }
    if let form = form(reader, "subjectAccessReviewVersion", AccessReviewForm.allCases.map(\.rawValue), isRequired: true) {
      terms.form = AccessReviewForm(rawValue: form) ?? .v1
    }
    switch reader.text("failurePolicy") {
    case "NoOpinion": terms.deniesOnFailure = false
    case "Deny": terms.deniesOnFailure = true
    case "": reader.note(.required(reader.place("failurePolicy")))
    case let other: reader.note(.notSupported(reader.place("failurePolicy"), .string(other), ["NoOpinion", "Deny"]))
    }
    let conditions = reader.objects("matchConditions")
    _ = form(reader, "matchConditionSubjectAccessReviewVersion", ["v1"], isRequired: !conditions.isEmpty)
    terms.conditions = matchConditions(conditions, reader)
    guard let kubeconfig = connection(reader) else { return nil }
    return Webhook(terms: terms, timeout: timeout ?? timeoutMax, kubeconfig: kubeconfig)
  }

  private static func lifetime(_ reader: FieldReader, _ name: String, _ flag: String, _ usual: Duration) -> Duration {
    let lifetime = reader.duration(name) ?? usual
    if lifetime < .zero { reader.note(.invalid(reader.place(name), reader.value[name] ?? .null, "must be > 0s")) }
    // Without a lifetime said, zero can't be told from nothing: keeping is turned off by its own flag.
    return reader.flag(flag) == false ? .zero : lifetime == .zero ? usual : lifetime
  }

  private static func form(_ reader: FieldReader, _ name: String, _ supported: [String], isRequired: Bool) -> String? {
    let text = reader.text(name)
    if text.isEmpty {
      if isRequired { reader.note(.required(reader.place(name))) }
      return nil
    }
    guard supported.contains(text) else {
      reader.note(.notSupported(reader.place(name), .string(text), supported))
      return nil
    }
    return text
  }

  private static func matchConditions(_ items: [FieldReader], _ reader: FieldReader) -> MatchConditions {
    let expressions = items.map { item in
      defer { item.end() }
      let expression = item.text("expression")
      if expression.isEmpty { item.note(.required(item.place("expression"))) }
      return expression
    }
    if expressions.count > 64 { reader.note(FieldError(.tooMany, reader.place("matchConditions"), .int(Int64(expressions.count)), "must have at most 64 items")) }
    do throws(MatchConditionError) { return try MatchConditions(expressions) } catch {
      if !expressions[error.index].isEmpty {
        let place = reader.place("matchConditions[\(error.index)].expression")
        reader.note(.invalid(place, .string(expressions[error.index]), "compilation failed: " + error.problem))
      }
      return MatchConditions()
    }
  }

  private static func connection(_ reader: FieldReader) -> String? {
    guard let connection = reader.object("connectionInfo") else {
      reader.note(.required(reader.place("connectionInfo")))
      return nil
    }
    defer { connection.end() }
    let file = connection.text("kubeConfigFile")
    switch connection.text("type") {
    case "KubeConfigFile":
      guard file.isEmpty else { return file }
      connection.note(.required(connection.place("kubeConfigFile")))
    case "": connection.note(.required(connection.place("type")))
    case let other:
      // This server isn't a pod, so there is no such thing as "in the cluster" for it.
      connection.note(.notSupported(connection.place("type"), .string(other), ["KubeConfigFile"]))
    }
    return nil
  }
}
