import APIMachinery

/// What no audit line shows, whatever the policy asks for: values of Secrets and tokens (design I7).
enum AuditRedaction {
  private static let stand = Value.string("<redacted>")
  /// Repeats the whole object as it was applied.
  private static let applied = "kubectl.kubernetes.io/last-applied-configuration"

  static func shown(_ object: Value, _ attributes: AuthorizationAttributes, omitsManagedFields: Bool) -> Value {
    // Patches come as lists too, and say anywhere what they change.
    if attributes.apiGroup.isEmpty, attributes.resource == "secrets", object.kind.isEmpty { return stand }
    guard object.object != nil else { return object }
    if let items = object["items"]?.array, object.kind.hasSuffix("List") {
      var list = object
      list["items"] = .array(items.map { item(kindOfItems(object), $0, attributes, omitsManagedFields) })
      return list
    }
    return item(object.kind, object, attributes, omitsManagedFields)
  }

  private static func kindOfItems(_ list: Value) -> String { String(list.kind.dropLast("List".count)) }

  private static func item(_ kind: String, _ object: Value, _ attributes: AuthorizationAttributes, _ omitsManagedFields: Bool) -> Value {
    var object = object
    if omitsManagedFields, object[path: "metadata", "managedFields"] != nil { object[path: "metadata", "managedFields"] = nil }
    switch kind.isEmpty ? object.kind : kind {
    case "Secret":
      for field in ["data", "stringData"] {
        if let values = object[field]?.object { object[field] = .object(values.mapValues { _ in stand }) }
      }
      if object[path: "metadata", "annotations", applied] != nil { object[path: "metadata", "annotations", applied] = stand }
    case "TokenReview": if object[path: "spec", "token"] != nil { object[path: "spec", "token"] = stand }
    case "TokenRequest": if object[path: "status", "token"] != nil { object[path: "status", "token"] = stand }
    case "Table":
      // The rows of Secrets carry the objects themselves.
      guard attributes.resource == "secrets", let rows = object["rows"]?.array else { return object }
      object["rows"] = .array(rows.map { row in
        var row = row
        if let inner = row["object"] { row["object"] = item("Secret", inner, attributes, omitsManagedFields) }
        return row
      })
    default: break
    }
    return object
  }
}
