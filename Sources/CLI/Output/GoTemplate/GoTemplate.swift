import APIMachinery

/// A template in the language of Go's text/template (pkg.go.dev/text/template), with kubectl's functions `exists` and
/// `base64decode`. Fields that aren't there are `<no value>`, as with kubectl.
struct GoTemplate: Sendable {
  private let source: String
  private let nodes: [Node]
  private let named: [String: [Node]]

  indirect enum Node: Sendable {
    case text(String)
    case action(Pipeline)
    case branch(Pipeline, then: [Node], otherwise: [Node])
    /// As `branch`, with the value as the dot inside.
    case with(Pipeline, then: [Node], otherwise: [Node])
    case range(Pipeline, body: [Node], otherwise: [Node])
    case leave(isContinue: Bool)
    /// Another template, and what is its dot; nil is nothing.
    case call(String, Pipeline?)
  }

  struct Pipeline: Sendable {
    /// `$a, $b := …`
    var variables: [String] = []
    var isAssignment = false
    var commands: [[Operand]] = []
  }

  indirect enum Operand: Sendable {
    case literal(Value)
    /// `.a.b`, from the dot; no names: the dot itself.
    case field([String])
    /// `$x.a`; the empty name is the whole value.
    case variable(String, [String])
    case function(String)
    case group(Pipeline, [String])
  }

  init(_ text: String) throws(CommandFailure) {
    source = text
    do {
      var parser = GoTemplateParser(try GoTemplateScanner.pieces(text))
      nodes = try parser.template()
      named = parser.named
    } catch {
      throw CommandFailure("error parsing template \(text), template: output:\(error)")
    }
  }

  /// `allowsMissingKeys` false: a field that isn't there is an error.
  func text(_ value: Value, allowsMissingKeys: Bool = true) throws(CommandFailure) -> String {
    var run = GoTemplateRun(root: value, named: named, allowsMissingKeys: allowsMissingKeys)
    do {
      _ = try run.render(nodes, dot: value)
    } catch {
      throw CommandFailure("error executing template \(JSON.text(.string(source))): template: output: \(error)")
    }
    return run.output
  }
}
