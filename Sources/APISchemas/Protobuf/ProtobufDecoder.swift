import APIMachinery
import Basics

/// Protobuf messages to values: fields in the order of the structure, zeros that mean unset left out, as decoding JSON does.
struct ProtobufDecoder {
  typealias Malformed = ProtobufReader.Malformed

  let messages: ProtobufMessages
  static let depthMax = 64

  func decode(_ bytes: UnsafeRawBufferPointer, _ message: ProtobufMessage, depth: Int = 0) throws(Malformed) -> Value {
    guard depth < Self.depthMax else { throw Malformed(description: "proto: messages nest too deep") }
    var values = [Value?](repeating: nil, count: message.fieldNames.count)
    try read(bytes, message.nodes, &values, depth)
    if message.isUnion { return Self.alternative(message, values) }
    var object = Object()
    for (position, value) in values.enumerated() {
      if let value { object[message.fieldNames[position]] = value }
    }
    return .object(object)
  }

  private func read(
    _ bytes: UnsafeRawBufferPointer, _ nodes: [(number: Int, node: ProtobufMessage.Node)], _ values: inout [Value?], _ depth: Int
  ) throws(Malformed) {
    var reader = ProtobufReader(bytes)
    var cursor = 0
    while !reader.isAtEnd {
      let (number, wireType) = try reader.tag()
      if cursor >= nodes.count || nodes[cursor].number != number { cursor = nodes.firstIndex { $0.number == number } ?? nodes.count }
      guard cursor < nodes.count else {
        try reader.skip(wireType)
        continue
      }
      switch nodes[cursor].node {
      case .enclosing(let inner):
        guard wireType == 2 else { throw wrong(wireType, "embedded message") }
        try read(try reader.block(), inner, &values, depth)
      case .field(let field): try read(&reader, wireType, field, &values[field.position], depth)
      }
    }
  }

  private func read(
    _ reader: inout ProtobufReader, _ wireType: UInt8, _ field: ProtobufMessage.Field, _ value: inout Value?, _ depth: Int
  ) throws(Malformed) {
    switch field.coder {
    case .list(let element):
      var items = value?.array ?? []
      value = nil
      if wireType == 2, element.isPackable {
        var packed = ProtobufReader(try reader.block())
        while !packed.isAtEnd { items.append(try scalar(&packed, element.packedWireType, element, field, depth) ?? .null) }
      } else {
        items.append(try scalar(&reader, wireType, element, field, depth) ?? .null)
      }
      value = .array(items)
    case .map(let element):
      var object = value?.object ?? Object()
      value = nil
      guard wireType == 2 else { throw wrong(wireType, field.name) }
      let (key, content) = try entry(try reader.block(), element, field, depth)
      object[key] = content
      value = .object(object)
    default:
      guard let decoded = try scalar(&reader, wireType, field.coder, field, depth) else { return }
      if field.dropsZero, decoded.isZeroScalar { return }
      value = decoded
    }
  }

  private func entry(
    _ bytes: UnsafeRawBufferPointer, _ element: ProtobufMessage.Coder, _ field: ProtobufMessage.Field, _ depth: Int
  ) throws(Malformed) -> (String, Value) {
    var reader = ProtobufReader(bytes)
    var key = ""
    var value: Value?
    while !reader.isAtEnd {
      let (number, wireType) = try reader.tag()
      switch number {
      case 1: key = try text(&reader, wireType, field)
      case 2: value = try scalar(&reader, wireType, element, field, depth)
      default: try reader.skip(wireType)
      }
    }
    return (key, value ?? element.zero)
  }

  /// One value; nil for one that stands for none (the zero of a time).
  private func scalar(
    _ reader: inout ProtobufReader, _ wireType: UInt8, _ coder: ProtobufMessage.Coder, _ field: ProtobufMessage.Field, _ depth: Int
  ) throws(Malformed) -> Value? {
    switch coder {
    case .string: return .string(try text(&reader, wireType, field))
    case .boolean: return .bool(try integer(&reader, wireType, field) != 0)
    case .integer(let is32):
      let int = try integer(&reader, wireType, field)
      return .int(is32 ? Int64(Int32(truncatingIfNeeded: int)) : int)
    case .double:
      guard wireType == 1 else { throw wrong(wireType, field.name) }
      return .double(Double(bitPattern: try reader.fixed64()))
    default: break
    }
    guard wireType == 2 else { throw wrong(wireType, field.name) }
    let block = try reader.block()
    switch coder {
    case .bytes: return .string(Base64.encode(block))
    case .quantity: return try wrapped(block, field).text
    case .raw: return try json(block, field)
    case .time(let isMicro): return try time(block, isMicro, field)
    case .intOrString:
      let parts = try wrapped(block, field)
      return parts.first == 1 ? .string(parts.third) : .int(Int64(Int32(truncatingIfNeeded: parts.second)))
    case .message(let position): return try decode(block, messages.messages[position], depth: depth + 1)
    case .listMessage(let element):
      let list = ProtobufMessage.Field(name: field.name, position: 0, coder: .list(element), dropsZero: false)
      var values: [Value?] = [nil]
      try read(block, [(1, .field(list))], &values, depth + 1)
      return values[0] ?? []
    default: throw Malformed(description: "proto: \(field.name) can't be nested")
    }
  }

