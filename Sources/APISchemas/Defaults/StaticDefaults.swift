import APIMachinery

/// Fills in the defaults that the schema itself states, wherever the structure that holds the field is there. An empty
/// string as default is what unset means already, and stays out of the object as upstream's output leaves it out.
///
/// Made once for a type table: each structure keeps only the fields that have a default or lead to one, so that a walk
/// passes by everything else.
struct StaticDefaults: Sendable {
  private enum Step: Sendable {
    case value(Value)
    case structure(String)
    case list(String)
  }

  private let steps: [String: [(field: String, step: Step)]]

  /// `omittedZeros`: by structure, the fields whose zero means unset; a zero as default is what they have already.
  init(_ types: TypeTable, omittedZeros: [String: Set<String>]) {
    func ownDefault(_ field: FieldSchema, of type: ObjectType) -> Value? {
      guard let value = field.defaultValue, value != "" else { return nil }
      return value == 0 && omittedZeros[type.name]?.contains(field.name) == true ? nil : value
    }
    let all = types.names.compactMap { types.type($0) }
    var relevant = Set(all.filter { type in type.fields.contains { ownDefault($0, of: type) != nil } }.map(\.name))
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for type in all where !relevant.contains(type.name) {
        guard type.fields.contains(where: { Self.target($0).map { relevant.contains($0) } ?? false }) else { continue }
        relevant.insert(type.name)
        isGrowing = true
      }
    }
    var steps: [String: [(field: String, step: Step)]] = [:]
    for type in all where relevant.contains(type.name) {
      steps[type.name] = type.fields.compactMap { field in
        if let value = ownDefault(field, of: type) { return (field.name, .value(value)) }
        guard let target = Self.target(field), relevant.contains(target) else { return nil }
        if case .list = field.type { return (field.name, .list(target)) }
        return (field.name, .structure(target))
      }
    }
    self.steps = steps
  }

  /// The structure that a field holds, or holds a list of.
  private static func target(_ field: FieldSchema) -> String? {
    switch field.type {
    case .named(let name), .list(.named(let name), _): name
    default: nil
    }
  }

  func apply(to value: inout Value, as typeName: String) {
    guard let object = value.object, let filled = filled(object, typeName) else { return }
    value = .object(filled)
  }

  /// Nil when nothing is missing.
  private func filled(_ object: Object, _ typeName: String) -> Object? {
    var result: Object?
    for (field, step) in steps[typeName] ?? [] {
      guard let new = filled(object[field], step) else { continue }
      if result == nil { result = object }
      result?[field] = new
    }
    return result
  }

  private func filled(_ value: Value?, _ step: Step) -> Value? {
    switch (step, value) {
    case (.value(let value), nil): return value
    case (.structure(let name), .object(let object)?): return filled(object, name).map { .object($0) }
    case (.list(let name), .array(let array)?):
      var result: [Value]?
      for (position, element) in array.enumerated() {
        guard let object = element.object, let new = filled(object, name) else { continue }
        if result == nil { result = array }
        result?[position] = .object(new)
      }
      return result.map { .array($0) }
    default: return nil
    }
  }
}
