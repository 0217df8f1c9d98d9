/// Short forms in which the libraries below write their tables.
extension FunctionSignature {
  static func global(_ parameters: CELType..., to result: CELType) -> FunctionSignature { FunctionSignature(parameters, result) }
  static func member(_ parameters: CELType..., to result: CELType) -> FunctionSignature {
    FunctionSignature(isMember: true, parameters, result)
  }
}

extension CELType {
  static let a = CELType.parameter("A")
  static let b = CELType.parameter("B")
  static let listOfA = CELType.list(.a)
  static let mapOfAB = CELType.map(.a, .b)
}

extension [CELValue] {
  func string(_ index: Int) throws(EvaluationError) -> String {
    guard index < count, case .string(let value) = self[index] else { throw .noSuchOverload }
    return value
  }
  func int(_ index: Int) throws(EvaluationError) -> Int64 {
    guard index < count, case .int(let value) = self[index] else { throw .noSuchOverload }
    return value
  }
  func list(_ index: Int) throws(EvaluationError) -> CELList {
    guard index < count, case .list(let value) = self[index] else { throw .noSuchOverload }
    return value
  }
  func opaque<T: OpaqueValue>(_ index: Int, _ type: T.Type) throws(EvaluationError) -> T {
    guard index < count, case .opaque(let value) = self[index], let value = value as? T else { throw .noSuchOverload }
    return value
  }
}
