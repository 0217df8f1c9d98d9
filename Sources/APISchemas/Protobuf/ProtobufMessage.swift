import APIMachinery

/// A structure as a protobuf message: its fields in the order of their numbers, each with the way it is coded.
final class ProtobufMessage: Sendable {
  /// The way of a type on the wire (Protocol Buffers documentation: Encoding; the messages of Quantity, Time, IntOrString and
  /// RawExtension are those of k8s.io/apimachinery).
  indirect enum Coder: Sendable {
    case string, boolean, integer(is32: Bool), double, bytes, quantity, intOrString
    case time(isMicro: Bool)
    /// JSON text inside a message (RawExtension, FieldsV1, JSON).
    case raw
    /// A position in the codec's messages.
    case message(Int)
    case list(Coder)
    /// An entry a key: `value` is coded as a field of its own.
    case map(Coder)
    /// A list inside a map or list: a message whose field 1 holds the elements (`ExtraValue`).
    case listMessage(Coder)
  }

  struct Field: Sendable {
    var name: String
    /// Where the field stands in the structure.
    var position: Int
    var coder: Coder
    /// A zero from the wire means unset: the field isn't optional in Go, so that its zero is always sent.
    var dropsZero: Bool
  }

  indirect enum Node: Sendable {
    case field(Field)
    /// A message around fields that JSON has flat.
    case enclosing([(number: Int, node: Node)])
  }

  let nodes: [(number: Int, node: Node)]
  let fieldNames: [String]
  let isUnion: Bool

  init(nodes: [(number: Int, node: Node)], fieldNames: [String], isUnion: Bool) {
    (self.nodes, self.fieldNames, self.isUnion) = (nodes, fieldNames, isUnion)
  }
}