  private func integer(_ reader: inout ProtobufReader, _ wireType: UInt8, _ field: ProtobufMessage.Field) throws(Malformed) -> Int64 {
    guard wireType == 0 else { throw wrong(wireType, field.name) }
    return Int64(bitPattern: try reader.varint())
  }

  private func text(_ reader: inout ProtobufReader, _ wireType: UInt8, _ field: ProtobufMessage.Field) throws(Malformed) -> String {
    guard wireType == 2 else { throw wrong(wireType, field.name) }
    return try Self.text(try reader.block(), field.name)
  }

  static func text(_ bytes: UnsafeRawBufferPointer, _ name: String) throws(Malformed) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Malformed(description: "proto: \(name) isn't UTF-8") }
    return text
  }

  private func wrong(_ wireType: UInt8, _ name: String) -> Malformed {
    Malformed(description: "proto: wrong wireType = \(wireType) for field \(name)")
  }
}

// MARK: small messages with a meaning of their own

extension ProtobufDecoder {
  private struct Parts {
    var first: Int64 = 0
    var second: Int64 = 0
    var text: Value?
    var third = ""
  }

  /// The fields of Quantity (1: text), Timestamp (1 and 2: numbers) and IntOrString (1 and 2: numbers, 3: text).
  private func wrapped(_ bytes: UnsafeRawBufferPointer, _ field: ProtobufMessage.Field) throws(Malformed) -> Parts {
    var parts = Parts()
    var reader = ProtobufReader(bytes)
    while !reader.isAtEnd {
      let (number, wireType) = try reader.tag()
      switch (number, wireType) {
      case (1, 0): parts.first = Int64(bitPattern: try reader.varint())
      case (2, 0): parts.second = Int64(bitPattern: try reader.varint())
      case (1, 2): parts.text = .string(try Self.text(try reader.block(), field.name))
      case (3, 2): parts.third = try Self.text(try reader.block(), field.name)
      default: try reader.skip(wireType)
      }
    }
    return parts
  }

  private func time(_ bytes: UnsafeRawBufferPointer, _ isMicro: Bool, _ field: ProtobufMessage.Field) throws(Malformed) -> Value? {
    if bytes.isEmpty { return nil }
    let parts = try wrapped(bytes, field)
    // The year 1 is Go's zero time; what a Timestamp can't hold is refused.
    if parts.first == -62_135_596_800 { return nil }
    guard abs(parts.first) < 9_000_000_000, (0..<1_000_000_000).contains(parts.second) else {
      throw Malformed(description: "proto: \(field.name) is no time")
    }
    let time = Timestamp(nanosecondsSinceEpoch: parts.first * 1_000_000_000 + parts.second)
    return .string(isMicro ? time.rfc3339Micro : time.rfc3339)
  }

  private func json(_ bytes: UnsafeRawBufferPointer, _ field: ProtobufMessage.Field) throws(Malformed) -> Value? {
    var reader = ProtobufReader(bytes)
    var content: UnsafeRawBufferPointer?
    while !reader.isAtEnd {
      let (number, wireType) = try reader.tag()
      if number == 1, wireType == 2 { content = try reader.block() } else { try reader.skip(wireType) }
    }
    guard let content, !content.isEmpty else { return nil }
    do { return try JSON.decode(Array(content)) } catch {
      throw Malformed(description: "proto: \(field.name) holds no JSON: \(error)")
    }
  }

  /// Of a union: a structure or list where there is one, the flag or text otherwise.
  private static func alternative(_ message: ProtobufMessage, _ values: [Value?]) -> Value {
    let set = values.compactMap { $0 }
    let compound = set.first { value in
      switch value {
      case .object, .array: true
      default: false
      }
    }
    return compound ?? set.first ?? .null
  }
}

extension ProtobufMessage.Coder {
  fileprivate var isPackable: Bool {
    switch self {
    case .boolean, .integer, .double: true
    default: false
    }
  }

  fileprivate var packedWireType: UInt8 { if case .double = self { 1 } else { 0 } }

  /// What a map's entry without a value holds.
  fileprivate var zero: Value {
    switch self {
    case .string, .bytes: ""
    case .boolean: false
    case .integer, .double, .intOrString: 0
    case .quantity: "0"
    case .listMessage, .list: []
    case .message, .map: [:]
    case .time, .raw: .null
    }
  }
}
