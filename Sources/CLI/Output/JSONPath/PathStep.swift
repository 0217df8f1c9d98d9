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

  func values(in value: Value) -> [Value] {
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
      return elements[index < 0 ? elements.count + index : index, or: nil].map { [$0] } ?? []
    case .slice(let start, let end, let step): return Self.slice(value.array ?? [], start, end, step)
    case .descend: return Self.everything(value)
    case .filter(let filter): return (value.array ?? value.object?.values ?? []).filter { filter.matches($0) }
    case .union(let steps): return steps.flatMap { $0.values(in: value) }
    }
  }

  private static func slice(_ elements: [Value], _ start: Int?, _ end: Int?, _ step: Int) -> [Value] {
    func bound(_ position: Int?, else missing: Int) -> Int {
      guard let position else { return missing }
      return min(max(position < 0 ? elements.count + position : position, 0), elements.count)
    }
    let (low, high) = (bound(start, else: 0), bound(end, else: elements.count))
    return low < high ? stride(from: low, to: high, by: max(step, 1)).map { elements[$0] } : []
  }

  private static func everything(_ value: Value) -> [Value] {
    switch value {
    case .array(let elements): [value] + elements.flatMap(everything)
    case .object(let object): [value] + object.sortedByKey().values.flatMap(everything)
    default: [value]
    }
  }
}

extension Array {
  fileprivate subscript(index: Int, or missing: Element?) -> Element? { indices.contains(index) ? self[index] : missing }
}

/// The condition of a filter: one operand (that it is there), or two compared.
struct PathFilter: Sendable, Equatable {
  enum Operand: Sendable, Equatable {
    case path([PathStep])
    case literal(Value)

    func value(in value: Value) -> Value? {
      switch self {
      case .literal(let literal): literal
      case .path(let steps): steps.reduce([value]) { values, step in values.flatMap { step.values(in: $0) } }.first
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
