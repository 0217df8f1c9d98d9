import APIMachinery

/// Turns the difference between two states of a YAML document into edits of its text, each as small as the text allows.
struct NodeEditor {
  /// The text doesn't lend itself to this edit; the caller writes a larger part anew.
  struct Unsuitable: Error {}

  var edits: TextEdits
  private let layout: Layout

  init(_ source: [UInt8], root: YAMLNode) {
    edits = TextEdits(source)
    layout = Layout(root)
  }

  /// How the document is indented.
  private struct Layout {
    var step = 2
    var sequenceOffset = 0

    init(_ root: YAMLNode) {
      var foundStep = false
      var foundSequence = false
      func visit(_ node: YAMLNode) {
        if foundStep && foundSequence { return }
        for entry in node.entries ?? [] {
          if case .mapping(let entries, false) = entry.value.shape, !entries.isEmpty, !foundStep {
            (step, foundStep) = (max(1, entry.value.start.column - entry.key.start.column), true)
          }
          if case .sequence(let items, false) = entry.value.shape, !items.isEmpty, !foundSequence {
            (sequenceOffset, foundSequence) = (max(0, entry.value.start.column - entry.key.start.column), true)
          }
          visit(entry.value)
        }
        for item in node.items ?? [] { visit(item) }
      }
      visit(root)
    }

    var writer: YAMLWriter { YAMLWriter(step: step, sequenceOffset: sequenceOffset) }
  }

  /// Changes a node that is the value of a key or an element, and not the root.
  mutating func edit(_ node: YAMLNode, to value: Value) throws(Unsuitable) {
    if node.value == value { return }
    switch (node.shape, value) {
    case (.mapping(let entries, false), .object(let object)) where !entries.isEmpty && !object.isEmpty:
      guard !entries.contains(where: \.isMerge) else { throw Unsuitable() }
      try editFields(entries, of: node, to: object)
    case (.mapping(let entries, true), .object(let object)) where Set(entries.map(\.name)) == Set(object.fieldNames):
      for entry in entries { if let new = object[entry.name] { try edit(entry.value, to: new) } }
    case (.sequence(let items, false), .array(let elements)) where !items.isEmpty && !elements.isEmpty:
      try editElements(items, of: node, to: elements)
    case (.sequence(let items, true), .array(let elements)) where items.count == elements.count:
      for (item, element) in zip(items, elements) { try edit(item, to: element) }
    case (.scalar(let style), _): try replaceScalar(node, style, with: value)
    case (.mapping(_, true), _), (.sequence(_, true), _), (.alias, _):
      edits.replace(node.start.offset..<node.end.offset, with: flow(value))
    default: throw Unsuitable()
    }
  }

  private func flow(_ value: Value) -> [UInt8] {
    var writer = YAMLWriter()
    writer.writeFlow(value)
    return writer.bytes
  }

  private mutating func replaceScalar(_ node: YAMLNode, _ style: YAMLNode.ScalarStyle, with value: Value) throws(Unsuitable) {
    guard value.object?.isEmpty ?? true, value.array?.isEmpty ?? true else { throw Unsuitable() }
    let isMultiline = value.string?.contains("\n") ?? false
    switch style {
    case .literal, .folded: throw Unsuitable()
    case .plain where node.start.offset == node.end.offset: throw Unsuitable()
    case .singleQuoted:
      if let text = value.string, !isMultiline, isPrintable(text) {
        let quoted = "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        edits.replace(node.start.offset..<node.end.offset, with: Array(quoted.utf8))
        return
      }
    case .doubleQuoted:
      if let text = value.string, !isMultiline, isPrintable(text) {
        edits.replace(node.start.offset..<node.end.offset, with: JSON.encode(.string(text)))
        return
      }
    case .plain: break
    }
    if isMultiline { throw Unsuitable() }
    // Flow rules are the stricter ones, and right in a block too; but there they quote more than is usual.
    var writer = YAMLWriter()
    if isInsideFlow(node) { writer.writeFlow(value) } else { writer.writeScalar(value, indent: 0) }
    edits.replace(node.start.offset..<node.end.offset, with: writer.bytes)
  }

