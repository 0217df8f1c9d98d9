/// Builds the nodes of a YAML text from its events; recursion is bounded by `limits.depth`.
struct YAMLTreeBuilder {
  private struct Anchor {
    var value: Value
    var weight: Int
    var depth: Int
  }

  /// A node with what an alias to it would cost.
  private struct Built {
    var node: YAMLNode
    var weight: Int
    var depth: Int
  }

  private let reader: YAMLEventReader
  private let limits: YAML.Limits
  private let byteCount: Int
  private var anchors: [String: Anchor?] = [:]
  private var aliasedBytes = 0
  private var depth = 0
  private let keepsDuplicates: Bool
  /// Where and which keys stood already, when they are let pass.
  private(set) var duplicates: [String] = []

  init(_ bytes: [UInt8], limits: YAML.Limits, keepsDuplicates: Bool = false) throws(YAML.SyntaxError) {
    guard bytes.count <= limits.bytes else {
      throw YAML.SyntaxError(message: "text of \(bytes.count) bytes is larger than the limit of \(limits.bytes)", line: 1, column: 1)
    }
    reader = try YAMLEventReader(bytes)
    (self.limits, self.keepsDuplicates) = (limits, keepsDuplicates)
    byteCount = bytes.count
  }

  mutating func documents() throws(YAML.SyntaxError) -> [YAMLDocument] {
    var roots: [(start: Int, node: YAMLNode?)] = []
    while true {
      switch try reader.next() {
      case .streamEnd: return located(roots)
      case .documentStart(let isImplicit):
        let start = roots.isEmpty && isImplicit ? 0 : reader.start.offset
        anchors.removeAll(keepingCapacity: true)
        let built = try node(try reader.next())
        roots.append((start, built.node.value.isNull ? nil : built.node))
      default: break
      }
    }
  }

  private func located(_ roots: [(start: Int, node: YAMLNode?)]) -> [YAMLDocument] {
    roots.indices.compactMap { position in
      guard let node = roots[position].node else { return nil }
      let end = position + 1 < roots.count ? roots[position + 1].start : byteCount
      return YAMLDocument(value: node.value, range: roots[position].start..<end, root: node)
    }
  }

  private func failure(_ message: String, at mark: YAMLMark? = nil) -> YAML.SyntaxError {
    let mark = mark ?? reader.start
    return YAML.SyntaxError(message: message, line: mark.line + 1, column: mark.column + 1)
  }

  private mutating func node(_ event: YAMLEventReader.Event) throws(YAML.SyntaxError) -> Built {
    switch event {
    case .scalar(let scalar): return try self.scalar(scalar)
    case .alias(let name): return try alias(name)
    case .sequenceStart(let anchor, let hasTag, let isFlow):
      let start = reader.start
      try enter(anchor)
      let built = try sequence(from: start, isMarked: anchor != nil || hasTag, isFlow: isFlow)
      leave(anchor, built)
      return built
    case .mappingStart(let anchor, let hasTag, let isFlow):
      let start = reader.start
      try enter(anchor)
      let built = try mapping(from: start, isMarked: anchor != nil || hasTag, isFlow: isFlow)
      leave(anchor, built)
      return built
    default: throw failure("unexpected end of the document")
    }
  }

  private mutating func enter(_ anchor: String?) throws(YAML.SyntaxError) {
    depth += 1
    if depth > limits.depth { throw failure("nested deeper than \(limits.depth) levels") }
    if let anchor { anchors.updateValue(nil, forKey: anchor) }
  }

  private mutating func leave(_ anchor: String?, _ built: Built) {
    depth -= 1
    if let anchor { anchors[anchor] = Anchor(value: built.node.value, weight: built.weight, depth: built.depth) }
  }

  private mutating func scalar(_ scalar: YAMLEventReader.Scalar) throws(YAML.SyntaxError) -> Built {
    let value = try value(of: scalar)
    let weight = 16 + scalar.text.utf8.count
    if let anchor = scalar.anchor { anchors[anchor] = Anchor(value: value, weight: weight, depth: 0) }
    let node = YAMLNode(
      value: value, shape: .scalar(scalar.style), start: reader.start, end: reader.end,
      isMarked: scalar.anchor != nil || scalar.tag != nil)
    return Built(node: node, weight: weight, depth: 0)
  }

  private mutating func alias(_ name: String) throws(YAML.SyntaxError) -> Built {
    guard let known = anchors[name] else { throw failure("unknown anchor '\(name)' referenced") }
    guard let anchor = known else { throw failure("anchor '\(name)' value contains itself") }
    aliasedBytes += anchor.weight
    if aliasedBytes > limits.aliasedBytes { throw failure("document contains excessive aliasing") }
    if depth + anchor.depth > limits.depth { throw failure("nested deeper than \(limits.depth) levels") }
    let node = YAMLNode(value: anchor.value, shape: .alias, start: reader.start, end: reader.end, isMarked: true)
    return Built(node: node, weight: anchor.weight, depth: anchor.depth)
  }

