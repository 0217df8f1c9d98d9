/// One document of a YAML text, and where in the text its parts stand.
public struct YAMLDocument: Sendable {
  /// Line and column from 1, columns in characters.
  public struct Position: Hashable, Sendable, CustomStringConvertible {
    public var line: Int
    public var column: Int
    public var description: String { "line \(line), column \(column)" }
  }

  public let value: Value
  /// The document's bytes: from its `---` (or the start of the text) up to the next document's or the end.
  public let range: Range<Int>
  /// Where the content starts.
  public var start: Position { Position(root.start) }
  package let root: YAMLNode

  /// Where the field stands that a path such as `spec.containers[0].image` or `metadata.labels[a.b/c]` names; when there is
  /// no such field, where its nearest parent stands.
  public func position(of field: String) -> Position {
    var node = root
    var mark = root.start
    for step in FieldPath.steps(field) {
      switch step {
      case .name(let name):
        guard let entry = node.entry(name) else { return Position(mark) }
        (node, mark) = (entry.value, entry.key.start)
      case .index(let index):
        guard let items = node.items, items.indices.contains(index) else { return Position(mark) }
        (node, mark) = (items[index], items[index].start)
      }
    }
    return Position(mark)
  }
}

extension YAMLDocument.Position {
  init(_ mark: YAMLMark) { self.init(line: mark.line + 1, column: mark.column + 1) }
}

/// The field paths of the API's error messages.
package enum FieldPath {
  package enum Step: Hashable, Sendable {
    case name(String)
    case index(Int)
  }

  /// Splits `a.b[0][x.y]`: digits in brackets are an index, anything else in brackets is a key.
  package static func steps(_ path: String) -> [Step] {
    var steps: [Step] = []
    var name = ""
    var bracket: String?
    for character in path {
      if let open = bracket {
        if character == "]" {
          steps.append(Int(open).map { .index($0) } ?? .name(open))
          bracket = nil
        } else {
          bracket = open + String(character)
        }
      } else if character == "." || character == "[" {
        if !name.isEmpty { steps.append(.name(name)) }
        name = ""
        if character == "[" { bracket = "" }
      } else {
        name.append(character)
      }
    }
    if !name.isEmpty { steps.append(.name(name)) }
    return steps
  }
}
