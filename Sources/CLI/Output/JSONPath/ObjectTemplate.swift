import APIMachinery

/// A JSONPath template: text, with paths in braces: `{range .items[*]}{.metadata.name}{"\n"}{end}`.
struct ObjectTemplate: Sendable {
  private indirect enum Part: Sendable {
    case text(String)
    case path([PathStep])
    case range([PathStep], [Part])
  }

  private let source: String
  private let parts: [Part]

  /// A template without braces is one path.
  init(_ template: String) throws(CommandFailure) {
    source = template
    var scanner = PathScanner(template.contains("{") ? template : "{" + template + "}")
    do {
      parts = try Self.parse(&scanner, isNested: false)
    } catch {
      throw CommandFailure("error parsing jsonpath \(template), \(error)")
    }
  }

  /// A path that leads nowhere prints nothing, as kubectl prints it, unless all keys must be there.
  func text(_ value: Value, allowsMissingKeys: Bool = true) throws(CommandFailure) -> String {
    try executing { () throws(CommandFailure) in try Self.render(parts, value, allowsMissingKeys ? .bounded : .complete) }
  }

  /// What the template's paths find, for `-o jsonpath-as-json`.
  func values(_ value: Value, allowsMissingKeys: Bool = true) throws(CommandFailure) -> [Value] {
    try executing { () throws(CommandFailure) in try Self.find(parts, value, allowsMissingKeys ? .bounded : .complete) }
  }

  private func executing<Result>(_ body: () throws(CommandFailure) -> Result) throws(CommandFailure) -> Result {
    do { return try body() } catch {
      throw CommandFailure("error executing jsonpath \(JSON.text(.string(source))): Error executing template: \(error)")
    }
  }

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
        guard isNested, scanner.take("}") else { throw CommandFailure("not in range, nothing to end") }
        return parts
      } else {
        parts += try expression(&scanner)
      }
    }
    if isNested { throw CommandFailure("unclosed range: {end} is missing") }
    return text.isEmpty ? parts : parts + [.text(text)]
  }

  /// What stands in one pair of braces: quoted texts and paths.
  private static func expression(_ scanner: inout PathScanner) throws(CommandFailure) -> [Part] {
    var parts: [Part] = []
    while true {
      scanner.skipSpaces()
      if scanner.take("}") { return parts }
      if scanner.isAtEnd { throw CommandFailure("unclosed action") }
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

  private static func render(_ parts: [Part], _ current: Value, _ strictness: PathStep.Strictness) throws(CommandFailure) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let own): text += own
      case .path(let steps):
        text += try FieldExpression(steps: steps).values(in: current, strictness).map { FieldExpression.text($0.sortedKeys) }.joined(separator: " ")
      case .range(let steps, let body):
        for value in try FieldExpression(steps: steps).values(in: current, strictness) { text += try render(body, value, strictness) }
      }
    }
    return text
  }

  private static func find(_ parts: [Part], _ current: Value, _ strictness: PathStep.Strictness) throws(CommandFailure) -> [Value] {
    var found: [Value] = []
    for part in parts {
      switch part {
      case .text: continue
      case .path(let steps): found += try FieldExpression(steps: steps).values(in: current, strictness)
      case .range(let steps, let body):
        for value in try FieldExpression(steps: steps).values(in: current, strictness) { found += try find(body, value, strictness) }
      }
    }
    return found
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
