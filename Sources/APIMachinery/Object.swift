/// The fields of a JSON object, in the order they were written; a key stands once.
///
/// Small objects (nearly all) are searched in line, large ones (ConfigMap data, label maps of hundreds) through an
/// index that is built on the first look-up after a change is needed. Equality and hash ignore the order, as JSON does.
public struct Object: Sendable {
  public typealias Field = (key: String, value: Value)

  @usableFromInline var keys: [String] = []
  @usableFromInline var elements: [Value] = []
  private var index: [String: Int]?

  private static let indexThreshold = 24

  public init() {}

  /// Later fields replace earlier ones of the same key.
  public init(_ fields: some Sequence<(String, Value)>) {
    for (key, value) in fields { self[key] = value }
  }

  /// For decoders that have checked that no key stands twice.
  init(uniqueKeys keys: [String], values: [Value]) {
    (self.keys, elements) = (keys, values)
    if keys.count > Self.indexThreshold { index = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) }) }
  }

  public var count: Int { keys.count }
  public var isEmpty: Bool { keys.isEmpty }
  public var fieldNames: [String] { keys }
  public var values: [Value] { elements }

  public mutating func reserveCapacity(_ capacity: Int) {
    keys.reserveCapacity(capacity)
    elements.reserveCapacity(capacity)
  }

  private func position(of key: String) -> Int? {
    if let index { return index[key] }
    return keys.firstIndex(of: key)
  }

  public func contains(_ key: String) -> Bool { position(of: key) != nil }

  public subscript(key: String) -> Value? {
    get { position(of: key).map { elements[$0] } }
    set {
      if let at = position(of: key) {
        if let newValue { elements[at] = newValue } else { remove(at: at) }
      } else if let newValue {
        append(key, newValue)
      }
    }
  }

  /// Appends a field whose key is known not to be there yet: for decoders that have checked.
  package mutating func append(_ key: String, _ value: Value) {
    keys.append(key)
    elements.append(value)
    if index != nil {
      index?[key] = keys.count - 1
    } else if keys.count > Self.indexThreshold {
      index = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    }
  }

  private mutating func remove(at position: Int) {
    keys.remove(at: position)
    elements.remove(at: position)
    if index != nil {
      index = keys.count > Self.indexThreshold
        ? Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) }) : nil
    }
  }

  /// Whether both are the same storage: true only for equal objects, and decided without looking at a field.
  package func isIdentical(to other: Object) -> Bool {
    count == other.count && elements.withUnsafeBufferPointer { mine in other.elements.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress } }
      && keys.withUnsafeBufferPointer { mine in other.keys.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress } }
  }

  public func mapValues(_ transform: (Value) throws -> Value) rethrows -> Object {
    var copy = self
    for position in copy.elements.indices { copy.elements[position] = try transform(elements[position]) }
    return copy
  }

  public func filter(_ isIncluded: (Field) throws -> Bool) rethrows -> Object {
    var result = Object()
    for field in self where try isIncluded(field) { result.append(field.key, field.value) }
    return result
  }

  /// The same fields, keys in byte order at this level.
  public func sortedByKey() -> Object {
    var result = Object()
    result.reserveCapacity(count)
    for position in keys.indices.sorted(by: { keys[$0] < keys[$1] }) { result.append(keys[position], elements[position]) }
    return result
  }
}

extension Object: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { keys.count }
  public subscript(position: Int) -> Field { (keys[position], elements[position]) }
}

extension Object: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}

extension Object: Hashable {
  public static func == (a: Object, b: Object) -> Bool {
    guard a.count == b.count else { return false }
    // Aligned keys leave the comparison to the arrays, which shared subtrees pass by identity.
    if a.keys == b.keys { return a.elements == b.elements }
    for (position, key) in a.keys.enumerated() {
      // Objects that came from one another keep their order, so the aligned field is nearly always the right one.
      let other = b.keys[position] == key ? b.elements[position] : b[key]
      guard let other, other == a.elements[position] else { return false }
    }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    var combined = 0
    for field in self {
      var fieldHasher = Hasher()
      fieldHasher.combine(field.key)
      fieldHasher.combine(field.value)
      combined ^= fieldHasher.finalize()
    }
    hasher.combine(combined)
  }
}
