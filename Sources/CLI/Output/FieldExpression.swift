import APIMachinery

/// One path to fields, in the relaxed form that custom columns, `--sort-by` and `wait` take: braces and the first full stop may
/// be left out.
struct FieldExpression: Sendable, Equatable {
  let steps: [PathStep]

  init(steps: [PathStep]) { self.steps = steps }

  init(_ text: String) throws(CommandFailure) {
    var body = Substring(text)
    if body.hasPrefix("{") {
      guard body.hasSuffix("}") else {
        throw CommandFailure("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'")
      }
      body = body.dropFirst().dropLast()
    }
    var scanner = PathScanner(body)
    scanner.skipSpaces()
    steps = try scanner.steps()
    scanner.skipSpaces()
    guard scanner.isAtEnd else { throw scanner.unexpected() }
  }

  /// What isn't there is left out.
  func values(in value: Value) -> [Value] { (try? values(in: value, .lenient)) ?? [] }

  func values(in value: Value, _ strictness: PathStep.Strictness) throws(CommandFailure) -> [Value] {
    if case .literal(let literal)? = steps.first { return [literal] }
    var values = [value]
    for step in steps { values = try step.values(in: values, strictness) }
    return values
  }

  /// Strings bare, everything else as JSON.
  static func text(_ value: Value) -> String { value.string ?? JSON.text(value) }

  /// Stable; numbers by size, text by its bytes, what has no such field first.
  func sorted(_ values: [Value], by subject: (Value) -> Value = { $0 }) -> [Value] {
    let keyed = values.enumerated().map { (position: $0, key: self.values(in: subject($1)).first, value: $1) }
    return keyed.sorted { a, b in
      if Self.precedes(a.key, b.key) { return true }
      return !Self.precedes(b.key, a.key) && a.position < b.position
    }.map(\.value)
  }

  private static func precedes(_ a: Value?, _ b: Value?) -> Bool {
    guard let a, let b else { return a == nil && b != nil }
    if let x = a.double, let y = b.double { return x < y }
    return text(a) < text(b)
  }
}
