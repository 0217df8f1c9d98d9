import APIMachinery

/// The messages of all structures that have field numbers, made from a type table.
struct ProtobufMessages: Sendable {
  private(set) var messages: [ProtobufMessage] = []
  private var positions: [String: Int] = [:]
  /// The structures that stand for any JSON value, as `JSON` of apiextensions.k8s.io does.
  private let anyValues: Set<String>

  /// Structures of which a field has no number, or leads to such a structure, have no message.
  init(_ types: TypeTable, omittedZeros: [String: Set<String>]) {
    let all = types.names.compactMap { types.type($0) }
    anyValues = Set(all.filter { type in type.isUnion && type.fields.map { $0.type } == [.any] }.map(\.name))
    let incomplete = Self.incomplete(all, types)
    let complete = all.filter { !incomplete.contains($0.name) }
    for (position, type) in complete.enumerated() { positions[type.name] = position }
    messages = complete.map { message(of: $0, omittedZeros[$0.name] ?? []) }
  }

  func position(of typeName: String) -> Int? { positions[typeName] }

  private static func incomplete(_ all: [ObjectType], _ types: TypeTable) -> Set<String> {
    var incomplete = Set(all.filter { !$0.isNumbered }.map(\.name))
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for type in all where !incomplete.contains(type.name) {
        let leads = type.fields.contains { field in
          guard let name = field.type.structureName else { return false }
          return incomplete.contains(name) || types.type(name) == nil
        }
        guard leads else { continue }
        incomplete.insert(type.name)
        isGrowing = true
      }
    }
    return incomplete
  }

  private func message(of type: ObjectType, _ omittedZeros: Set<String>) -> ProtobufMessage {
    var nodes: [(number: Int, node: ProtobufMessage.Node)] = []
    for (position, field) in type.fields.enumerated() {
      guard let number = field.number, let coder = coder(of: field.type, inside: false) else { continue }
      let leaf = ProtobufMessage.Field(
        name: field.name, position: position, coder: coder, dropsZero: !type.isUnion && omittedZeros.contains(field.name))
      Self.insert(.field(leaf), number, field.enclosingNumbers[...], &nodes)
    }
    return ProtobufMessage(nodes: Self.sorted(nodes), fieldNames: type.fields.map(\.name), isUnion: type.isUnion)
  }

  private static func insert(
    _ leaf: ProtobufMessage.Node, _ number: Int, _ around: ArraySlice<Int>, _ nodes: inout [(number: Int, node: ProtobufMessage.Node)]
  ) {
    guard let outer = around.first else { return nodes.append((number, leaf)) }
    var inner: [(number: Int, node: ProtobufMessage.Node)] = []
    let known = nodes.firstIndex { $0.number == outer }
    if let known, case .enclosing(let existing) = nodes[known].node { inner = existing }
    insert(leaf, number, around.dropFirst(), &inner)
    if let known { nodes[known].node = .enclosing(inner) } else { nodes.append((outer, .enclosing(inner))) }
  }

  private static func sorted(_ nodes: [(number: Int, node: ProtobufMessage.Node)]) -> [(number: Int, node: ProtobufMessage.Node)] {
    nodes.map { item in
      guard case .enclosing(let inner) = item.node else { return item }
      return (item.number, .enclosing(sorted(inner)))
    }.sorted { $0.number < $1.number }
  }

  private func coder(of type: TypeExpression, inside: Bool) -> ProtobufMessage.Coder? {
    switch type {
    case .string: .string
    case .boolean: .boolean
    case .int32: .integer(is32: true)
    case .int64: .integer(is32: false)
    case .number: .double
    case .bytes: .bytes
    case .quantity: .quantity
    case .intOrString: .intOrString
    case .time: .time(isMicro: false)
    case .microTime: .time(isMicro: true)
    case .anyObject, .any: .raw
    case .named(let name): anyValues.contains(name) ? .raw : positions[name].map { .message($0) }
    case .list(let element, _): coder(of: element, inside: true).map { inside ? .listMessage($0) : .list($0) }
    case .map(let element, _): coder(of: element, inside: true).map { .map($0) }
    }
  }
}

extension ObjectType {
  /// Whether every field has a number; apiVersion and kind of an object travel beside it.
  fileprivate var isNumbered: Bool {
    fields.allSatisfy { field in
      if let number = field.number { return number > 0 }
      return field.name == "apiVersion" || field.name == "kind"
    }
  }
}
