import APIMachinery

/// Edits that rules are written in.
extension Value {
  /// Whether a field is absent or holds what Go's omitempty takes for absent in a string or number.
  func isUnset(_ key: String) -> Bool {
    switch self[key] {
    case nil, .null?, .string("")?: true
    default: false
    }
  }

  /// As `isUnset`, and a zero counts as absent too.
  func isZero(_ key: String) -> Bool { isUnset(key) || self[key] == 0 }

  mutating func setDefault(_ key: String, _ value: Value) {
    if isUnset(key) { self[key] = value }
  }

  /// Changes a field that is there and holds an object.
  mutating func edit(_ key: String, _ change: (inout Value) -> Void) {
    guard var value = self[key], value.object != nil else { return }
    self[key] = .null  // gives up the reference, so that the change is in place
    change(&value)
    self[key] = value
  }

  /// Changes each object in the list that a field holds.
  mutating func editEach(_ key: String, _ change: (inout Value) -> Void) {
    guard var elements = self[key]?.array, !elements.isEmpty else { return }
    self[key] = .null
    for position in elements.indices where elements[position].object != nil { change(&elements[position]) }
    self[key] = .array(elements)
  }

  /// The objects in the list that a field holds; empty when it holds none.
  func list(_ key: String) -> [Value] { self[key]?.array ?? [] }
  func text(_ key: String) -> String { self[key]?.string ?? "" }
}
