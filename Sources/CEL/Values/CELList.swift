import APIMachinery

/// A list: made by an expression, or part of an API object.
public struct CELList: Sendable {
  private enum Storage: Sendable {
    case values([CELValue])
    case json([Value], DeclaredType?)
  }
  private let storage: Storage
  /// How equality and `+` take it.
  let kind: DeclaredType.ListKind

  public init(_ values: [CELValue], kind: DeclaredType.ListKind = .atomic) { (storage, self.kind) = (.values(values), kind) }

  init(_ elements: [Value], as declared: DeclaredType?) {
    if case .list(let element, let kind)? = declared?.kind {
      (storage, self.kind) = (.json(elements, element), kind)
    } else {
      (storage, kind) = (.json(elements, nil), .atomic)
    }
  }

  public var count: Int {
    switch storage {
    case .values(let values): values.count
    case .json(let elements, _): elements.count
    }
  }

  public subscript(index: Int) -> CELValue {
    switch storage {
    case .values(let values): values[index]
    case .json(let elements, let declared): CELValue(elements[index], as: declared)
    }
  }

  public var values: [CELValue] {
    if case .values(let values) = storage { return values }
    return (0..<count).map { self[$0] }
  }

  public func contains(_ value: CELValue) -> Bool {
    for index in 0..<count where self[index] == value { return true }
    return false
  }
}
