/// The most that an expression can cost, from the sizes that types allow; known before it ever runs.
public struct CostEstimator {
  private let program: Program
  /// Types of macro variables, innermost last.
  private var scopes: [(String, UInt64)] = []

  public init(_ program: Program) { self.program = program }

  /// Units; saturates where nothing limits a loop.
  public mutating func estimate() -> UInt64 { cost(program.expression) }

  private static func add(_ terms: UInt64...) -> UInt64 {
    terms.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
  }
  private static func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedReportingOverflow(by: b)
    return product.overflow ? .max : product.partialValue
  }

  private mutating func cost(of nodes: [Expression]) -> UInt64 {
    var total: UInt64 = 0
    for node in nodes { total = Self.add(total, cost(node)) }
    return total
  }

  private mutating func cost(_ node: Expression) -> UInt64 {
    switch node.kind {
    case .literal: return 0
    case .identifier: return 1
    case .select(let operand, _, _, _): return Self.add(1, cost(operand))
    case .list(let elements, _): return Self.add(10, cost(of: elements))
    case .map(let entries): return Self.add(30, cost(of: entries.flatMap { [$0.key, $0.value] }))
    case .message(_, let fields): return Self.add(40, cost(of: fields.map(\.value)))
    case .bind(_, let value, let body): return Self.add(10, cost(value), cost(body))
    case .call(let name, let arguments, let isMember): return call(name, arguments, isMember: isMember)
    case .fold(let fold): return self.fold(fold)
    }
  }

  private mutating func call(_ name: String, _ arguments: [Expression], isMember: Bool) -> UInt64 {
    switch name {
    case "_&&_", "_||_": return cost(of: arguments)
    case "_?_:_": return Self.add(cost(arguments[0]), max(cost(arguments[1]), cost(arguments[2])))
    default: break
    }
    var function = name
    var arguments = arguments
    if isMember, let first = arguments.first, let full = program.environment.namespacedFunction(first, name) {
      function = full
      arguments.removeFirst()
    }
    let sizes = arguments.map { size($0) }
    var own = program.environment.functions[function]?.cost.cost(sizes) ?? 1
    let isText = arguments.first.map { [.string, .bytes].contains(program.types[$0.id]?.plain) } ?? false
    switch function {
    case "_==_", "_!=_": own = isText ? max(1, own) : max(1, sizes.min() ?? 1)
    case "_+_", "_<_", "_<=_", "_>_", "_>=_": if !isText { own = 1 }
    default: break
    }
    return Self.add(own, cost(of: arguments))
  }

  private mutating func fold(_ fold: Expression.Fold) -> UInt64 {
    let step: UInt64
    switch fold.kind {
    case .all: step = 3
    case .exists: step = 4
    case .existsOne: step = 2
    case .map, .filter, .transformList: step = 12
    case .transformMap, .transformMapEntry: step = 32
    }
    let body = Self.add(step, cost(fold.body), fold.condition.map { cost($0) } ?? 0)
    return Self.add(1, cost(fold.range), Self.multiply(size(fold.range), body))
  }

  /// The largest size of a node's value; beyond what any request can hold where nothing is known.
  private func size(_ node: Expression) -> UInt64 {
    if case .literal(let value) = node.kind { return UInt64(value.size) }
    if let type = program.types[node.id] {
      if case .declared(let declared) = type, let max = declared.sizeMax { return max }
      switch type.plain {
      case .bool, .int, .uint, .double, .timestamp, .duration, .null, .type: return 1
      default: break
      }
    }
    switch node.kind {
    case .list(let elements, _): return UInt64(elements.count)
    case .map(let entries): return UInt64(entries.count)
    case .fold(let fold): return size(fold.range)
    case .call("_?_:_", let arguments, _): return max(size(arguments[1]), size(arguments[2]))
    case .call(let name, let arguments, _):
      if let resultSize = program.environment.functions[name]?.resultSize { return resultSize(arguments.map { size($0) }) }
      return Self.unknownSize
    case .bind(_, _, let body): return size(body)
    default: return Self.unknownSize
    }
  }

  /// As many bytes as a request may have.
  public static let unknownSize: UInt64 = 3 << 20
}
