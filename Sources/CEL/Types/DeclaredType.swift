/// A type as a schema declares it: with an object's fields, and with the largest size that a value can have, which is what
/// the cost of an expression is estimated from.
public final class DeclaredType: Sendable {
  public enum ListKind: Hashable, Sendable {
    case atomic
    /// Equality and `+` ignore order and repetition.
    case set
    /// As `set`, by these keys.
    case map(keys: [String])
  }

  public struct Field: Sendable {
    /// The field's name in the object; the name in expressions is escaped where it isn't an identifier.
    public var name: String
    public var type: DeclaredType
    public init(_ name: String, _ type: DeclaredType) { (self.name, self.type) = (name, type) }
  }

  public enum Kind: Sendable {
    case scalar(CELType)
    case list(DeclaredType, ListKind)
    /// Keys are strings.
    case map(DeclaredType)
    /// Looked up by the name in expressions, so that types may be recursive and are built when they are needed.
    case object(@Sendable (String) -> Field?)
  }

  /// Of an object: unique in an environment.
  public let name: String
  public let kind: Kind
  /// Scalars of a string, elements of a list, entries of a map; nil where nothing limits it.
  public let sizeMax: UInt64?

  public init(_ kind: Kind, name: String = "", sizeMax: UInt64? = nil) {
    (self.kind, self.name, self.sizeMax) = (kind, name, sizeMax)
  }

  public static func object(_ name: String, _ fields: [String: DeclaredType]) -> DeclaredType {
    DeclaredType(.object { field in fields[field].map { Field(field, $0) } }, name: name)
  }

  /// A message type that takes any fields.
  public static func openMessage(_ name: String) -> DeclaredType { DeclaredType(.object { Field($0, .dyn) }, name: name) }

  public static let dyn = DeclaredType(.scalar(.dyn))

  func field(_ name: String) -> Field? {
    if case .object(let fields) = kind { fields(name) } else { nil }
  }

  var plain: CELType {
    switch kind {
    case .scalar(let type): type
    case .list(let element, _): .list(.declared(element))
    case .map(let value): .map(.string, .declared(value))
    case .object: .declared(self)
    }
  }
}

extension DeclaredType: Hashable {
  public static func == (a: DeclaredType, b: DeclaredType) -> Bool {
    if a === b { return true }
    switch (a.kind, b.kind) {
    case (.object, .object): return a.name == b.name
    case (.scalar(let a), .scalar(let b)): return a == b
    case (.list(let a, _), .list(let b, _)): return a == b
    case (.map(let a), .map(let b)): return a == b
    default: return false
    }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
