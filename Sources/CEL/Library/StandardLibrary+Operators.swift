import Basics

/// The language's own functions (cel-spec, "List of Standard Definitions").
enum StandardLibrary {
  static let operators: [String: CELFunction] = [
    "_==_": CELFunction([.global(.a, .a, to: .bool)], cost: .shorter) { arguments throws(EvaluationError) in
      .bool(arguments[0] == arguments[1])
    },
    "_!=_": CELFunction([.global(.a, .a, to: .bool)], cost: .shorter) { arguments throws(EvaluationError) in
      .bool(arguments[0] != arguments[1])
    },
    "_<_": comparison { $0 == .less },
    "_<=_": comparison { $0 == .less || $0 == .equal },
    "_>_": comparison { $0 == .greater },
    "_>=_": comparison { $0 == .greater || $0 == .equal },
    "!_": CELFunction([.global(.bool, to: .bool)]) { arguments throws(EvaluationError) in
      guard case .bool(let value) = arguments[0] else { throw .noSuchOverload }
      return .bool(!value)
    },
    "-_": CELFunction([.global(.int, to: .int), .global(.double, to: .double)]) { arguments throws(EvaluationError) in
      switch arguments[0] {
      case .int(let value) where value != .min: .int(-value)
      case .int: throw .integerOverflow
      case .double(let value): .double(-value)
      default: throw .noSuchOverload
      }
    },
    "_+_": CELFunction(
      numeric + [
        .global(.string, .string, to: .string), .global(.bytes, .bytes, to: .bytes), .global(.listOfA, .listOfA, to: .listOfA),
        .global(.timestamp, .duration, to: .timestamp), .global(.duration, .timestamp, to: .timestamp),
        .global(.duration, .duration, to: .duration),
      ], cost: .sum, resultSize: { $0.count == 2 ? $0[0] &+ $0[1] : 1 }
    ) { arguments throws(EvaluationError) in try add(arguments[0], arguments[1]) },
    "_-_": CELFunction(
      numeric + [
        .global(.timestamp, .timestamp, to: .duration), .global(.timestamp, .duration, to: .timestamp),
        .global(.duration, .duration, to: .duration),
      ]
    ) { arguments throws(EvaluationError) in try subtract(arguments[0], arguments[1]) },
    "_*_": CELFunction(numeric) { arguments throws(EvaluationError) in
      try arithmetic(arguments, { $0.multipliedReportingOverflow(by: $1) }, { $0.multipliedReportingOverflow(by: $1) }, { $0 * $1 })
    },
    "_/_": CELFunction(numeric) { arguments throws(EvaluationError) in
      switch arguments[1] {
      case .int(0), .uint(0): throw .divisionByZero
      default: break
      }
      return try arithmetic(arguments, { $0.dividedReportingOverflow(by: $1) }, { $0.dividedReportingOverflow(by: $1) }, { $0 / $1 })
    },
    "_%_": CELFunction([.global(.int, .int, to: .int), .global(.uint, .uint, to: .uint)]) { arguments throws(EvaluationError) in
      switch (arguments[0], arguments[1]) {
      case (.int, .int(0)), (.uint, .uint(0)): throw .modulusByZero
      case (.int(let a), .int(let b)):
        let result = a.remainderReportingOverflow(dividingBy: b)
        if result.overflow { throw .integerOverflow }
        return .int(result.partialValue)
      case (.uint(let a), .uint(let b)): return .uint(a % b)
      default: throw .noSuchOverload
      }
    },
    "@in": CELFunction([.global(.a, .listOfA, to: .bool), .global(.a, .mapOfAB, to: .bool)], cost: .elements(1)) {
      arguments throws(EvaluationError) in
      switch arguments[1] {
      case .list(let list): .bool(list.contains(arguments[0]))
      case .map(let map): .bool(map[arguments[0]] != nil)
      default: throw .noSuchOverload
      }
    },
    "_[_]": CELFunction([]) { arguments throws(EvaluationError) in try index(arguments[0], arguments[1], isOptional: false) },
    "_[?_]": CELFunction([]) { arguments throws(EvaluationError) in try index(arguments[0], arguments[1], isOptional: true) },
  ]

  private static let numeric: [FunctionSignature] = [
    .global(.int, .int, to: .int), .global(.uint, .uint, to: .uint), .global(.double, .double, to: .double),
  ]

