/// Numbers (cel-go, "ext": Math).
enum MathLibrary {
  private static let numbers: [CELType] = [.int, .uint, .double]

  static let functions: [String: CELFunction] = [
    "math.greatest": extreme { CELValue.compareNumbers($0, $1) == .greater },
    "math.least": extreme { CELValue.compareNumbers($0, $1) == .less },
    "math.abs": CELFunction(numbers.map { .global($0, to: $0) }) { arguments throws(EvaluationError) in
      switch arguments[0] {
      case .int(.min): throw .integerOverflow
      case .int(let value): .int(abs(value))
      case .uint: arguments[0]
      case .double(let value): .double(value.magnitude)
      default: throw .noSuchOverload
      }
    },
    "math.sign": CELFunction(numbers.map { .global($0, to: $0) }) { arguments throws(EvaluationError) in
      switch arguments[0] {
      case .int(let value): .int(value.signum())
      case .uint(let value): .uint(value > 0 ? 1 : 0)
      case .double(let value): .double(value.isNaN ? value : value > 0 ? 1 : value < 0 ? -1 : 0)
      default: throw .noSuchOverload
      }
    },
    "math.ceil": rounding { $0.rounded(.up) }, "math.floor": rounding { $0.rounded(.down) },
    "math.round": rounding { $0.rounded(.toNearestOrAwayFromZero) }, "math.trunc": rounding { $0.rounded(.towardZero) },
    "math.sqrt": rounding { $0.squareRoot() },
    "math.isNaN": test { $0.isNaN }, "math.isInf": test { $0.isInfinite }, "math.isFinite": test { $0.isFinite },
    "math.bitAnd": bits({ $0 & $1 }, { $0 & $1 }), "math.bitOr": bits({ $0 | $1 }, { $0 | $1 }),
    "math.bitXor": bits({ $0 ^ $1 }, { $0 ^ $1 }),
  ]

  private static func rounding(_ body: @escaping @Sendable (Double) -> Double) -> CELFunction {
    CELFunction([.global(.double, to: .double)]) { arguments throws(EvaluationError) in
      guard case .double(let value) = arguments[0] else { throw .noSuchOverload }
      return .double(body(value))
    }
  }

  private static func test(_ body: @escaping @Sendable (Double) -> Bool) -> CELFunction {
    CELFunction([.global(.double, to: .bool)]) { arguments throws(EvaluationError) in
      guard case .double(let value) = arguments[0] else { throw .noSuchOverload }
      return .bool(body(value))
    }
  }

  private static func bits(
    _ int: @escaping @Sendable (Int64, Int64) -> Int64, _ uint: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> CELFunction {
    CELFunction([.global(.int, .int, to: .int), .global(.uint, .uint, to: .uint)]) { arguments throws(EvaluationError) in
      switch (arguments[0], arguments[1]) {
      case (.int(let a), .int(let b)): .int(int(a, b))
      case (.uint(let a), .uint(let b)): .uint(uint(a, b))
      default: throw .noSuchOverload
      }
    }
  }

  /// Of up to eight arguments, or of a list.
  private static func extreme(_ isBetter: @escaping @Sendable (CELValue, CELValue) -> Bool) -> CELFunction {
    var signatures: [FunctionSignature] = []
    for type in numbers {
      signatures.append(.global(.list(type), to: type))
      for count in 1...8 { signatures.append(FunctionSignature(Array(repeating: type, count: count), type)) }
    }
    for count in 2...8 { signatures.append(FunctionSignature(Array(repeating: .dyn, count: count), .dyn)) }
    return CELFunction(signatures, cost: .elements(0)) { arguments throws(EvaluationError) in
      var values = arguments
      if case .list(let list) = arguments[0] { values = list.values }
      guard var best = values.first else { throw EvaluationError("argument must not be an empty list") }
      for value in values {
        switch value {
        case .int, .uint, .double: if isBetter(value, best) { best = value }
        default: throw .noSuchOverload
        }
      }
      return best
    }
  }
}
