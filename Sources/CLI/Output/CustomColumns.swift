import APIMachinery

/// `-o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image`.
struct CustomColumns: Sendable {
  private let columns: [(header: String, field: FieldExpression)]

  init(_ specification: String) throws(CommandFailure) {
    var columns: [(header: String, field: FieldExpression)] = []
    for part in Self.split(specification) {
      guard let colon = part.firstIndex(of: ":"), colon < part.index(before: part.endIndex) else {
        throw CommandFailure("unexpected custom-columns spec: \(part), expected <header>:<json-path-expr>")
      }
      columns.append((String(part[..<colon]), try FieldExpression(String(part[part.index(after: colon)...]))))
    }
    self.columns = columns
  }

  /// Two lines: headers, and under them the paths.
  init(fileContent: String) throws(CommandFailure) {
    let lines = fileContent.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    guard lines.count >= 2, lines[0].count == lines[1].count, !lines[0].isEmpty else {
      throw CommandFailure("invalid format: expected a line of headers and a line of as many paths")
    }
    var columns: [(header: String, field: FieldExpression)] = []
    for (header, path) in zip(lines[0], lines[1]) { columns.append((header, try FieldExpression(path))) }
    self.columns = columns
  }

  func text(_ objects: [Value], noHeaders: Bool) throws -> String {
    var writer = ColumnWriter()
    if !noHeaders { writer.add(columns.map(\.header)) }
    for object in objects {
      writer.add(columns.map { column in
        let values = column.field.values(in: object).filter { !$0.isNull }
        return values.isEmpty ? "<none>" : values.map(FieldExpression.text).joined(separator: ",")
      })
    }
    return writer.flush()
  }

  /// Commas in brackets belong to a path.
  private static func split(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "[" || character == "(" { depth += 1 }
      if character == "]" || character == ")" { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }
}
