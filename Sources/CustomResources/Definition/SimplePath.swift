import APIMachinery

/// The JSON paths that printer columns and subresources use: fields, quoted keys, indexes, `[*]` and `[?(@.type=="Ready")]`.
public struct SimplePath: Sendable {
  enum Step: Sendable, Equatable {
    case field(String)
    case index(Int)
    case all
    case filter([String], Value)
  }

  public let text: String
  let steps: [Step]

  /// nil for what isn't such a path.
  public init?(_ text: String) {
    self.text = text
    var rest = Substring(text)
    if rest.hasPrefix("{"), rest.hasSuffix("}") { rest = rest.dropFirst().dropLast() }
    if rest.hasPrefix("$") { rest = rest.dropFirst() }
    var steps: [Step] = []
    while let first = rest.first {
      rest = rest.dropFirst()
      switch first {
      case ".":
        let name = Self.name(&rest)
        if name.isEmpty {
          // A dot alone stands before a bracket, or is the whole path.
          guard rest.isEmpty || rest.first == "[" else { return nil }
        } else {
          steps.append(name == "*" ? .all : .field(name))
        }
      case "[":
        guard let step = Self.bracket(&rest) else { return nil }
        steps.append(step)
      default: return nil
      }
    }
    self.steps = steps
  }

  private static func name(_ rest: inout Substring) -> String {
    var name = ""
    while let character = rest.first, character != ".", character != "[" {
      rest = rest.dropFirst()
      if character == "\\", let escaped = rest.popFirst() { name.append(escaped) } else { name.append(character) }
    }
    return name
  }

  private static func bracket(_ rest: inout Substring) -> Step? {
    if let quote = rest.first, quote == "'" || quote == "\"" {
      rest = rest.dropFirst()
      let name = rest.prefix { $0 != quote }
      rest = rest.dropFirst(name.count + 1)
      guard rest.popFirst() == "]" else { return nil }
      return .field(String(name))
    }
    if rest.hasPrefix("?(") { return filter(&rest) }
    let inner = rest.prefix { $0 != "]" }
    guard inner.count < rest.count else { return nil }
    rest = rest.dropFirst(inner.count + 1)
    if inner == "*" { return .all }
    return Int(inner).map { .index($0) }
  }

  /// `?(@.path=="value")]`
  private static func filter(_ rest: inout Substring) -> Step? {
    guard let end = rest.firstRange(of: ")]") else { return nil }
    let inner = rest[..<end.lowerBound].dropFirst(2)
    rest = rest[end.upperBound...]
    guard let equal = inner.firstRange(of: "==") else { return nil }
    let left = inner[..<equal.lowerBound].filter { $0 != " " }
    let right = String(inner[equal.upperBound...]).trimmingWhitespace
    guard left.hasPrefix("@.") else { return nil }
    let path = left.dropFirst(2).split(separator: ".").map(String.init)
    if let quote = right.first, quote == "'" || quote == "\"", right.last == quote, right.count > 1 {
      return .filter(path, .string(String(right.dropFirst().dropLast())))
    }
    return (try? JSON.decode(right)).map { .filter(path, $0) }
  }

  /// The values at the path, in order.
  public func values(in object: Value) -> [Value] {
    var current = [object]
    for step in steps {
      current = current.flatMap { value -> [Value] in
        switch step {
        case .field(let name): value[name].map { [$0] } ?? []
        case .index(let index): value.array.flatMap { $0[safely: index] }.map { [$0] } ?? []
        case .all: value.array ?? value.object?.values ?? []
        case .filter(let path, let wanted): (value.array ?? []).filter { $0[path: path] == wanted }
        }
      }
    }
    return current
  }

  /// Field names alone; nil when the path has anything else.
  public var fieldNames: [String]? {
    var names: [String] = []
    for step in steps {
      guard case .field(let name) = step else { return nil }
      names.append(name)
    }
    return names
  }
}

extension [Value] {
  /// Negative indexes count from the end, as in JSONPath.
  fileprivate subscript(safely index: Int) -> Value? {
    let position = index < 0 ? count + index : index
    return indices.contains(position) ? self[position] : nil
  }
}
