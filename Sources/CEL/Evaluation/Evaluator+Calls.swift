extension Evaluator {
  mutating func call(_ name: String, _ arguments: [Expression], isMember: Bool) throws(EvaluationError) -> CELValue {
    switch name {
    case "_&&_": return try logical(arguments, decisive: false)
    case "_||_": return try logical(arguments, decisive: true)
    case "_?_:_":
      guard case .bool(let condition) = try evaluate(arguments[0]) else { throw .noSuchOverload }
      return try evaluate(arguments[condition ? 1 : 2])
    case "orValue" where isMember && arguments.count == 2, "or" where isMember && arguments.count == 2:
      return try alternative(arguments, unwraps: name == "orValue")
    default: break
    }
    if isMember, let first = arguments.first, let function = program.environment.namespacedFunction(first, name) {
      return try apply(function, Array(arguments.dropFirst()))
    }
    return try apply(name, arguments)
  }

  /// An operand that decides makes up for the errors of the others (cel-spec, "Logical Operators").
  private mutating func logical(_ arguments: [Expression], decisive: Bool) throws(EvaluationError) -> CELValue {
    var failure: EvaluationError?
    for argument in arguments {
      do throws(EvaluationError) {
        guard case .bool(let value) = try evaluate(argument) else { throw .noSuchOverload }
        if value == decisive { return .bool(decisive) }
      } catch {
        if error.isCostLimit { throw error }
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return .bool(!decisive)
  }

  /// `a.or(b)`, `a.orValue(b)`: b is only looked at when a is empty.
  private mutating func alternative(_ arguments: [Expression], unwraps: Bool) throws(EvaluationError) -> CELValue {
    try spend(1)
    guard case .optional(let value) = try evaluate(arguments[0]) else { throw .noSuchOverload }
    guard let value else { return try evaluate(arguments[1]) }
    return unwraps ? value : .optional(value)
  }

  private mutating func apply(_ name: String, _ arguments: [Expression]) throws(EvaluationError) -> CELValue {
    var values: [CELValue] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(try evaluate(argument)) }
    guard let function = program.environment.functions[name] else { throw .noSuchOverload }
    try spend(runCost(function, name, values))
    if values.count >= 2, let pattern = values[1].string, let regex = program.patterns[pattern],
      let result = RegexLibrary.call(name, values, regex)
    {
      return result
    }
    return try function.call(values)
  }

  private func runCost(_ function: CELFunction, _ name: String, _ values: [CELValue]) -> UInt64 {
    switch name {
    case "_==_", "_!=_": max(1, Self.comparisonCost(values[0], values[1]))
    case "_+_":
      // Only text and lists are copied.
      switch values[0] {
      case .string, .bytes: function.cost.cost(values.map { UInt64($0.size) })
      default: 1
      }
    default: function.cost.cost(values.map { UInt64($0.size) })
    }
  }

  /// How much of the two must be looked at to tell that they are equal.
  static func comparisonCost(_ a: CELValue, _ b: CELValue) -> UInt64 {
    switch (a, b) {
    case (.string, .string), (.bytes, .bytes): FunctionCost.shorter.cost([UInt64(a.size), UInt64(b.size)])
    case (.list, .list), (.map, .map): UInt64(min(a.size, b.size))
    default: 1
    }
  }
}
