import APIMachinery

/// Kubernetes' quantities: `quantity("50Mi").isGreaterThan(quantity("1k"))`.
enum QuantityLibrary {
  struct QuantityValue: OpaqueValue, CustomStringConvertible {
    static let name = "kubernetes.Quantity"
    let quantity: Quantity
    var typeName: String { Self.name }
    var description: String { quantity.description }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self)?.quantity == quantity }
  }

  private static let type = CELType.opaque(QuantityValue.name)

  static let functions: [String: CELFunction] = [
    "quantity": CELFunction([.global(.string, to: type)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      do throws(Quantity.ParseError) {
        return .opaque(QuantityValue(quantity: try Quantity(try text(arguments))))
      } catch {
        throw EvaluationError("\(error)")
      }
    },
    "isQuantity": CELFunction([.global(.string, to: .bool)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      .bool((try? Quantity(try arguments.string(0))) != nil)
    },
    "sign": CELFunction([.member(type, to: .int)]) { arguments throws(EvaluationError) in
      let quantity = try value(arguments, 0)
      return .int(quantity.isZero ? 0 : quantity.isNegative ? -1 : 1)
    },
    "isInteger": CELFunction([.member(type, to: .bool)]) { arguments throws(EvaluationError) in .bool(whole(try value(arguments, 0)) != nil)
    },
    "asInteger": CELFunction([.member(type, to: .int)]) { arguments throws(EvaluationError) in
      guard let whole = whole(try value(arguments, 0)) else { throw EvaluationError("cannot convert value to integer") }
      return .int(whole)
    },
    "asApproximateFloat": CELFunction([.member(type, to: .double)]) { arguments throws(EvaluationError) in
      .double(try value(arguments, 0).double)
    },
    "isGreaterThan": comparison { $0 > $1 },
    "isLessThan": comparison { $0 < $1 },
    "compareTo": CELFunction([.member(type, type, to: .int)]) { arguments throws(EvaluationError) in
      let (a, b) = (try value(arguments, 0), try value(arguments, 1))
      return .int(a < b ? -1 : a > b ? 1 : 0)
    },
    "add": arithmetic { $0 + $1 },
    "sub": arithmetic { $0 - $1 },
  ]

  /// An empty text can't be a quantity, and has no better words.
  private static func text(_ arguments: [CELValue]) -> String { arguments.first?.string ?? "" }

  private static func value(_ arguments: [CELValue], _ index: Int) throws(EvaluationError) -> Quantity {
    try arguments.opaque(index, QuantityValue.self).quantity
  }

  private static func whole(_ quantity: Quantity) -> Int64? {
    Quantity(quantity.value) == quantity ? quantity.value : nil
  }

  private static func comparison(_ holds: @escaping @Sendable (Quantity, Quantity) -> Bool) -> CELFunction {
    CELFunction([.member(type, type, to: .bool)]) { arguments throws(EvaluationError) in
      .bool(holds(try value(arguments, 0), try value(arguments, 1)))
    }
  }

  private static func arithmetic(_ body: @escaping @Sendable (Quantity, Quantity) -> Quantity) -> CELFunction {
    CELFunction([.member(type, type, to: type), .member(type, .int, to: type)]) { arguments throws(EvaluationError) in
      let a = try value(arguments, 0)
      if case .int(let b) = arguments[1] { return .opaque(QuantityValue(quantity: body(a, Quantity(b)))) }
      return .opaque(QuantityValue(quantity: body(a, try value(arguments, 1))))
    }
  }
}
