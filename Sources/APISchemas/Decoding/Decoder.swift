import APIMachinery
import Basics

/// Turns what a client sent into an object of the schema: types checked, unknown fields pruned, fields in the order of
/// the schema, numbers, times and quantities in their canonical form, nulls gone (a null is an unset field).
///
/// Recursion is bounded by the depth of the schema, and inside untyped parts by the parser's depth limit.
struct Decoder {
  /// What is wrong first; decoding has no use for more, as in Go.
  struct Failure: Error {
    var message: String
    /// The same of an object in memory, where it differs.
    var restoring: String?
  }

  private let types: TypeTable
  private let omittedZeros: [String: Set<String>]
  private(set) var unknownFields: [String] = []
  private var path: [PathElement] = []

  enum PathElement { case field(String), key(String), index(Int) }

  /// `omittedZeros`: by structure, the optional fields whose zero means unset.
  init(types: TypeTable, omittedZeros: [String: Set<String>]) { (self.types, self.omittedZeros) = (types, omittedZeros) }

  mutating func decode(_ value: Value, as typeName: String) throws(Failure) -> Value {
    guard let type = types.type(typeName) else { return value }
    if type.isUnion { return try decode(alternativeOf: type, value) }
    guard let object = value.object else {
      throw Failure(
        message: "json: cannot unmarshal \(value.goName) into Go value of type \(Self.goName(typeName))",
        restoring: "cannot restore struct from: \(value.goKind)")
    }
    return .object(try decode(object, as: type))
  }

  private mutating func decode(_ object: Object, as type: ObjectType) throws(Failure) -> Object {
    var known = 0
    var result = Object()
    result.reserveCapacity(object.count)
    for field in type.fields {
      guard let value = object[field.name] else { continue }
      known += 1
      if value.isNull { continue }
      path.append(.field(field.name))
      let decoded = try decode(value, as: field.type, in: type)
      path.removeLast()
      if !field.isRequired, decoded.isEmptyCollection, field.type.isCollection { continue }
      if decoded.isZeroScalar, omittedZeros[type.name]?.contains(field.name) ?? false { continue }
      result.append(field.name, decoded)
    }
    guard known < object.count else { return result }
    for field in object where type.field(field.key) == nil {
      if type.preservesUnknownFields { result[field.key] = field.value } else { unknownFields.append(pathText(adding: field.key)) }
    }
    return result
  }

  private mutating func decode(_ value: Value, as expression: TypeExpression, in type: ObjectType) throws(Failure) -> Value {
    switch expression {
    case .string: if case .string = value { return value }
    case .boolean: if case .bool = value { return value }
    case .int32: if let int = value.int, Int32(exactly: int) != nil { return .int(int) }
    case .int64: if let int = value.int { return .int(int) }
    case .number: if value.double != nil { return value }
    case .intOrString:
      if case .string = value { return value }
      if let int = value.int, Int32(exactly: int) != nil { return .int(int) }
    case .quantity: return try quantity(value)
    case .time, .microTime: return try time(value, isMicro: expression == .microTime, in: type)
    case .bytes: return try bytes(value, in: type)
    case .anyObject: if case .object = value { return value }
    case .any: return value
    case .map(let element, _):
      if let object = value.object { return .object(try map(object, of: element, in: type)) }
    case .list(let element, _):
      if let array = value.array { return .array(try list(array, of: element, in: type)) }
    case .named(let name):
      guard let structure = types.type(name) else { return value }
      if structure.isUnion { return try decode(alternativeOf: structure, value) }
      if let object = value.object { return .object(try decode(object, as: structure)) }
    }
    throw mismatch(value, expression, in: type)
  }

  private mutating func map(_ object: Object, of element: TypeExpression, in type: ObjectType) throws(Failure) -> Object {
    var result = Object()
    result.reserveCapacity(object.count)
    for field in object.sortedByKey() {
      path.append(.key(field.key))
      let value = field.value.isNull ? zero(of: element) : field.value
      result.append(field.key, try decode(value, as: element, in: type))
      path.removeLast()
    }
    return result
  }

  private mutating func list(_ array: [Value], of element: TypeExpression, in type: ObjectType) throws(Failure) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(array.count)
    for (position, value) in array.enumerated() {
      path.append(.index(position))
      result.append(try decode(value.isNull ? zero(of: element) : value, as: element, in: type))
      path.removeLast()
    }
    return result
  }
}

// MARK: unions

extension Decoder {
  private mutating func decode(alternativeOf union: ObjectType, _ value: Value) throws(Failure) -> Value {
    guard let alternative = union.alternative(for: value) else {
      throw Failure(message: union.fields.map(\.type.formName).joined(separator: " or ") + " expected")
    }
    return try decode(value, as: alternative.type, in: union)
  }

