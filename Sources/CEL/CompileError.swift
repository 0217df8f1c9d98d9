/// What is wrong with an expression before it ever runs: syntax or types, with the place.
public struct CompileError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Issue: Hashable, Sendable {
    public var message: String
    /// From 1, and in scalars.
    public var line: Int
    /// From 1.
    public var column: Int
  }

  public var issues: [Issue]
  public var source: String

  init(_ issues: [Issue], source: String) { (self.issues, self.source) = (issues, source) }

  init(_ message: String, at offset: Int, in source: String) {
    self.init([Self.issue(message, at: offset, in: source)], source: source)
  }

  static func issue(_ message: String, at offset: Int, in source: String) -> Issue {
    var line = 1
    var column = 1
    for scalar in source.unicodeScalars.prefix(offset) {
      if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    return Issue(message: message, line: line, column: column)
  }

  /// Each issue with the line it is in and a mark under the column, as clients of Kubernetes know it.
  public var description: String {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    return issues.map { issue in
      var text = "ERROR: <input>:\(issue.line):\(issue.column): \(issue.message)"
      if lines.indices.contains(issue.line - 1) {
        text += "\n | \(lines[issue.line - 1])\n | " + String(repeating: ".", count: max(0, issue.column - 1)) + "^"
      }
      return text
    }.joined(separator: "\n")
  }
}
