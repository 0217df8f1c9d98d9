import APIMachinery

/// One step of a path through a value (Kubernetes' JSONPath: kubernetes.io/docs/reference/kubectl/jsonpath).
indirect enum PathStep: Sendable, Equatable {
  case field(String)
  /// `*`: every field or element.
  case all
  /// `[2]`, `[-1]`
  case index(Int)
  /// `[start:end:step]`
  case slice(start: Int?, end: Int?, step: Int)
  /// `..`: the value and everything in it.
  case descend
  /// `[?(@.a == "b")]`
  case filter(PathFilter)
  /// `['a','b']`, `[0,2]`
  case union([PathStep])
  /// `{true}`, `{3}`: a template's own value, wherever it stands.
  case literal(Value)

  /// How much of what a path names must be there.
  enum Strictness: Sendable {
    /// Nothing: what isn't there is left out.
    case lenient
    /// As kubectl's templates: positions in lists must be there, fields needn't.
    case bounded
    /// Fields too, as with `--allow-missing-template-keys=false`.
    case complete
  }

  /// What the step finds in all of the values: a union finds its first part in all of them, then its second.
  func values(in values: [Value], _ strictness: Strictness) throws(CommandFailure) -> [Value] {
    if case .union(let parts) = self {
      var found: [Value] = []
      for part in parts { found += try part.values(in: values, strictness) }
      return found
    }
    var found: [Value] = []
    for value in values { found += try self.values(in: value, strictness) }
    if case .field(let name) = self, found.isEmpty, strictness == .complete { throw CommandFailure("\(name) is not found") }
    return found
  }

  private func values(in value: Value, _ strictness: Strictness) throws(CommandFailure) -> [Value] {
    switch self {
    case .field(let name): return value[name].map { [$0] } ?? []
    case .all:
      switch value {
      case .array(let elements): return elements
      case .object(let object): return object.sortedByKey().values
      default: return []
      }
    case .index(let index):
      guard let elements = value.array else { return [] }
      let position = index < 0 ? elements.count + index : index
      if elements.indices.contains(position) { return [elements[position]] }
      if strictness == .lenient { return [] }
      throw CommandFailure("array index out of bounds: index \(position), length \(elements.count)")
    case .slice(let start, let end, let step): return try Self.slice(value.array ?? [], start, end, step, strictness)
    case .descend: return Self.everything(value)
    case .filter(let filter): return (value.array ?? value.object?.values ?? []).filter { filter.matches($0) }
    case .union, .literal: return []
    }
  }

  private static func slice(
    _ elements: [Value], _ start: Int?, _ end: Int?, _ step: Int, _ strictness: Strictness
  ) throws(CommandFailure) -> [Value] {
    func bound(_ position: Int?, else missing: Int) -> Int { position.map { $0 < 0 ? elements.count + $0 : $0 } ?? missing }
    let (low, high) = (bound(start, else: 0), bound(end, else: elements.count))
    if strictness != .lenient, !elements.isEmpty {
      guard (0..<elements.count).contains(low) else { throw CommandFailure("array index out of bounds: index \(low), length \(elements.count)") }
      guard high <= elements.count else { throw CommandFailure("array index out of bounds: index \(high - 1), length \(elements.count)") }
      guard low <= high else { throw CommandFailure("starting index \(low) is greater than ending index \(high)") }
      guard step > 0 else { throw CommandFailure("step must be > 0") }
    }
    let (first, last) = (min(max(low, 0), elements.count), min(max(high, 0), elements.count))
    return first < last ? stride(from: first, to: last, by: max(step, 1)).map { elements[$0] } : []
  }

  private static func everything(_ value: Value) -> [Value] {
    switch value {
    case .array(let elements): [value] + elements.flatMap(everything)
    case .object(let object): [value] + object.sortedByKey().values.flatMap(everything)
    default: [value]
    }
  }
}

/// The condition of a filter: one operand (that it is there), or two compared.
struct PathFilter: Sendable, Equatable {
  enum Operand: Sendable, Equatable {
    case path([PathStep])
    case literal(Value)

    func value(in value: Value) -> Value? {
      switch self {
      case .literal(let literal): literal
      case .path(let steps): FieldExpression(steps: steps).values(in: value).first
      }
    }
  }

  var left: Operand
  /// `==`, `!=`, `<`, `<=`, `>`, `>=`; nil: `left` exists.
  var comparison: String?
  var right: Operand?

  func matches(_ value: Value) -> Bool {
    guard let comparison, let right else { return left.value(in: value) != nil }
    guard let a = left.value(in: value), let b = right.value(in: value) else { return false }
    switch comparison {
    case "==": return a == b
    case "!=": return a != b
    default: return Self.isOrdered(a, comparison, b)
    }
  }

  private static func isOrdered(_ a: Value, _ comparison: String, _ b: Value) -> Bool {
    let (less, equal): (Bool, Bool)
    if let x = a.double, let y = b.double {
      (less, equal) = (x < y, x == y)
    } else if let x = a.string, let y = b.string {
      (less, equal) = (x < y, x == y)
    } else {
      return false
    }
    switch comparison {
    case "<": return less
    case "<=": return less || equal
    case ">": return !less && !equal
    default: return !less
    }
  }
}
