/// A list of operations on a JSON tree (RFC 6902), applied in order, all or none.
public struct JSONPatch: Sendable {
  public enum Operation: Hashable, Sendable {
    case add(JSONPointer, Value)
    case remove(JSONPointer)
    case replace(JSONPointer, Value)
    case move(from: JSONPointer, to: JSONPointer)
    case copy(from: JSONPointer, to: JSONPointer)
    case test(JSONPointer, Value)
  }

  public static let operationsMax = 10_000
  /// How much text `copy` may add, since copies of copies double.
  public static let copiedBytesMax = 3 << 20

  public var operations: [Operation]

  public init(_ operations: [Operation]) { self.operations = operations }

  /// Reads the wire form; 400 when it isn't one, 413 when it is too long.
  public init(_ value: Value) throws(StatusError) {
    guard let list = value.array else { throw .badRequest("error decoding patch: a JSON patch must be an array of operations") }
    guard list.count <= Self.operationsMax else {
      throw StatusError(
        413, .requestEntityTooLarge, "The allowed maximum operations in a JSON patch is \(Self.operationsMax), got \(list.count)")
    }
    operations = []
    for item in list { operations.append(try Self.operation(item)) }
  }

  private static func operation(_ item: Value) throws(StatusError) -> Operation {
    guard let name = item["op"]?.string else { throw .badRequest("error decoding patch: operation without \"op\": \(JSON.text(item))") }
    let path = try pointer(item, "path")
    switch name {
    case "add": return .add(path, try value(item, name))
    case "replace": return .replace(path, try value(item, name))
    case "test": return .test(path, item["value"] ?? .null)
    case "remove": return .remove(path)
    case "move": return .move(from: try pointer(item, "from"), to: path)
    case "copy": return .copy(from: try pointer(item, "from"), to: path)
    default: throw .badRequest("error decoding patch: unexpected kind of operation: \"\(name)\"")
    }
  }

  private static func pointer(_ item: Value, _ field: String) throws(StatusError) -> JSONPointer {
    guard let text = item[field]?.string, let pointer = JSONPointer(text) else {
      throw .badRequest("error decoding patch: operation needs a \"\(field)\" that is a JSON pointer: \(JSON.text(item))")
    }
    return pointer
  }

  private static func value(_ item: Value, _ name: String) throws(StatusError) -> Value {
    guard let value = item["value"] else {
      throw .badRequest("error decoding patch: \(name) operation without \"value\": \(JSON.text(item))")
    }
    return value
  }

  /// Applies all operations; 422 with the reason when one doesn't apply.
  public func apply(to value: Value) throws(StatusError) -> Value {
    do throws(Inapplicable) {
      return try applied(to: value)
    } catch {
      throw StatusError(422, .invalid, "the server rejected our request due to an error in our request: \(error.message)")
    }
  }

  /// As above, but nil when a test doesn't hold; 400 with the bare reason for other operations that don't apply.
  public func applyIfTestsHold(to value: Value) throws(StatusError) -> Value? {
    do throws(Inapplicable) {
      return try applied(to: value)
    } catch {
      if error.isFailedTest { return nil }
      throw .badRequest(error.message)
    }
  }

