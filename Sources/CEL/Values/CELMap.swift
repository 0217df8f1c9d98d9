import APIMachinery

/// A map or object: made by an expression, or part of an API object.
public struct CELMap: Sendable {
  private enum Storage: Sendable {
    case entries([(key: CELValue, value: CELValue)], index: [CELKey: Int])
    case json(Object, DeclaredType?)
  }
  private let storage: Storage
  /// Of a message that an expression built: its type.
  let messageName: String?

  /// Later entries of the same key are left out.
  public init(_ entries: [(key: CELValue, value: CELValue)], messageName: String? = nil) {
    self.messageName = messageName
    var index: [CELKey: Int] = [:]
    var unique: [(key: CELValue, value: CELValue)] = []
    for entry in entries {
      guard let key = CELKey(entry.key), index[key] == nil else { continue }
      index[key] = unique.count
      unique.append(entry)
    }
    storage = .entries(unique, index: index)
  }

  init(_ object: Object, as declared: DeclaredType?) { (storage, messageName) = (.json(object, declared), nil) }

  public var count: Int {
    switch storage {
    case .entries(let entries, _): entries.count
    case .json(let object, _): object.count
    }
  }

  var isObject: Bool {
    if case .json(_, let declared?) = storage, case .object = declared.kind { true } else { false }
  }

  /// By a name as expressions write it: an object's field names are unescaped.
  func field(_ name: String) -> CELValue? {
    guard case .json(let object, let declared) = storage else { return self[.string(name)] }
    if let field = declared?.field(name) {
      guard let value = object[field.name], !value.isNull || field.type.allowsNull else { return nil }
      return CELValue(value, as: field.type)
    }
    return object[name].map { CELValue($0, as: elementType(declared)) }
  }

  public subscript(key: CELValue) -> CELValue? {
    switch storage {
    case .entries(let entries, let index): return CELKey(key).flatMap { index[$0] }.map { entries[$0].value }
    case .json(let object, let declared):
      guard case .string(let name) = key else { return nil }
      if declared?.field(name) != nil { return field(name) }
      return object[name].map { CELValue($0, as: elementType(declared)) }
    }
  }

  private func elementType(_ declared: DeclaredType?) -> DeclaredType? {
    if case .map(let value)? = declared?.kind { value } else { nil }
  }

  func key(at position: Int) -> CELValue {
    switch storage {
    case .entries(let entries, _): entries[position].key
    case .json(let object, _): .string(object[position].key)
    }
  }

  func value(at position: Int) -> CELValue {
    switch storage {
    case .entries(let entries, _): return entries[position].value
    case .json(let object, let declared):
      let field = object[position]
      return CELValue(field.value, as: declared?.field(field.key)?.type ?? elementType(declared))
    }
  }

  var json: Value? {
    if case .json(let object, _) = storage { return .object(object) }
    var object = Object()
    for position in 0..<count {
      guard case .string(let key) = key(at: position), let value = value(at: position).json else { return nil }
      object[key] = value
    }
    return .object(object)
  }
}

extension DeclaredType {
  /// Whether a field of this type that is null counts as there.
  var allowsNull: Bool {
    switch kind {
    case .scalar(.dyn), .scalar(.null): true
    default: false
    }
  }
}

/// A map's key: 1, 1u and 1.0 are one.
enum CELKey: Hashable, Sendable {
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case string(String)

  init?(_ value: CELValue) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .uint(let value): self = Int64(exactly: value).map { .int($0) } ?? .uint(value)
    case .double(let value):
      guard let whole = Int64(exactly: value) else { return nil }
      self = .int(whole)
    case .string(let value): self = .string(value)
    default: return nil
    }
  }
}
