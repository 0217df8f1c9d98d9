/// One form of a function: `size(list(A)) -> int`.
public struct FunctionSignature: Sendable {
  public var isMember: Bool
  public var parameters: [CELType]
  public var result: CELType

  public init(isMember: Bool = false, _ parameters: [CELType], _ result: CELType) {
    (self.isMember, self.parameters, self.result) = (isMember, parameters, result)
  }
}