  private func applied(to value: Value) throws(Inapplicable) -> Value {
    var result = value
    var copiedBytes = 0
    var rest = operations[...]
    while let operation = rest.first {
      if let (place, names, object) = Self.fieldsRemoved(by: rest, from: result) {
        try Self.apply(.replace(place, .object(object)), to: &result, copiedBytes: &copiedBytes)
        rest = rest.dropFirst(names.count)
      } else {
        try Self.apply(operation, to: &result, copiedBytes: &copiedBytes)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The fields of one object that the next operations remove one after the other, all of which are there, and the object without
  /// them: taken out in one pass. nil where that is one field at most.
  private static func fieldsRemoved(
    by operations: ArraySlice<Operation>, from root: Value
  ) -> (parent: JSONPointer, names: Set<String>, rest: Object)? {
    guard case .remove(let first)? = operations.first, case .remove? = operations.dropFirst().first, !first.tokens.isEmpty else { return nil }
    let parent = JSONPointer(Array(first.tokens.dropLast()))
    guard var object = parent.value(in: root)?.object else { return nil }
    var names: Set<String> = []
    for operation in operations {
      guard case .remove(let path) = operation, path.tokens.dropLast() == parent.tokens[...], let name = path.tokens.last,
        object.contains(name), names.insert(name).inserted
      else { break }
    }
    guard names.count > 1 else { return nil }
    object.removeAll(names)
    return (parent, names, object)
  }

  private struct Inapplicable: Error {
    var message: String
    var isFailedTest = false
  }

  private static func apply(_ operation: Operation, to root: inout Value, copiedBytes: inout Int) throws(Inapplicable) {
    switch operation {
    case .add(let path, let value):
      try edit(&root, path.tokens[...], "add", path, .add(value))
    case .remove(let path):
      try edit(&root, path.tokens[...], "remove", path, .remove)
    case .replace(let path, let value):
      try edit(&root, path.tokens[...], "replace", path, .replace(value))
    case .test(let path, let expected):
      guard (path.value(in: root) ?? .null) == expected else { 
        throw Inapplicable(message: "testing value \(path) failed: test failed", isFailedTest: true)
      }
    case .move(let from, let path):
      guard let value = from.value(in: root) else { throw missing("move", "from ", from) }
      guard !path.tokens.starts(with: from.tokens) || path == from else {
        throw Inapplicable(message: "move operation does not apply: \(path) is inside \(from)")
      }
      try edit(&root, from.tokens[...], "move", from, .remove)
      try edit(&root, path.tokens[...], "move", path, .add(value))
    case .copy(let from, let path):
      guard let value = from.value(in: root) else { throw missing("copy", "from ", from) }
      copiedBytes += value.encodedBytesEstimate(limit: copiedBytesMax)
      guard copiedBytes <= copiedBytesMax else {
        throw Inapplicable(
          message: "unable to complete the copy, the accumulated size increase of copy is \(copiedBytes), exceeding the limit \(copiedBytesMax)")
      }
      try edit(&root, path.tokens[...], "copy", path, .add(value))
    }
  }

  private enum Edit { case add(Value), replace(Value), remove }

  private static func missing(_ name: String, _ direction: String, _ path: JSONPointer) -> Inapplicable {
    Inapplicable(message: "\(name) operation does not apply: doc is missing \(direction)path: \"\(path)\": missing value")
  }

  private static func edit(
    _ value: inout Value, _ tokens: ArraySlice<String>, _ name: String, _ path: JSONPointer, _ edit: Edit
  ) throws(Inapplicable) {
    guard let token = tokens.first else {
      switch edit {
      case .add(let new), .replace(let new): value = new
      case .remove: throw Inapplicable(message: "\(name) operation does not apply: the whole document can't be removed")
      }
      return
    }
    switch value {
    case .object(var object):
      value = .null
      defer { value = .object(object) }
      if tokens.count > 1 {
        guard var child = object[token] else { throw missing(name, "", path) }
        object[token] = .null
        defer { object[token] = child }
        try self.edit(&child, tokens.dropFirst(), name, path, edit)
        return
      }
      switch edit {
      case .add(let new): object[token] = new
      case .replace(let new):
        guard object.contains(token) else { throw missing(name, "", path) }
        object[token] = new
      case .remove:
        guard object.contains(token) else { throw missing(name, "", path) }
        object[token] = nil
      }
    case .array(var elements):
      value = .null
      defer { value = .array(elements) }
      try editElement(&elements, token, tokens, name, path, edit)
    default: throw missing(name, "", path)
    }
  }

  private static func editElement(
    _ elements: inout [Value], _ token: String, _ tokens: ArraySlice<String>, _ name: String, _ path: JSONPointer, _ edit: Edit
  ) throws(Inapplicable) {
    if tokens.count == 1, case .add(let new) = edit {
      if token == "-" { elements.append(new); return }
      guard let index = JSONPointer.index(token, below: elements.count + 1) else {
        throw Inapplicable(message: "\(name) operation does not apply: unable to access invalid index: \(token): invalid index referenced")
      }
      elements.insert(new, at: index)
      return
    }
    guard let index = JSONPointer.index(token, below: elements.count) else { throw missing(name, "", path) }
    if tokens.count > 1 {
      var child = elements[index]
      elements[index] = .null
      defer { elements[index] = child }
      try self.edit(&child, tokens.dropFirst(), name, path, edit)
      return
    }
    switch edit {
    case .replace(let new), .add(let new): elements[index] = new
    case .remove: elements.remove(at: index)
    }
  }
}

extension Value {
  /// Roughly the length of the JSON text, counted until it passes `limit`.
  func encodedBytesEstimate(limit: Int) -> Int {
    switch self {
    case .null, .bool, .int, .double: return 8
    case .string(let text): return text.utf8.count + 2
    case .array(let elements):
      var total = 2
      for element in elements where total <= limit { total += 1 + element.encodedBytesEstimate(limit: limit) }
      return total
    case .object(let object):
      var total = 2
      for field in object where total <= limit { total += field.key.utf8.count + 4 + field.value.encodedBytesEstimate(limit: limit) }
      return total
    }
  }
}
