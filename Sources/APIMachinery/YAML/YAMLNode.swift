/// A place in a YAML text: the byte offset, and line and column (in characters) from 0.
package struct YAMLMark: Hashable, Sendable {
  package var offset: Int
  package var line: Int
  package var column: Int
}

/// A node of a YAML document: its value, and where in the text it stands.
package struct YAMLNode: Sendable {
  package enum ScalarStyle: Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

  package enum Shape: Sendable {
    case scalar(ScalarStyle)
    case mapping([Entry], isFlow: Bool)
    case sequence([YAMLNode], isFlow: Bool)
    case alias
  }

  package struct Entry: Sendable {
    package var key: YAMLNode
    package var name: String
    package var value: YAMLNode
    /// `<<`: the fields come from elsewhere.
    package var isMerge: Bool
  }

  package var value: Value
  package var shape: Shape
  package var start: YAMLMark
  /// Just after the last character; for a block collection wherever the next token starts.
  package var end: YAMLMark
  /// Another part of the document refers to this node, or it carries a tag: its text is more than its value.
  package var isMarked: Bool

  package var entries: [Entry]? { if case .mapping(let entries, _) = shape { entries } else { nil } }
  package var items: [YAMLNode]? { if case .sequence(let items, _) = shape { items } else { nil } }

  package func entry(_ name: String) -> Entry? { entries?.first { !$0.isMerge && $0.name == name } }
}
