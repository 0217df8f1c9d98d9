import Basics

extension StandardLibrary {
  static let conversions: [String: CELFunction] = [
    "int": CELFunction([CELType.int, .uint, .double, .string, .timestamp, .duration].map { FunctionSignature([$0], .int) }) {
      arguments throws(EvaluationError) in
      switch arguments[0] {
      case .int: return arguments[0]
      case .uint(let value): if let int = Int64(exactly: value) { return .int(int) }
      case .double(let value): if value.isFinite, let int = Int64(exactly: value.rounded(.towardZero)) { return .int(int) }
      case .string(let text): if let int = Int64(text) { return .int(int) }
      case .timestamp(let time): return .int(time.secondsSinceEpoch)
      case .duration(let nanoseconds): return .int(nanoseconds)
      default: throw .noSuchOverload
      }
      throw range(arguments[0], "int")
    },
    "uint": CELFunction([CELType.int, .uint, .double, .string].map { FunctionSignature([$0], .uint) }) {
      arguments throws(EvaluationError) in
      switch arguments[0] {
      case .uint: return arguments[0]
      case .int(let value): if let uint = UInt64(exactly: value) { return .uint(uint) }
      case .double(let value): if value.isFinite, let uint = UInt64(exactly: value.rounded(.towardZero)) { return .uint(uint) }
      case .string(let text): if let uint = UInt64(text) { return .uint(uint) }
      default: throw .noSuchOverload
      }
      throw range(arguments[0], "uint")
    },
    "double": CELFunction([CELType.int, .uint, .double, .string].map { FunctionSignature([$0], .double) }) {
      arguments throws(EvaluationError) in
      switch arguments[0] {
      case .double: return arguments[0]
      case .int(let value): return .double(Double(value))
      case .uint(let value): return .double(Double(value))
      case .string(let text): if let value = Double(text) { return .double(value) }
      default: throw .noSuchOverload
      }
      throw range(arguments[0], "double")
    },
    "string": CELFunction(
      [CELType.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .opaque("net.IP"), .opaque("net.CIDR")].map {
        FunctionSignature([$0], .string)
      },
      cost: .traversal(0), resultSize: { max($0.first ?? 1, 40) }
    ) { arguments throws(EvaluationError) in
      if case .bytes(let bytes) = arguments[0] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw EvaluationError("invalid UTF-8 in bytes, cannot convert to string")
        }
        return .string(text)
      }
      guard let text = ConversionText.converted(arguments[0]) else { throw .noSuchOverload }
      return .string(text)
    },
    "bytes": CELFunction(
      [.global(.string, to: .bytes), .global(.bytes, to: .bytes)], cost: .traversal(0), resultSize: { ($0.first ?? 1) &* 4 }
    ) { arguments throws(EvaluationError) in
      if case .bytes = arguments[0] { return arguments[0] }
      return .bytes(Array(try arguments.string(0).utf8))
    },
    "bool": CELFunction([.global(.string, to: .bool), .global(.bool, to: .bool)]) { arguments throws(EvaluationError) in
      switch arguments[0] {
      case .bool: return arguments[0]
      case .string("true"), .string("True"), .string("TRUE"), .string("t"), .string("1"): return .bool(true)
      case .string("false"), .string("False"), .string("FALSE"), .string("f"), .string("0"): return .bool(false)
      case .string: throw range(arguments[0], "bool")
      default: throw .noSuchOverload
      }
    },
  ]

  private static func range(_ value: CELValue, _ type: String) -> EvaluationError {
    if case .string(let text) = value { return EvaluationError("type conversion error from 'string' to '\(type)': \"\(text)\"") }
    return .integerOverflow
  }
}

/// Values as text.
enum ConversionText {
  static func converted(_ value: CELValue) -> String? {
    switch value {
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .double(let value): number(value)
    case .string(let text): text
    case .timestamp(let time): TimestampText.text(time)
    case .duration(let nanoseconds): GoDuration.secondsText(nanoseconds)
    case .opaque(let value): (value as? any CustomStringConvertible)?.description
    default: nil
    }
  }

  /// `1`, not `1.0`, as Go prints it.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if let whole = Int64(exactly: value), value.magnitude < 1e21 { return String(whole) }
    return "\(value)"
  }

  /// For messages.
  static func text(_ value: CELValue) -> String { converted(value) ?? value.typeName }
}
