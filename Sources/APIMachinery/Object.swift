/// The fields of a JSON object, in the order they were written; a key stands once.
///
/// Small objects (nearly all) are searched in line, large ones (ConfigMap data, label maps of hundreds) through an
/// index that is built on the first look-up after a change is needed. Equality and hash ignore the order, as JSON does.
public struct Object: Sendable {
  public typealias Field = (key: String, value: Value)

  /// A field as it is kept: a structure of its own, since the compiler copies and destroys arrays of tuples piece by piece.
  struct Entry: Sendable {
    var key: String
    var value: Value
  }

  /// In one array: an object costs one allocation, a copy of it one reference count.
  private(set) var fields: [Entry] = []
  private var index: [String: Int]?

  private static let indexThreshold = 24

  public init() {}

  /// Later fields replace earlier ones of the same key.
  public init(_ fields: some Sequence<(String, Value)>) {
    for (key, value) in fields { self[key] = value }
  }

  /// For decoders that have checked that no key stands twice.
  init(unique fields: [Entry]) {
    self.fields = fields
    if fields.count > Self.indexThreshold { index = Self.index(of: fields) }
  }

  private static func index(of fields: [Entry]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: fields.indices.map { (fields[$0].key, $0) })
  }

  public var count: Int { fields.count }
  public var isEmpty: Bool { fields.isEmpty }
  public var fieldNames: [String] { fields.map(\.key) }
  public var values: [Value] { fields.map(\.value) }

  public mutating func reserveCapacity(_ capacity: Int) { fields.reserveCapacity(capacity) }

  private func position(of key: String) -> Int? {
    if let index { return index[key] }
    for position in fields.indices where fields[position].key == key { return position }
    return nil
  }

  public func contains(_ key: String) -> Bool { position(of: key) != nil }

  public subscript(key: String) -> Value? {
    get { position(of: key).map { fields[$0].value } }
    set {
      if let at = position(of: key) {
        if let newValue { fields[at].value = newValue } else { remove(at: at) }
      } else if let newValue {
        append(key, newValue)
      }
    }
  }

  /// Appends a field whose key is known not to be there yet: for decoders that have checked.
  package mutating func append(_ key: String, _ value: Value) {
    fields.append(Entry(key: key, value: value))
    if index != nil {
      index?[key] = fields.count - 1
    } else if fields.count > Self.indexThreshold {
      index = Self.index(of: fields)
    }
  }

  private mutating func remove(at position: Int) {
    fields.remove(at: position)
    if index != nil { index = fields.count > Self.indexThreshold ? Self.index(of: fields) : nil }
  }

  /// Removes many fields in one pass, where one after the other would move what is behind each every time.
  package mutating func removeAll(_ keys: Set<String>) {
    guard !keys.isEmpty else { return }
    fields.removeAll { keys.contains($0.key) }
    if index != nil { index = fields.count > Self.indexThreshold ? Self.index(of: fields) : nil }
  }

  /// Whether both are the same storage: true only for equal objects, and decided without looking at a field.
  package func isIdentical(to other: Object) -> Bool {
    count == other.count && fields.withUnsafeBufferPointer { mine in other.fields.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress } }
  }

  /// Whether the keys are in byte order at this level.
  package var isSortedByKey: Bool {
    for position in fields.indices.dropFirst() where !(fields[position - 1].key < fields[position].key) { return false }
    return true
  }

  public func mapValues(_ transform: (Value) throws -> Value) rethrows -> Object {
    var copy = self
    for position in copy.fields.indices { copy.fields[position].value = try transform(fields[position].value) }
    return copy
  }

  public func filter(_ isIncluded: (Field) throws -> Bool) rethrows -> Object {
    var result = Object()
    for field in self where try isIncluded(field) { result.append(field.key, field.value) }
    return result
  }

  /// The same fields, keys in byte order at this level.
  public func sortedByKey() -> Object {
    isSortedByKey ? self : Object(unique: fields.sorted { $0.key < $1.key })
  }
}

extension Object: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { fields.count }
  public subscript(position: Int) -> Field { (fields[position].key, fields[position].value) }
}

extension Object: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}

extension Object: Hashable {
  public static func == (a: Object, b: Object) -> Bool {
    guard a.count == b.count else { return false }
    if a.isIdentical(to: b) { return true }
    for position in a.fields.indices {
      // Objects that came from one another keep their order, so the aligned field is nearly always the right one.
      if b.fields[position].key == a.fields[position].key {
        guard b.fields[position].value == a.fields[position].value else { return false }
      } else {
        guard let other = b[a.fields[position].key], other == a.fields[position].value else { return false }
      }
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
