import APIMachinery

/// Collections in braces and brackets, as people write them in YAML and programs write JSON: what stays keeps its text and its line.
extension NodeEditor {
  /// An element of a flow collection, from its first character to its last.
  private struct Part {
    var range: Range<Int>
    /// Whether it stands first on its line, and in which column.
    var column: Int?
  }

  /// The collection's own parts, which of them stay, and what comes in, each after a part that stays (nil: before all).
  mutating func editFlowFields(_ entries: [YAMLNode.Entry], to object: Object) throws(Unsuitable) {
    guard !entries.contains(where: \.isMerge) else { throw Unsuitable() }
    var kept: [Int] = []
    for (position, entry) in entries.enumerated() {
      guard let value = object[entry.name] else { continue }
      kept.append(position)
      try edit(entry.value, to: value)
    }
    var inserted: [(after: Int?, value: (_ column: Int?) -> [UInt8])] = []
    var anchor: Int?
    for field in object {
      if let position = entries.firstIndex(where: { $0.name == field.key }) {
        anchor = position
      } else {
        // A field that is new stands behind what stands there, unless something else follows.
        inserted.append((anchor ?? kept.first, { [self] in flowField(field.key, field.value, column: $0) }))
      }
    }
    try change(entries.map { part($0.key.start, max($0.key.end.offset, $0.value.end.offset)) }, kept: kept, inserted)
  }

  mutating func editFlowElements(_ items: [YAMLNode], to elements: [Value]) throws(Unsuitable) {
    let alignment = ListAlignment(items.map(\.value), elements)
    if alignment.places.count == items.count, alignment.places.enumerated().allSatisfy({ $1 == $0 }) {
      for (item, element) in zip(items, elements) { try edit(item, to: element) }
      return
    }
    guard alignment.keepsOrder else { throw Unsuitable() }
    var kept: [Int] = []
    var inserted: [(after: Int?, value: (_ column: Int?) -> [UInt8])] = []
    for (origin, element) in zip(alignment.origins, elements) {
      guard let origin else {
        inserted.append((kept.last, { [self] in flow(element, column: $0) }))
        continue
      }
      kept.append(origin)
      try edit(items[origin], to: element)
    }
    try change(items.map { part($0.start, $0.end.offset) }, kept: kept, inserted)
  }

  private func part(_ start: YAMLMark, _ end: Int) -> Part {
    Part(range: start.offset..<max(start.offset, end), column: edits.isFirstOnLine(start.offset) ? start.offset - edits.lineStart(start.offset) : nil)
  }

  private mutating func change(
    _ parts: [Part], kept: [Int], _ inserted: [(after: Int?, value: (_ column: Int?) -> [UInt8])]
  ) throws(Unsuitable) {
    guard let first = kept.first, let last = kept.last, parts.allSatisfy({ !$0.range.isEmpty }) else { throw Unsuitable() }
    // Before what goes: both may begin at the same place.
    for insertion in inserted {
      if let after = insertion.after {
        let column = parts.count > 1 || parts[first].column != nil ? parts[last].column : nil
        let text = [UInt8(ascii: ",")] + (column.map { [0x0a] + [UInt8](repeating: 0x20, count: $0) } ?? [0x20]) + insertion.value(column)
        edits.replace(parts[after].range.upperBound..<parts[after].range.upperBound, with: text)
      } else {
        let column = parts[first].column
        let start = parts[first].range.lowerBound
        let text = insertion.value(column) + [UInt8(ascii: ",")] + (column.map { [0x0a] + [UInt8](repeating: 0x20, count: $0) } ?? [0x20])
        edits.replace(start..<start, with: text)
      }
    }
    var position = 0
    while position < parts.count {
      guard !kept.contains(position) else {
        position += 1
        continue
      }
      let begin = position
      while position < parts.count, !kept.contains(position) { position += 1 }
      let range = position < parts.count
        ? parts[begin].range.lowerBound..<parts[position].range.lowerBound : parts[begin - 1].range.upperBound..<parts[position - 1].range.upperBound
      // A comment in there is about something that stays, or not: nobody can tell.
      guard isJSON || !edits.source[range].contains(UInt8(ascii: "#")) else { throw Unsuitable() }
      edits.remove(range)
    }
  }

  // MARK: text

  private func flowField(_ name: String, _ value: Value, column: Int?) -> [UInt8] {
    if isJSON { return JSON.encode(.string(name)) + Array(": ".utf8) + flow(value, column: column) }
    // A field by itself, without the braces around it.
    return Array(flow(.object(Object([(name, value)]))).dropFirst().dropLast())
  }

  /// In JSON a collection that is new, in a file with a value on each line, has a line for each of its own.
  private func flow(_ value: Value, column: Int?) -> [UInt8] {
    guard isJSON, let column, value.object?.isEmpty == false || value.array?.isEmpty == false else { return flow(value) }
    var text: [UInt8] = []
    for byte in JSON.pretty(value, indent: jsonStep).utf8 {
      text.append(byte)
      if byte == 0x0a { text += [UInt8](repeating: 0x20, count: column) }
    }
    return text
  }

  /// By how much the file indents: the column of the first value that stands on a line of its own.
  private var jsonStep: Int {
    let indents = edits.source.split(separator: 0x0a).dropFirst().map { line in line.prefix { $0 == 0x20 }.count }
    return indents.first { $0 > 0 } ?? 2
  }
}
