/// Walks the tree with the variables at hand, and counts what that costs.
struct Evaluator {
  static let depthMax = 400

  let program: Program
  private let bindings: [String: CELValue]
  private let lookup: Program.VariableLookup?
  let costLimit: UInt64
  private(set) var cost: UInt64 = 0
  private var depth = 0
  /// Variables of the macros around, innermost last.
  private var scopes: [(name: String, value: CELValue)] = []
  private let hasDottedVariables: Bool

  init(
    _ program: Program, _ bindings: [String: CELValue], costLimit: UInt64, lookup: Program.VariableLookup?
  ) {
    (self.program, self.bindings, self.costLimit, self.lookup) = (program, bindings, costLimit, lookup)
    hasDottedVariables = program.environment.variables.keys.contains { $0.contains(".") }
  }

  mutating func spend(_ units: UInt64) throws(EvaluationError) {
    cost = cost.addingReportingOverflow(units).overflow ? .max : cost + units
    if cost > costLimit { throw .costLimit }
  }

  mutating func evaluate(_ node: Expression) throws(EvaluationError) -> CELValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { throw .tooDeep }
    switch node.kind {
    case .literal(let value): return value
    case .identifier(let name):
      try spend(1)
      return try variable(name)
    case .select(let operand, let field, let isTest, let isOptional): return try select(node, operand, field, isTest, isOptional)
    case .call(let name, let arguments, let isMember): return try call(name, arguments, isMember: isMember)
    case .list(let elements, let optionals): return try list(elements, optionals)
    case .map(let entries): return try map(entries)
    case .message(let name, let fields): return try message(name, fields)
    case .fold(let fold): return try evaluate(fold)
    case .bind(let name, let value, let body):
      let bound = try evaluate(value)
      try spend(10)
      return try with([(name, bound)], body)
    }
  }

  mutating func with(_ variables: [(String, CELValue)], _ body: Expression) throws(EvaluationError) -> CELValue {
    for (name, value) in variables { scopes.append((name, value)) }
    defer { scopes.removeLast(variables.count) }
    return try evaluate(body)
  }

  private func variable(_ name: String) throws(EvaluationError) -> CELValue {
    if let local = scopes.last(where: { $0.name == name }) { return local.value }
    if let value = bindings[name] { return value }
    if let lookup, let value = try lookup(name) { return value }
    if CELValue.typeNames.contains(name) { return .type(name) }
    throw EvaluationError("no such attribute(s): \(name)")
  }

  // MARK: fields

  private mutating func select(
    _ node: Expression, _ operand: Expression, _ field: String, _ isTest: Bool, _ isOptional: Bool
  ) throws(EvaluationError) -> CELValue {
    try spend(1)
    if hasDottedVariables || CELValue.typeNames.contains(where: { $0.hasSuffix(field) }), !isTest, let name = Checker.qualifiedName(node) {
      if program.environment.variables[name] != nil { return try variable(name) }
      if CELValue.typeNames.contains(name), case let root = String(name.prefix(while: { $0 != "." })),
        !scopes.contains(where: { $0.name == root }), bindings[root] == nil
      {
        return .type(name)
      }
    }
    var value = try evaluate(operand)
    var wraps = isOptional
    if case .optional(let inner) = value {
      guard let inner else { return isTest ? .bool(false) : .optional(nil) }
      (value, wraps) = (inner, true)
    }
    guard case .map(let map) = value else { throw .noSuchOverload }
    let found = map.field(field)
    if isTest { return .bool(found != nil) }
    if wraps { return .optional(found.map(Self.flat)) }
    guard let found else { throw .noSuchKey(field) }
    return found
  }

  static func flat(_ value: CELValue) -> CELValue {
    if case .optional(let inner?) = value { inner } else { value }
  }

  // MARK: literals

  private mutating func list(_ elements: [Expression], _ optionals: Set<Int>) throws(EvaluationError) -> CELValue {
    try spend(10)
    var values: [CELValue] = []
    values.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      let value = try evaluate(element)
      guard optionals.contains(position) else { values.append(value); continue }
      guard case .optional(let inner) = value else { throw .noSuchOverload }
      if let inner { values.append(inner) }
    }
    return .list(CELList(values))
  }

  private mutating func map(_ entries: [Expression.Entry]) throws(EvaluationError) -> CELValue {
    try spend(30)
    var pairs: [(key: CELValue, value: CELValue)] = []
    var keys: Set<CELKey> = []
    for entry in entries {
      let key = try evaluate(entry.key)
      guard let unique = CELKey(key) else { throw EvaluationError("unsupported key type: \(key.typeName)") }
      var value = try evaluate(entry.value)
      if entry.isOptional {
        guard case .optional(let inner) = value else { throw .noSuchOverload }
        guard let inner else { continue }
        value = inner
      }
      guard keys.insert(unique).inserted else { throw EvaluationError("insert failed: key \(key) already exists") }
      pairs.append((key, value))
    }
    return .map(CELMap(pairs))
  }

  private mutating func message(_ name: String, _ fields: [Expression.Field]) throws(EvaluationError) -> CELValue {
    try spend(40)
    let declared = program.environment.message(name)
    var pairs: [(key: CELValue, value: CELValue)] = []
    for field in fields {
      var value = try evaluate(field.value)
      if field.isOptional {
        guard case .optional(let inner) = value else { throw .noSuchOverload }
        guard let inner else { continue }
        value = inner
      }
      pairs.append((.string(declared?.field(field.name)?.name ?? field.name), value))
    }
    return .map(CELMap(pairs, messageName: name))
  }
}
