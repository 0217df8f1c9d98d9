/// Whether an argument fits a parameter, and what that makes of the signature's type parameters.
struct TypeMatching {
  private var bindings: [String: CELType] = [:]

  mutating func matches(_ parameter: CELType, _ argument: CELType) -> Bool {
    switch (parameter.plain, argument.plain) {
    case (.parameter(let name), let argument):
      guard let bound = bindings[name] else {
        bindings[name] = argument
        return true
      }
      if bound == .dyn { return true }
      if argument == .dyn { return true }
      if Self.isAssignable(bound, argument) { return true }
      // The wider of the two: null meets what may be null, [] any list.
      guard Self.isAssignable(argument, bound) else { return false }
      bindings[name] = argument
      return true
    case (.dyn, _), (_, .dyn): return true
    case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): return matches(a, b)
    case (.map(let key, let value), .map(let otherKey, let otherValue)): return matches(key, otherKey) && matches(value, otherValue)
    case (let a, let b): return Self.isAssignable(a, b)
    }
  }

  func resolved(_ type: CELType) -> CELType {
    switch type {
    case .parameter(let name): bindings[name] ?? .dyn
    case .list(let element): .list(resolved(element))
    case .map(let key, let value): .map(resolved(key), resolved(value))
    case .optional(let type): .optional(resolved(type))
    default: type
    }
  }

  static func isAssignable(_ target: CELType, _ source: CELType) -> Bool {
    switch (target.plain, source.plain) {
    case (.dyn, _), (_, .dyn): true
    case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): isAssignable(a, b)
    case (.map(let key, let value), .map(let otherKey, let otherValue)): isAssignable(key, otherKey) && isAssignable(value, otherValue)
    // Objects, times and library types may be null; numbers, strings and flags not.
    case (.null, .declared), (.declared, .null), (.null, .timestamp), (.timestamp, .null), (.null, .duration), (.duration, .null),
      (.null, .opaque), (.opaque, .null), (.null, .optional), (.optional, .null):
      true
    case (let a, let b): a == b
    }
  }

  /// The type of a place where both may stand.
  static func joined(_ a: CELType, _ b: CELType) -> CELType? {
    if a == b { return a }
    if a.plain == .dyn || b.plain == .dyn { return .dyn }
    if isAssignable(a, b) { return a.plain == .null ? b : a }
    return nil
  }
}
