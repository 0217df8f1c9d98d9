/// Values that may not be there (cel-go, "OptionalTypes").
enum OptionalLibrary {
  static let functions: [String: CELFunction] = [
    "optional.of": CELFunction([.global(.a, to: .optional(.a))]) { arguments throws(EvaluationError) in .optional(arguments[0]) },
    "optional.none": CELFunction([FunctionSignature([], .optional(.a))]) { _ throws(EvaluationError) in .optional(nil) },
    "optional.ofNonZeroValue": CELFunction([.global(.a, to: .optional(.a))]) { arguments throws(EvaluationError) in
      .optional(isZero(arguments[0]) ? nil : arguments[0])
    },
    "hasValue": CELFunction([.member(.optional(.a), to: .bool)]) { arguments throws(EvaluationError) in
      guard case .optional(let value) = arguments[0] else { throw .noSuchOverload }
      return .bool(value != nil)
    },
    "value": CELFunction([.member(.optional(.a), to: .a)]) { arguments throws(EvaluationError) in
      guard case .optional(let value) = arguments[0] else { throw .noSuchOverload }
      guard let value else { throw EvaluationError("optional.none() dereference") }
      return value
    },
    // Carried out by the evaluator, which looks at the second operand only where it is needed.
    "or": CELFunction([.member(.optional(.a), .optional(.a), to: .optional(.a))]) { _ throws(EvaluationError) in throw .noSuchOverload },
    "orValue": CELFunction([.member(.optional(.a), .a, to: .a)]) { _ throws(EvaluationError) in throw .noSuchOverload },
  ]

  private static func isZero(_ value: CELValue) -> Bool {
    switch value {
    case .null, .bool(false), .int(0), .uint(0), .double(0), .duration(0): true
    case .string, .bytes, .list, .map: value.size == 0
    case .optional(let inner): inner == nil
    default: false
    }
  }
}
