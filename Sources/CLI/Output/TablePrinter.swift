import APIMachinery
import APISchemas
import Basics

/// Prints the tables that the server makes of objects (API reference: Table).
struct TablePrinter: Sendable {
  struct Options: Sendable {
    var isWide = false
    var showsNamespace = false
    var showsLabels = false
    var labelColumns: [String] = []
    var hidesHeaders = false
    /// Prefixes names with their type: `pod/web`.
    var showsKind = false
    /// Cells that tell of a state have its colour.
    var showsColors = false
    /// The terminal's columns, if the table is to be fitted into them.
    var available: Int?
  }

  let options: Options
  /// `deployment.apps`, for the prefix.
  let singularName: String
  private var columns: [(position: Int, name: String)] = []
  private var nameColumn: Int?
  private var writer: ColumnWriter
  private var printedHeader = false

  init(_ options: Options, singularName: String) {
    (self.options, self.singularName) = (options, singularName)
    writer = ColumnWriter(available: options.available)
  }

  /// Takes in a table's rows. A table without column definitions (in a watch) has those of the one before.
  mutating func add(_ table: Value) {
    if let definitions = table["columnDefinitions"]?.array, !definitions.isEmpty { define(definitions) }
    if !printedHeader, !options.hidesHeaders { writer.add(header()) }
    printedHeader = true
    let headers = options.showsColors ? header() : []
    for row in table["rows"]?.array ?? [] {
      let cells = cells(of: row)
      writer.add(cells, colors: zip(headers, cells).map { StateColor.color(header: $0, cell: $1) })
    }
  }

  mutating func flush() -> String { writer.flush() }

  private mutating func define(_ definitions: [Value]) {
    columns = []
    nameColumn = nil
    for (position, definition) in definitions.enumerated() {
      let name = definition["name"]?.string ?? ""
      guard options.isWide || definition["priority"]?.int ?? 0 == 0 else { continue }
      if nameColumn == nil, definition["format"]?.string == "name" || name == "Name" { nameColumn = position }
      columns.append((position, name))
    }
  }

  private func header() -> [String] {
    var header = columns.map { $0.name.uppercased() }
    if options.showsNamespace { header.insert("NAMESPACE", at: 0) }
    header += options.labelColumns.map { label in
      (label.split(separator: "/").last.map(String.init) ?? label).uppercased()
    }
    if options.showsLabels { header.append("LABELS") }
    return header
  }

  private func cells(of row: Value) -> [String] {
    let object = row["object"] ?? .null
    var cells = columns.map { column in
      let text = Self.text(row["cells"]?[column.position])
      return options.showsKind && column.position == nameColumn ? singularName + "/" + text : text
    }
    if options.showsNamespace { cells.insert(object.namespace, at: 0) }
    let labels = object.labels
    cells += options.labelColumns.map { labels[$0] ?? "" }
    if options.showsLabels { cells.append(LabelText.line(labels)) }
    return cells
  }

  static func text(_ cell: Value?) -> String {
    switch cell {
    case nil, .some(.null): "<none>"
    case .some(.string(let text)): firstLine(text)
    case .some(.bool(let value)): value ? "true" : "false"
    case .some(let value): JSON.text(value)
    }
  }

  /// A cell is one line: the rest of the text is left out, and said to be.
  private static func firstLine(_ text: String) -> String {
    guard let line = text.split(whereSeparator: \.isNewline).first else { return "" }
    return line.count < text.count ? line + "..." : String(line)
  }

  /// The table of objects whose server makes none: name and age.
  static func table(of objects: [Value], now: Timestamp) -> Value {
    [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1",
      "columnDefinitions": [
        ["name": "Name", "type": "string", "format": "name", "priority": 0], ["name": "Age", "type": "string", "priority": 0],
      ],
      "rows": .array(objects.map { object in
        let age = object.creationTimestamp.map { HumanDuration.text(now - $0) } ?? "<unknown>"
        return ["cells": [.string(object.name), .string(age)], "object": object]
      }),
    ]
  }
}

/// Labels as one line of text.
enum LabelText {
  static func line(_ labels: [String: String], separator: String = ",") -> String {
    if labels.isEmpty { return "<none>" }
    return labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: separator)
  }
}
