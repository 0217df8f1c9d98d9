import APIMachinery

/// What no audit line shows, whatever the policy asks for: values of Secrets and tokens (design I7).
///
/// What an object holds is judged by the resource that the request is about first: the kind in a body is the client's own word.
struct AuditRedaction {
  private static let stand = Value.string("<redacted>")
  /// Repeats the whole object as it was applied.
  private static let applied = ServerSideApply.lastAppliedAnnotation

  private static let secretFields: Set<String> = ["apiVersion", "kind", "metadata", "type", "immutable", "data", "stringData"]
  /// What is said about Secrets without being one.
  private static let answers: Set<String> = ["Status", "Table", "PartialObjectMetadata", "DeleteOptions"]

  private enum Content {
    case secret, tokenReview, tokenRequest, plain

    init(_ attributes: AuthorizationAttributes) {
      switch (attributes.apiGroup, attributes.resource, attributes.subresource) {
      case ("", "secrets", _): self = .secret
      case ("", "serviceaccounts", "token"): self = .tokenRequest
      case ("authentication.k8s.io", "tokenreviews", _): self = .tokenReview
      default: self = .plain
      }
    }

    init(kind: String) {
      switch kind {
      case "Secret": self = .secret
      case "TokenReview": self = .tokenReview
      case "TokenRequest": self = .tokenRequest
      default: self = .plain
      }
    }
  }

  private let omitsManagedFields: Bool

  static func shown(_ object: Value, _ attributes: AuthorizationAttributes, omitsManagedFields: Bool) -> Value {
    let redaction = AuditRedaction(omitsManagedFields: omitsManagedFields)
    if attributes.apiGroup == "kctl.dev", attributes.resource == "transactions" { return redaction.transaction(object) }
    let content = Content(attributes)
    // Patches come as lists too, and say anywhere what they change.
    if case .secret = content, object.kind.isEmpty { return stand }
    return redaction.shown(object, content)
  }

  /// An object, a list of them, or a table with them.
  private func shown(_ object: Value, _ content: Content) -> Value {
    guard object.object != nil else { return object }
    var object = object
    if let items = object["items"]?.array, object.kind.hasSuffix("List") {
      let kind = String(object.kind.dropLast("List".count))
      object["items"] = .array(items.map { shown($0, Self.content(content, kind.isEmpty ? $0.kind : kind)) })
    }
    if let rows = object["rows"]?.array {
      object["rows"] = .array(rows.map { row in
        var row = row
        if let inner = row["object"] { row["object"] = shown(inner, content) }
        return row
      })
    }
    if omitsManagedFields, object[path: "metadata", "managedFields"] != nil { object[path: "metadata", "managedFields"] = nil }
    hide(Self.content(content, object.kind), in: &object)
    return object
  }

  private static func content(_ known: Content, _ kind: String) -> Content {
    if case .plain = known { Content(kind: kind) } else { known }
  }

  private func hide(_ content: Content, in object: inout Value) {
    switch content {
    case .secret:
      for field in ["data", "stringData"] {
        guard let values = object[field] else { continue }
        object[field] = values.object.map { .object($0.mapValues { _ in Self.stand }) } ?? Self.stand
      }
      hideMisspelt(in: &object)
      if object[path: "metadata", "annotations", Self.applied] != nil { object[path: "metadata", "annotations", Self.applied] = Self.stand }
    case .tokenReview: if object[path: "spec", "token"] != nil { object[path: "spec", "token"] = Self.stand }
    case .tokenRequest: if object[path: "status", "token"] != nil { object[path: "status", "token"] = Self.stand }
    case .plain: break
    }
  }

  /// A field that no Secret has may be a misspelt one: refused, but in the request all the same.
  private func hideMisspelt(in object: inout Value) {
    guard !Self.answers.contains(object.kind), !object.kind.hasSuffix("List") else { return }
    for name in (object.object ?? Object()).fieldNames where !Self.secretFields.contains(name) { object[name] = Self.stand }
  }

  /// Many objects in one: what was asked for, or what became of it. The text that an object was written in may hold anything.
  private func transaction(_ value: Value) -> Value {
    var value = value
    if let outcomes = value["outcomes"]?.array {
      value["outcomes"] = .array(outcomes.map { outcome in
        .object((outcome.object ?? Object()).mapValues { shown($0, .plain) })
      })
    }
    if let operations = value["operations"]?.array {
      value["operations"] = .array(operations.map { operation in
        var operation = operation
        for field in ["object", "previous"] {
          if let object = operation[path: "apply", field] { operation[path: "apply", field] = shown(object, .plain) }
        }
        if operation[path: "apply", "source"] != nil { operation[path: "apply", "source"] = Self.stand }
        return operation
      })
    }
    return value
  }
}