  /// What a null element is decoded to; a union's value may be null itself.
  private func zero(of element: TypeExpression) -> Value {
    if case .named(let name) = element, types.type(name)?.isUnion ?? false { return .null }
    return element.zero
  }
}

// MARK: scalars with a syntax

extension Decoder {
  private func quantity(_ value: Value) throws(Failure) -> Value {
    let text: String
    switch value {
    case .string(let string): text = string.trimmed
    case .int(let int): text = String(int)
    case .double: text = JSON.text(value)
    default: throw Failure(message: Quantity.ParseError.format.description)
    }
    do { return .string(try Quantity(text).description) } catch { throw Failure(message: error.description) }
  }

  private func time(_ value: Value, isMicro: Bool, in type: ObjectType) throws(Failure) -> Value {
    guard case .string(let text) = value else { throw mismatch(value, .string, in: type) }
    guard let time = Timestamp(rfc3339: text) else {
      let layout = isMicro ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00"
      throw Failure(message: "parsing time \"\(text)\" as \"\(layout)\": cannot parse \"\(text)\" as \"2006\"")
    }
    let canonical = isMicro ? time.rfc3339Micro : time.rfc3339
    return text == canonical ? value : .string(canonical)
  }

  private func bytes(_ value: Value, in type: ObjectType) throws(Failure) -> Value {
    guard case .string(let text) = value else { throw mismatch(value, .bytes, in: type) }
    if let position = Base64.firstIllegalByte(text) { throw Failure(message: "illegal base64 data at input byte \(position)") }
    return value
  }
}

// MARK: messages

extension Decoder {
  /// Go's words: the structure's name and the dotted path of field names, list positions and map keys left out.
  private func mismatch(_ value: Value, _ expression: TypeExpression, in type: ObjectType) -> Failure {
    let fields = path.compactMap { if case .field(let name) = $0 { name } else { nil } }.joined(separator: ".")
    var found = value.goName
    if case .int(let int) = value { found += " \(int)" }
    if case .double(let double) = value { found += " \(double)" }
    if !expression.isNumber { found = value.goName }
    return Failure(
      message: "json: cannot unmarshal \(found) into Go struct field "
        + "\(Self.shortName(type.name)).\(fields) of type \(expression.goName)",
      restoring: Mistyping.restoring(value, as: expression))
  }

  private func pathText(adding key: String) -> String {
    var text = ""
    for element in path {
      switch element {
      case .field(let name): text += (text.isEmpty ? "" : ".") + name
      case .key(let key): text += (text.isEmpty ? "" : ".") + key
      case .index(let index): text += "[\(index)]"
      }
    }
    return "unknown field \"" + text + (text.isEmpty ? "" : ".") + key + "\""
  }

  static func shortName(_ typeName: String) -> String {
    typeName.lastIndex(of: ".").map { String(typeName[typeName.index(after: $0)...]) } ?? typeName
  }

  /// `v1.Container` for `io.k8s.api.core.v1.Container`.
  static func goName(_ typeName: String) -> String {
    typeName.split(separator: ".").suffix(2).joined(separator: ".")
  }
}

extension Value {
  /// What Go's decoder calls a JSON value.
  var goName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int, .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  var isZeroScalar: Bool {
    switch self {
    case .bool(let flag): !flag
    case .int(let number): number == 0
    case .string(let text): text.isEmpty
    default: false
    }
  }

  var isEmptyCollection: Bool {
    switch self {
    case .array(let array): array.isEmpty
    case .object(let object): object.isEmpty
    default: false
    }
  }
}

extension TypeExpression {
  var isNumber: Bool { [.int32, .int64, .number, .intOrString].contains(self) }

  /// Whether the type has a zero that Go's omitempty leaves out.
  var hasZero: Bool { [.string, .boolean, .int32, .int64].contains(self) }

  var isCollection: Bool {
    switch self {
    case .map, .list: true
    default: false
    }
  }

  /// What a message about a union calls the type.
  var formName: String {
    switch self {
    case .boolean: "boolean"
    case .list: "array"
    case .named, .map, .anyObject: "object"
    default: goName
    }
  }

  /// What Go decodes a null element to.
  var zero: Value {
    switch self {
    case .string, .bytes: ""
    case .boolean: false
    case .int32, .int64, .number, .intOrString: 0
    case .quantity: "0"
    case .list: []
    case .map, .named, .anyObject: [:]
    case .time, .microTime, .any: .null
    }
  }

  var goName: String {
    switch self {
    case .string, .quantity, .time, .microTime: "string"
    case .boolean: "bool"
    case .int32, .intOrString: "int32"
    case .int64: "int64"
    case .number: "float64"
    case .bytes: "[]uint8"
    case .anyObject, .any: "map[string]interface {}"
    case .map(let element, _): "map[string]" + element.goName
    case .list(let element, _): "[]" + element.goName
    case .named(let name): Decoder.goName(name)
    }
  }
}