  private mutating func sequence(from start: YAMLMark, isMarked: Bool, isFlow: Bool) throws(YAML.SyntaxError) -> Built {
    var items: [YAMLNode] = []
    var weight = 16
    var depth = 0
    while true {
      let event = try reader.next()
      if case .collectionEnd = event { break }
      let item = try node(event)
      items.append(item.node)
      weight += item.weight
      depth = max(depth, item.depth)
    }
    let node = YAMLNode(
      value: .array(items.map(\.value)), shape: .sequence(items, isFlow: isFlow), start: start, end: reader.end, isMarked: isMarked)
    return Built(node: node, weight: weight, depth: depth + 1)
  }

  private mutating func mapping(from start: YAMLMark, isMarked: Bool, isFlow: Bool) throws(YAML.SyntaxError) -> Built {
    var object = Object()
    var entries: [YAMLNode.Entry] = []
    var merged: [Value] = []
    var weight = 16
    var depth = 0
    while true {
      let event = try reader.next()
      if case .collectionEnd = event { break }
      let (key, name, isMerge) = try self.key(event)
      let value = try node(try reader.next())
      if isMerge {
        merged += try mergeSources(value.node)
      } else {
        if object.contains(name) {
          guard keepsDuplicates else { throw failure("key \"\(name)\" already set in map", at: key.start) }
          duplicates.append("line \(key.start.line + 1): key \"\(name)\" already set in map")
          object[name] = value.node.value
        } else {
          object.append(name, value.node.value)
        }
      }
      entries.append(YAMLNode.Entry(key: key, name: name, value: value.node, isMerge: isMerge))
      weight += value.weight + 16 + name.utf8.count
      depth = max(depth, value.depth)
    }
    for source in merged {
      for field in source.object ?? Object() where !object.contains(field.key) { object.append(field.key, field.value) }
    }
    let node = YAMLNode(
      value: .object(object), shape: .mapping(entries, isFlow: isFlow), start: start, end: reader.end, isMarked: isMarked)
    return Built(node: node, weight: weight, depth: depth + 1)
  }

  /// What `<<` brings in: a mapping, or a sequence of mappings of which earlier ones win.
  private func mergeSources(_ node: YAMLNode) throws(YAML.SyntaxError) -> [Value] {
    let sources = node.value.array ?? [node.value]
    guard sources.allSatisfy({ $0.object != nil }) else {
      throw failure("map merge requires map or sequence of maps as the value", at: node.start)
    }
    return sources
  }

  private mutating func key(_ event: YAMLEventReader.Event) throws(YAML.SyntaxError) -> (node: YAMLNode, name: String, isMerge: Bool) {
    if case .scalar(let scalar) = event, scalar.isPlainImplicit, scalar.text == "<<" {
      let node = YAMLNode(value: "<<", shape: .scalar(.plain), start: reader.start, end: reader.end, isMarked: true)
      return (node, "<<", true)
    }
    let node = try node(event).node
    switch node.value {
    case .string(let name): return (node, name, false)
    case .int(let number): return (node, String(number), false)
    case .double(let number): return (node, JSON.text(.double(number)), false)
    case .bool(let flag): return (node, flag ? "true" : "false", false)
    case .null: throw failure("null can't be a map key; quote it", at: node.start)
    case .array, .object: throw failure("a map key must be a string, a number or a boolean", at: node.start)
    }
  }

  private func value(of scalar: YAMLEventReader.Scalar) throws(YAML.SyntaxError) -> Value {
    guard let tag = scalar.tag else {
      return scalar.isPlainImplicit ? try resolved(scalar.text) : .string(scalar.text)
    }
    let prefix = "tag:yaml.org,2002:"
    guard tag.hasPrefix(prefix) else { return .string(scalar.text) }
    switch tag.dropFirst(prefix.count) {
    case "int":
      if case .int(let value) = try resolved(scalar.text) { return .int(value) }
    case "float":
      switch try resolved(scalar.text) {
      case .int(let value): return .double(Double(value))
      case .double(let value): return .double(value)
      default: break
      }
    case "bool":
      if case .bool(let value) = try resolved(scalar.text) { return .bool(value) }
    case "null":
      if case .null = try resolved(scalar.text) { return .null }
    case "binary": throw failure("!!binary is not supported: write the base64 text as a string")
    default: return .string(scalar.text)
    }
    throw failure("cannot decode `\(scalar.text)` as a !!\(tag.dropFirst(prefix.count))")
  }

  private func resolved(_ text: String) throws(YAML.SyntaxError) -> Value {
    switch YAMLScalar.resolve(text) {
    case .value(let value): return value
    case .merge: return .string(text)
    case .notFinite: throw failure("unsupported value: \(text) is not a number that JSON can carry")
    }
  }
}
