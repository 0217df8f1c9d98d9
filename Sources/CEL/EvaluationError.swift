/// Why an expression gave no value. An error is a value that `&&`, `||` and the quantifiers may pass over.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  /// Out of budget: nothing passes over this.
  public var isCostLimit = false

  public init(_ message: String) { description = message }

  static let noSuchOverload = EvaluationError("no such overload")
  static let divisionByZero = EvaluationError("division by zero")
  static let modulusByZero = EvaluationError("modulus by zero")
  static let integerOverflow = EvaluationError("integer overflow")
  static let tooDeep = EvaluationError("evaluation nests too deeply")
  public static let costLimit: EvaluationError = {
    var error = EvaluationError("operation cancelled: actual cost limit exceeded")
    error.isCostLimit = true
    return error
  }()

  static func noSuchKey(_ key: String) -> EvaluationError { EvaluationError("no such key: \(key)") }
}