  private func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f && !(0x80...0xa0).contains($0.value) && $0.value < 0x2028 }
  }

  private func isInsideFlow(_ node: YAMLNode) -> Bool {
    let rest = edits.source[node.end.offset..<edits.lineEnd(node.end.offset)].first { $0 != 0x20 }
    return rest == UInt8(ascii: ",") || rest == UInt8(ascii: "}") || rest == UInt8(ascii: "]")
  }

  // MARK: mappings

  private mutating func editFields(_ entries: [YAMLNode.Entry], of node: YAMLNode, to object: Object) throws(Unsuitable) {
    let survivors = entries.filter { object.contains($0.name) }
    guard let last = survivors.last else { throw Unsuitable() }
    for (position, entry) in entries.enumerated() {
      if let value = object[entry.name] {
        try editValue(of: entry, to: value)
      } else {
        try remove(entry, at: position, of: entries)
      }
    }
    var anchor: YAMLNode.Entry?
    for field in object {
      if let existing = survivors.first(where: { $0.name == field.key }) { anchor = existing; continue }
      let column = entries[0].key.start.column
      var writer = layout.writer
      writer.writeField(field.key, field.value, indent: column)
      let spaces = [UInt8](repeating: 0x20, count: column)
      edits.insertLines(spaces + writer.bytes, at: edits.lineEnd(contentEnd(of: anchor ?? last)))
    }
  }

  /// Within the value where it lends itself, else everything after the colon.
  private mutating func editValue(of entry: YAMLNode.Entry, to value: Value) throws(Unsuitable) {
    let saved = edits
    do throws(Unsuitable) {
      try edit(entry.value, to: value)
    } catch {
      edits = saved
      guard !entry.value.isMarked, let colon = edits.source[entry.key.end.offset...].firstIndex(of: UInt8(ascii: ":")) else { throw error }
      var writer = layout.writer
      writer.writeField("", value, indent: entry.key.start.column)
      let text = writer.bytes.drop { $0 != UInt8(ascii: ":") }.dropFirst().dropLast()
      edits.replace(colon + 1..<max(contentEnd(of: entry), colon + 1), with: text)
    }
  }

  private mutating func remove(_ entry: YAMLNode.Entry, at position: Int, of entries: [YAMLNode.Entry]) throws(Unsuitable) {
    let start = entry.key.start.offset
    if edits.isFirstOnLine(start) {
      edits.remove(edits.lineStart(start)..<edits.lineEnd(contentEnd(of: entry)))
    } else {
      // `- name: x`: the dash stays, and the next field moves up to it.
      guard position + 1 < entries.count else { throw Unsuitable() }
      edits.remove(start..<entries[position + 1].key.start.offset)
    }
  }

  // MARK: sequences

  private mutating func editElements(_ items: [YAMLNode], of node: YAMLNode, to elements: [Value]) throws(Unsuitable) {
    let alignment = ListAlignment(items.map(\.value), elements)
    guard alignment.keepsOrder else { throw Unsuitable() }
    let column = node.start.column
    let starts = items.map { edits.lineStart($0.start.offset) }
    for start in starts {
      let isDashed = start + column < edits.source.count && edits.source[start + column] == UInt8(ascii: "-")
      guard isDashed, edits.isFirstOnLine(start + column) else { throw Unsuitable() }
    }
    let kept = Set(alignment.origins.compactMap { $0 })
    var previous: Int?
    for (origin, element) in zip(alignment.origins, elements) {
      if let origin {
        try edit(items[origin], to: element)
        previous = origin
        continue
      }
      var writer = layout.writer
      writer.writeEntry(element, indent: column)
      let line = [UInt8](repeating: 0x20, count: column) + writer.bytes
      edits.insertLines(line, at: previous.map { edits.lineEnd(contentEnd(of: items[$0])) } ?? starts[0])
    }
    for (position, item) in items.enumerated() where !kept.contains(position) {
      edits.remove(starts[position]..<edits.lineEnd(contentEnd(of: item)))
    }
  }

  // MARK: ends

  private func contentEnd(of entry: YAMLNode.Entry) -> Int { max(entry.key.end.offset + 1, contentEnd(of: entry.value)) }

  /// Where the node's own text ends: libyaml ends block nodes where the next token starts.
  func contentEnd(of node: YAMLNode) -> Int {
    switch node.shape {
    case .mapping(let entries, false): entries.last.map { contentEnd(of: $0) } ?? node.end.offset
    case .sequence(let items, false): items.last.map { contentEnd(of: $0) } ?? node.end.offset
    case .scalar(.literal), .scalar(.folded): edits.trimmed(node.end.offset, downTo: node.start.offset)
    default: node.end.offset
    }
  }
}
