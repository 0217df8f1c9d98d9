import APIMachinery
import Synchronization

/// Objects as `application/vnd.kubernetes.protobuf` and back, driven by the field numbers of the type table.
///
/// The messages are made on first use. Encoding writes what is set, in the order of the numbers; decoding gives what the JSON
/// form of the same object decodes to.
public final class ProtobufCodec: Sendable {
  private let types: TypeTable
  private let omittedZeros: [String: Set<String>]
  private let made = Mutex<ProtobufMessages?>(nil)

  /// What stands before every object (k8s.io/apimachinery, serializer/protobuf).
  static let magic: [UInt8] = [0x6b, 0x38, 0x73, 0]

  init(_ types: TypeTable, omittedZeros: [String: Set<String>]) { (self.types, self.omittedZeros) = (types, omittedZeros) }

  private var messages: ProtobufMessages {
    made.withLock { made in
      if let made { return made }
      let messages = ProtobufMessages(types, omittedZeros: omittedZeros)
      made = messages
      return messages
    }
  }

  /// Whether the structure, and all that it leads to, has field numbers.
  public func hasMessage(_ typeName: String) -> Bool { messages.position(of: typeName) != nil }

  /// The bare message; nil for a structure that has none.
  public func encode(_ object: Object, as typeName: String) -> [UInt8]? {
    let messages = messages
    guard let position = messages.position(of: typeName) else { return nil }
    var writer = ProtobufWriter()
    writer.write(object, messages.messages[position], messages)
    return writer.bytes
  }

  /// The object in its envelope (`runtime.Unknown`): which kind it is, and its message.
  public func encodeEnvelope(_ object: Value, as typeName: String) -> [UInt8]? {
    let messages = messages
    guard let position = messages.position(of: typeName), let fields = object.object else { return nil }
    return Self.envelope(apiVersion: object.apiVersion, kind: object.kind) { writer in
      writer.write(fields, messages.messages[position], messages)
    }
  }

  /// Objects as the items of a list: what `encodeList` puts between its ends. Made one by one, so that no list is held as a value.
  public func encodeItems(_ items: some Sequence<Value>, as typeName: String) -> [UInt8]? {
    let messages = messages
    guard let position = messages.position(of: typeName) else { return nil }
    var writer = ProtobufWriter()
    for item in items { writer.nested(2) { $0.write(item.object ?? Object(), messages.messages[position], messages) } }
    return writer.bytes
  }

  /// A list around parts that `encodeItems` made.
  public func encodeList(apiVersion: String, kind: String, metadata: Value, parts: [[UInt8]]) -> [UInt8]? {
    let messages = messages
    guard let listMeta = messages.position(of: Scheme.metaPackage + ".ListMeta") else { return nil }
    return Self.envelope(apiVersion: apiVersion, kind: kind) { writer in
      writer.nested(1) { $0.write(metadata.object ?? Object(), messages.messages[listMeta], messages) }
      for part in parts { writer.append(part) }
    }
  }

  static func envelope(apiVersion: String, kind: String, _ raw: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.append(magic)
    writer.nested(1) { type in
      type.string(1, apiVersion)
      type.string(2, kind)
    }
    writer.nested(2, raw)
    writer.string(3, "")
    writer.string(4, "")
    return writer.bytes
  }

  /// One event of a watch: four bytes of length, and a WatchEvent with the object in its envelope.
  public static func watchFrame(type: String, object: [UInt8]) -> [UInt8] {
    var event = ProtobufWriter()
    event.string(1, type)
    event.nested(2) { $0.lengthDelimited(1, object) }
    let length = UInt32(event.bytes.count)
    return [UInt8(truncatingIfNeeded: length >> 24), UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)]
      + event.bytes
  }
}

// MARK: decoding

extension ProtobufCodec {
  /// What an envelope says of its content. An envelope may leave out what the content is.
  struct Envelope {
    var apiVersion = ""
    var kind = ""
    var raw: UnsafeRawBufferPointer?
  }

  /// The object in an envelope: `typeName` finds the structure of the kind it names. Throws what Go's decoder would say.
  public func decodeEnvelope(_ bytes: [UInt8], typeName: (String, String) -> String?) throws(ProtobufError) -> Value {
    do throws(ProtobufReader.Malformed) {
      return try bytes.withUnsafeBufferPointer { (bytes) throws(ProtobufReader.Malformed) in
        let buffer = UnsafeRawBufferPointer(bytes)
        guard buffer.count >= 4, buffer.prefix(4).elementsEqual(Self.magic) else {
          throw ProtobufReader.Malformed(
            description: "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")
        }
        let envelope = try Self.read(UnsafeRawBufferPointer(rebasing: buffer[4...]))
        guard let name = typeName(envelope.apiVersion, envelope.kind), let position = messages.position(of: name) else {
          throw ProtobufReader.Malformed(
            description: "no kind \"\(envelope.kind)\" is registered for version \"\(envelope.apiVersion)\"")
        }
        let decoded = try ProtobufDecoder(messages: messages).decode(
          envelope.raw ?? UnsafeRawBufferPointer(start: nil, count: 0), messages.messages[position])
        return Self.identified(decoded, envelope)
      }
    } catch {
      throw ProtobufError(description: error.description)
    }
  }

  /// A bare message of a structure.
  public func decode(_ bytes: [UInt8], as typeName: String) throws(ProtobufError) -> Value {
    let messages = messages
    guard let position = messages.position(of: typeName) else { throw ProtobufError(description: "\(typeName) has no message") }
    do throws(ProtobufReader.Malformed) {
      return try bytes.withUnsafeBufferPointer { (bytes) throws(ProtobufReader.Malformed) in
        try ProtobufDecoder(messages: messages).decode(UnsafeRawBufferPointer(bytes), messages.messages[position])
      }
    } catch {
      throw ProtobufError(description: error.description)
    }
  }

  private static func identified(_ value: Value, _ envelope: Envelope) -> Value {
    var object = Object()
    if !envelope.apiVersion.isEmpty { object["apiVersion"] = .string(envelope.apiVersion) }
    if !envelope.kind.isEmpty { object["kind"] = .string(envelope.kind) }
    for field in value.object ?? Object() { object[field.key] = field.value }
    return .object(object)
  }

  private static func read(_ bytes: UnsafeRawBufferPointer) throws(ProtobufReader.Malformed) -> Envelope {
    var envelope = Envelope()
    var reader = ProtobufReader(bytes)
    while !reader.isAtEnd {
      let (number, wireType) = try reader.tag()
      switch (number, wireType) {
      case (1, 2):
        var type = ProtobufReader(try reader.block())
        while !type.isAtEnd {
          let (number, wireType) = try type.tag()
          guard wireType == 2, number <= 2 else {
            try type.skip(wireType)
            continue
          }
          let text = try ProtobufDecoder.text(try type.block(), "typeMeta")
          if number == 1 { envelope.apiVersion = text } else { envelope.kind = text }
        }
      case (2, 2): envelope.raw = try reader.block()
      default: try reader.skip(wireType)
      }
    }
    return envelope
  }
}

/// Why bytes are no message of the kind they should be.
public struct ProtobufError: Error, CustomStringConvertible {
  public var description: String
}