  private static func comparison(_ holds: @escaping @Sendable (CELValue.Comparison) -> Bool) -> CELFunction {
    let types: [CELType] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration]
    var signatures = types.map { FunctionSignature([$0, $0], .bool) }
    let numbers: [CELType] = [.int, .uint, .double]
    for a in numbers { for b in numbers where a != b { signatures.append(FunctionSignature([a, b], .bool)) } }
    return CELFunction(signatures, cost: .shorter) { arguments throws(EvaluationError) in
      let comparison = CELValue.compare(arguments[0], arguments[1])
      if comparison == .unordered {
        switch (arguments[0], arguments[1]) {
        case (.double, .double), (.double, .int), (.double, .uint), (.int, .double), (.uint, .double): return .bool(false)
        default: throw .noSuchOverload
        }
      }
      return .bool(holds(comparison))
    }
  }

  private static func arithmetic(
    _ arguments: [CELValue], _ int: (Int64, Int64) -> (partialValue: Int64, overflow: Bool),
    _ uint: (UInt64, UInt64) -> (partialValue: UInt64, overflow: Bool), _ double: (Double, Double) -> Double
  ) throws(EvaluationError) -> CELValue {
    switch (arguments[0], arguments[1]) {
    case (.int(let a), .int(let b)):
      let result = int(a, b)
      if result.overflow { throw .integerOverflow }
      return .int(result.partialValue)
    case (.uint(let a), .uint(let b)):
      let result = uint(a, b)
      if result.overflow { throw EvaluationError("unsigned integer overflow") }
      return .uint(result.partialValue)
    case (.double(let a), .double(let b)): return .double(double(a, b))
    default: throw .noSuchOverload
    }
  }

  private static func add(_ a: CELValue, _ b: CELValue) throws(EvaluationError) -> CELValue {
    switch (a, b) {
    case (.string(let a), .string(let b)): return .string(a + b)
    case (.bytes(let a), .bytes(let b)): return .bytes(a + b)
    case (.list(let a), .list(let b)): return .list(concatenated(a, b))
    case (.timestamp(let time), .duration(let nanoseconds)), (.duration(let nanoseconds), .timestamp(let time)):
      return try timestamp(time.nanosecondsSinceEpoch.addingReportingOverflow(nanoseconds))
    case (.duration(let a), .duration(let b)):
      let sum = a.addingReportingOverflow(b)
      if sum.overflow { throw EvaluationError("duration overflow") }
      return .duration(sum.partialValue)
    default:
      return try arithmetic([a, b], { $0.addingReportingOverflow($1) }, { $0.addingReportingOverflow($1) }, { $0 + $1 })
    }
  }

  private static func subtract(_ a: CELValue, _ b: CELValue) throws(EvaluationError) -> CELValue {
    switch (a, b) {
    case (.timestamp(let a), .timestamp(let b)):
      let difference = a.nanosecondsSinceEpoch.subtractingReportingOverflow(b.nanosecondsSinceEpoch)
      if difference.overflow { throw EvaluationError("duration overflow") }
      return .duration(difference.partialValue)
    case (.timestamp(let time), .duration(let nanoseconds)):
      return try timestamp(time.nanosecondsSinceEpoch.subtractingReportingOverflow(nanoseconds))
    case (.duration(let a), .duration(let b)):
      let difference = a.subtractingReportingOverflow(b)
      if difference.overflow { throw EvaluationError("duration overflow") }
      return .duration(difference.partialValue)
    default:
      return try arithmetic([a, b], { $0.subtractingReportingOverflow($1) }, { $0.subtractingReportingOverflow($1) }, { $0 - $1 })
    }
  }

  private static func timestamp(_ sum: (partialValue: Int64, overflow: Bool)) throws(EvaluationError) -> CELValue {
    if sum.overflow { throw EvaluationError("timestamp overflow") }
    return .timestamp(Timestamp(nanosecondsSinceEpoch: sum.partialValue))
  }

  /// Sets and keyed lists take in what they don't have, as an apply would (x-kubernetes-list-type).
  private static func concatenated(_ a: CELList, _ b: CELList) -> CELList {
    switch a.kind {
    case .atomic: return CELList(a.values + b.values)
    case .set:
      var values = a.values
      for value in b.values where !values.contains(value) { values.append(value) }
      return CELList(values, kind: .set)
    case .map(let keys):
      var values = a.values
      for value in b.values {
        if let position = values.firstIndex(where: { $0.hasSameKeys(value, keys) }) {
          values[position] = value
        } else {
          values.append(value)
        }
      }
      return CELList(values, kind: a.kind)
    }
  }

  private static func index(_ container: CELValue, _ key: CELValue, isOptional: Bool) throws(EvaluationError) -> CELValue {
    var container = container
    var isOptional = isOptional
    if case .optional(let inner) = container {
      guard let inner else { return .optional(nil) }
      (container, isOptional) = (inner, true)
    }
    switch container {
    case .list(let list):
      guard case .int(let position)? = CELKey(key) else { throw .noSuchOverload }
      guard position >= 0, position < Int64(list.count) else {
        if isOptional { return .optional(nil) }
        throw EvaluationError("index out of bounds: \(position)")
      }
      return isOptional ? .optional(list[Int(position)]) : list[Int(position)]
    case .map(let map):
      let value = map[key]
      if isOptional { return .optional(value) }
      guard let value else { throw .noSuchKey(ConversionText.text(key)) }
      return value
    default: throw .noSuchOverload
    }
  }
}
