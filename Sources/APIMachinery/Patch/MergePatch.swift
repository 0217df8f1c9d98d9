/// JSON merge patches (RFC 7386): null removes, objects merge, everything else replaces.
public enum MergePatch {
  public static func apply(_ patch: Value, to value: Value) -> Value {
    guard case .object(let fields) = patch else { return patch }
    var result = value.object ?? Object()
    result.removeAll(fields.namesOfNulls)
    for field in fields where !field.value.isNull { result[field.key] = apply(field.value, to: result[field.key] ?? .null) }
    return .object(result)
  }

  /// The smallest patch that makes `modified` of `original`. Fields that are null in `modified` count as absent: a merge patch
  /// can't set them.
  public static func create(from original: Value, to modified: Value) -> Value {
    guard case .object(let old) = original, case .object(let new) = modified else { return modified }
    var patch = Object()
    for field in old where new[field.key]?.isNull ?? true {
      if !field.value.isNull || !new.contains(field.key) { patch[field.key] = .null }
    }
    for field in new where !field.value.isNull {
      guard let before = old[field.key] else { patch[field.key] = field.value; continue }
      if before == field.value { continue }
      if case .object = before, case .object = field.value {
        let child = create(from: before, to: field.value)
        if child.object?.isEmpty == false { patch[field.key] = child }
      } else {
        patch[field.key] = field.value
      }
    }
    return .object(patch)
  }

  /// What `kubectl apply` sends for types without a schema: fields gone from `original` to `modified` are removed from `current`,
  /// the fields of `modified` are set, and all others stay.
  public static func createThreeWayPatch(original: Value, modified: Value, current: Value) -> Value {
    create(from: current, to: ThreeWayMerge(schema: .unknown).merge(original: original, modified: modified, current: current))
  }
}

extension Object {
  /// The fields that a merge takes out.
  var namesOfNulls: Set<String> { Set(lazy.filter(\.value.isNull).map(\.key)) }
}
