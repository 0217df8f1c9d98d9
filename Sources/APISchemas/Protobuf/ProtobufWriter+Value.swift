import APIMachinery
import Basics

extension ProtobufWriter {
  /// The fields of a message that are set, in the order of their numbers.
  mutating func write(_ object: Object, _ message: ProtobufMessage, _ messages: ProtobufMessages) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(message.fieldNames.count, 1)) { found in
      found.initialize(repeating: -1)
      var cursor = 0
      for at in 0..<object.count {
        let key = object[at].key
        // Fields mostly come in the order of the structure, so the search starts after the last one found.
        guard let position = message.position(of: key, from: cursor) else { continue }
        found[position] = Int32(at)
        cursor = position + 1
      }
      write(message.nodes, object, UnsafeBufferPointer(found), messages)
    }
  }

  private mutating func write(
    _ nodes: [(number: Int, node: ProtobufMessage.Node)], _ object: Object, _ found: UnsafeBufferPointer<Int32>, _ messages: ProtobufMessages
  ) {
    for (number, node) in nodes {
      switch node {
      case .field(let field):
        let at = Int(found[field.position])
        if at >= 0 { write(object[at].value, number, field.coder, messages) }
      case .enclosing(let inner):
        guard Self.hasAny(inner, found) else { continue }
        nested(number) { writer in writer.write(inner, object, found, messages) }
      }
    }
  }

  private static func hasAny(_ nodes: [(number: Int, node: ProtobufMessage.Node)], _ found: UnsafeBufferPointer<Int32>) -> Bool {
    nodes.contains { item in
      switch item.node {
      case .field(let field): found[field.position] >= 0
      case .enclosing(let inner): hasAny(inner, found)
      }
    }
  }

  private mutating func write(_ value: Value, _ number: Int, _ coder: ProtobufMessage.Coder, _ messages: ProtobufMessages) {
    if value.isNull { return }
    switch coder {
    case .string: if let text = value.string { string(number, text) }
    case .boolean: if let flag = value.bool { integer(number, flag ? 1 : 0) }
    case .integer: if let int = value.int { integer(number, int) }
    case .double: if let double = value.double { fixed(number, double) }
    case .bytes: if let content = value.string.flatMap({ Base64.decode($0) }) { lengthDelimited(number, content) }
    case .quantity: if let text = value.string { nested(number) { $0.string(1, text) } }
    case .intOrString:
      nested(number) { writer in
        writer.integer(1, value.string == nil ? 0 : 1)
        writer.integer(2, value.int ?? 0)
        writer.string(3, value.string ?? "")
      }
    case .time(let isMicro):
      guard let time = value.timestamp else { return }
      let nanoseconds = time.nanosecondsSinceEpoch - time.secondsSinceEpoch * 1_000_000_000
      nested(number) { writer in
        writer.integer(1, time.secondsSinceEpoch)
        writer.integer(2, isMicro ? nanoseconds / 1000 * 1000 : 0)
      }
    case .raw: nested(number) { $0.lengthDelimited(1, JSON.encode(value)) }
    case .message(let position):
      let message = messages.messages[position]
      nested(number) { writer in
        if message.isUnion { writer.write(union: value, message, messages) } else { writer.write(value.object ?? Object(), message, messages) }
      }
    case .list(let element): for item in value.array ?? [] { write(element: item, number, element, messages) }
    case .listMessage(let element): nested(number) { $0.write(value, 1, .list(element), messages) }
    case .map(let element):
      for (key, value) in value.object ?? Object() {
        nested(number) { writer in
          writer.string(1, key)
          writer.write(element: value, 2, element, messages)
        }
      }
    }
  }

  /// A null among others is its type's zero.
  private mutating func write(element value: Value, _ number: Int, _ coder: ProtobufMessage.Coder, _ messages: ProtobufMessages) {
    guard value.isNull else { return write(value, number, coder, messages) }
    switch coder {
    case .string, .bytes: string(number, "")
    case .boolean, .integer: integer(number, 0)
    case .double: fixed(number, 0)
    default: nested(number) { _ in }
    }
  }

  /// The alternative that the value is; a structure where a flag could stand implies the flag.
  private mutating func write(union value: Value, _ message: ProtobufMessage, _ messages: ProtobufMessages) {
    for (number, node) in message.nodes {
      guard case .field(let field) = node else { continue }
      switch (field.coder, value) {
      case (.boolean, .bool(let flag)): integer(number, flag ? 1 : 0)
      case (.boolean, .object): integer(number, 1)
      case (.message, .object), (.list, .array), (.string, .string), (.integer, .int): write(value, number, field.coder, messages)
      default: continue
      }
    }
  }
}

extension ProtobufMessage {
  func position(of name: String, from start: Int) -> Int? {
    var position = start
    while position < fieldNames.count {
      if fieldNames[position] == name { return position }
      position += 1
    }
    return fieldNames[..<min(start, fieldNames.count)].firstIndex(of: name)
  }
}
