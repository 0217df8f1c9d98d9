import APIMachinery

/// Turns the difference between two states of a YAML document into edits of its text, each as small as the text allows.
struct NodeEditor {
  /// The text doesn't lend itself to this edit; the caller writes a larger part anew.
  struct Unsuitable: Error {}

  var edits: TextEdits
  /// New text must be JSON too.
  let isJSON: Bool
  private let layout: Layout

  init(_ source: [UInt8], root: YAMLNode, isJSON: Bool = false) {
    edits = TextEdits(source)
    self.isJSON = isJSON
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

  /// Writes out what aliases stand for that is to stay as it is, since what they refer to changes.
  mutating func expandAliases(in node: YAMLNode, staying value: Value?) {
    guard let value else { return }
    switch node.shape {
    case .alias where node.value == value: edits.replace(node.start.offset..<node.end.offset, with: flow(value))
    case .mapping(let entries, _): for entry in entries where !entry.isMerge { expandAliases(in: entry.value, staying: value[entry.name]) }
    case .sequence(let items, _):
      guard let elements = value.array, elements.count == items.count else { return }
      for (item, element) in zip(items, elements) { expandAliases(in: item, staying: element) }
    default: break
    }
  }

  /// Changes a node that is the value of a key or an element, and not the root.
  mutating func edit(_ node: YAMLNode, to value: Value) throws(Unsuitable) {
    if node.value == value { return }
    switch (node.shape, value) {
    case (.mapping(let entries, false), .object(let object)) where !entries.isEmpty && !object.isEmpty:
      try editFields(entries, of: node, to: object)
    case (.mapping(let entries, true), .object(let object)) where !entries.isEmpty && !object.isEmpty:
      try inFlow(node, value) { editor throws(Unsuitable) in try editor.editFlowFields(entries, to: object) }
    case (.sequence(let items, false), .array(let elements)) where !items.isEmpty && !elements.isEmpty:
      try editElements(items, of: node, to: elements)
    case (.sequence(let items, true), .array(let elements)) where !items.isEmpty && !elements.isEmpty:
      try inFlow(node, value) { editor throws(Unsuitable) in try editor.editFlowElements(items, to: elements) }
    case (.scalar(let style), _): try replaceScalar(node, style, with: value)
    case (.mapping(_, true), _), (.sequence(_, true), _), (.alias, _):
      edits.replace(node.start.offset..<node.end.offset, with: flow(value))
    default: throw Unsuitable()
    }
  }

  /// Part by part where that goes, else the whole collection anew.
  private mutating func inFlow(
    _ node: YAMLNode, _ value: Value, _ change: (inout NodeEditor) throws(Unsuitable) -> Void
  ) throws(Unsuitable) {
    var editor = self
    do throws(Unsuitable) {
      try change(&editor)
      if editor.edits.result() != nil { return self = editor }
    } catch {}
    guard !node.isMarked else { throw Unsuitable() }
    edits.replace(node.start.offset..<node.end.offset, with: flow(value))
  }

  func flow(_ value: Value) -> [UInt8] {
    if isJSON { return JSON.encode(value) }
    var writer = YAMLWriter()
    writer.writeFlow(value)
    return writer.bytes
  }

  private mutating func replaceScalar(_ node: YAMLNode, _ style: YAMLNode.ScalarStyle, with value: Value) throws(Unsuitable) {
    if isJSON { return edits.replace(node.start.offset..<node.end.offset, with: JSON.encode(value)) }
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
    // What `<<` brings in counts where nothing here says otherwise: the text is read again in the end.
    let survivors = entries.filter { !$0.isMerge && object.contains($0.name) }
    guard let last = survivors.last else { throw Unsuitable() }
    let inherits = entries.contains(where: \.isMerge)
    for (position, entry) in entries.enumerated() where !entry.isMerge {
      if let value = object[entry.name] {
        try editValue(of: entry, to: value)
      } else {
        try remove(entry, at: position, of: entries)
      }
    }
    var anchor: YAMLNode.Entry?
    for field in object {
      if let existing = survivors.first(where: { $0.name == field.key }) { anchor = existing; continue }
      if inherits, node.value[field.key] == field.value { continue }
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
    if alignment.places.count == items.count, alignment.places.enumerated().allSatisfy({ $1 == $0 }) {
      for (item, element) in zip(items, elements) { try editElement(item, to: element) }
      return
    }
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
        try editElement(items[origin], to: element)
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

  /// Within the element where it lends itself, else all of it, behind its dash.
  private mutating func editElement(_ item: YAMLNode, to element: Value) throws(Unsuitable) {
    let saved = edits
    do throws(Unsuitable) {
      try edit(item, to: element)
    } catch {
      edits = saved
      // New lines stand two columns to the right of the dash, where they belong to it.
      let dash = item.start.column - 2
      let isPlain = edits.source[..<item.start.offset].suffix(2).elementsEqual("- ".utf8)
      guard !item.isMarked, dash >= 0, isPlain, item.start.offset < item.end.offset else { throw error }
      var writer = layout.writer
      writer.writeEntry(element, indent: dash)
      guard writer.bytes.starts(with: Array("- ".utf8)) else { throw error }
      edits.replace(item.start.offset..<max(contentEnd(of: item), item.start.offset), with: writer.bytes.dropFirst(2).dropLast())
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
