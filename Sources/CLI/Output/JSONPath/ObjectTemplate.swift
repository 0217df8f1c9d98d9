import APIMachinery

/// A JSONPath template: text, with paths in braces: `{range .items[*]}{.metadata.name}{"\n"}{end}`.
struct ObjectTemplate: Sendable {
  private indirect enum Part: Sendable {
    case text(String)
    case path([PathStep])
    case range([PathStep], [Part])
  }

  private let parts: [Part]

  /// A template without braces is one path.
  init(_ template: String) throws(CommandFailure) {
    var scanner = PathScanner(template.contains("{") ? template : "{" + template + "}")
    parts = try Self.parse(&scanner, isNested: false)
  }

  /// A path that leads nowhere prints nothing, as kubectl prints it.
  func text(_ value: Value) throws -> String { Self.render(parts, root: value, current: value) }

  private static func parse(_ scanner: inout PathScanner, isNested: Bool) throws(CommandFailure) -> [Part] {
    var parts: [Part] = []
    var text = ""
    while !scanner.isAtEnd {
      guard scanner.take("{") else { text.append(scanner.character()); continue }
      if !text.isEmpty { parts.append(.text(text)); text = "" }
      scanner.skipSpaces()
      if scanner.take("range ") {
        let steps = try path(&scanner)
        parts.append(.range(steps, try parse(&scanner, isNested: true)))
      } else if scanner.take("end") {
        scanner.skipSpaces()
        guard isNested, scanner.take("}") else { throw CommandFailure("error parsing jsonpath: not in range, nothing to end") }
        return parts
      } else {
        parts += try expression(&scanner)
      }
    }
    if isNested { throw CommandFailure("error parsing jsonpath: unclosed range: {end} is missing") }
    return text.isEmpty ? parts : parts + [.text(text)]
  }

  /// What stands in one pair of braces: quoted texts and paths.
  private static func expression(_ scanner: inout PathScanner) throws(CommandFailure) -> [Part] {
    var parts: [Part] = []
    while true {
      scanner.skipSpaces()
      if scanner.take("}") { return parts }
      if scanner.isAtEnd { throw CommandFailure("error parsing jsonpath: unclosed action") }
      if scanner.rest.first == "\"" || scanner.rest.first == "'" {
        parts.append(.text(try scanner.quoted()))
      } else {
        let before = scanner.rest.count
        parts.append(.path(try scanner.steps()))
        guard scanner.rest.count < before else { throw scanner.unexpected() }
      }
    }
  }

  private static func path(_ scanner: inout PathScanner) throws(CommandFailure) -> [PathStep] {
    scanner.skipSpaces()
    let steps = try scanner.steps()
    scanner.skipSpaces()
    guard scanner.take("}") else { throw scanner.unexpected() }
    return steps
  }

  private static func render(_ parts: [Part], root: Value, current: Value) -> String {
    parts.map { part in
      switch part {
      case .text(let text): return text
      case .path(let steps):
        return FieldExpression(steps: steps).values(in: current).map(FieldExpression.text).joined(separator: " ")
      case .range(let steps, let body):
        return FieldExpression(steps: steps).values(in: current).map { render(body, root: root, current: $0) }.joined()
      }
    }.joined()
  }
}

extension PathScanner {
  /// The next character, which must be there.
  fileprivate mutating func character() -> Character {
    let first = rest.first ?? " "
    _ = take(String(first))
    return first
  }
}
