import APIMachinery

/// Which values of an object are sealed, and what each is bound to.
///
/// Of a Secret those of `data` and `stringData`; of any other object all but `apiVersion`, `kind` and `metadata`, value by value, so
/// that its shape stays to be seen. Of both the annotation in which kubectl keeps a copy of the whole object.
enum SealedFields {
  /// The object with each of those values replaced.
  static func transform(_ object: Value, _ change: (Value, String) -> Value) -> Value {
    let name = "\(object.namespace.isEmpty ? "default" : object.namespace)/\(object.name)"
    let isSecret = object.kind.isEmpty || object.kind == "Secret" && object.apiVersion == "v1"
    var result = isSecret ? secret(object, name, change) : other(object, "\(kind(object)):\(name)", change)
    if let copy = object[path: "metadata", "annotations", SecretSealer.lastApplied] {
      let owner = isSecret ? name : "\(kind(object)):\(name)"
      result[path: "metadata", "annotations", SecretSealer.lastApplied] = change(copy, owner + "/annotation")
    }
    return result
  }

  private static func secret(_ object: Value, _ name: String, _ change: (Value, String) -> Value) -> Value {
    var result = object
    for field in ["data", "stringData"] {
      guard case .object(let values)? = object[field] else { continue }
      var changed = Object()
      for entry in values { changed[entry.key] = change(entry.value, "\(name)/\(field)/\(entry.key)") }
      result[field] = .object(changed)
    }
    return result
  }

  private static func other(_ object: Value, _ name: String, _ change: (Value, String) -> Value) -> Value {
    guard case .object(let fields) = object else { return object }
    var result = Object()
    for entry in fields {
      let isPlain = entry.key == "apiVersion" || entry.key == "kind" || entry.key == "metadata"
      result[entry.key] = isPlain ? entry.value : each(entry.value, "\(name)/\(entry.key)", change)
    }
    return .object(result)
  }

  private static func each(_ value: Value, _ place: String, _ change: (Value, String) -> Value) -> Value {
    switch value {
    case .object(let fields):
      var result = Object()
      for entry in fields { result[entry.key] = each(entry.value, "\(place)/\(entry.key)", change) }
      return .object(result)
    case .array(let items): return .array(items.enumerated().map { each($1, "\(place)/\($0)", change) })
    default: return change(value, place)
    }
  }

  /// Without the version: a manifest may be written in another than the one that the object is kept in.
  private static func kind(_ object: Value) -> String {
    let group = object.groupVersionKind?.group ?? ""
    return group.isEmpty ? object.kind : "\(object.kind).\(group)"
  }
}
