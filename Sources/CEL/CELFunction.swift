/// A function or operator: its forms, what a call costs, and what it does.
public struct CELFunction: Sendable {
  public typealias Body = @Sendable ([CELValue]) throws(EvaluationError) -> CELValue

  public var signatures: [FunctionSignature]
  var cost: FunctionCost
  /// The size of the result at most, from those of the arguments; nil where the result has no size of its own.
  var resultSize: (@Sendable ([UInt64]) -> UInt64)?
  private var bodies: [Body]

  public init(
    _ signatures: [FunctionSignature], cost: FunctionCost = .one, resultSize: (@Sendable ([UInt64]) -> UInt64)? = nil,
    _ body: @escaping Body
  ) {
    (self.signatures, self.cost, self.resultSize, bodies) = (signatures, cost, resultSize, [body])
  }

  /// Both, under one name: what the first one doesn't take is the second's.
  func adding(_ other: CELFunction) -> CELFunction {
    var result = self
    result.signatures += other.signatures
    result.bodies += other.bodies
    if case .one = cost { result.cost = other.cost }
    result.resultSize = resultSize ?? other.resultSize
    return result
  }

  func call(_ arguments: [CELValue]) throws(EvaluationError) -> CELValue {
    for body in bodies.dropLast() {
      do throws(EvaluationError) {
        return try body(arguments)
      } catch {
        guard error == .noSuchOverload else { throw error }
      }
    }
    guard let last = bodies.last else { throw .noSuchOverload }
    return try last(arguments)
  }
}

/// What a call costs beyond its arguments, from their sizes: the same rule while it runs (with the sizes that are) and
/// before (with the largest there may be). Factors as in cel-go's cost model.
public enum FunctionCost: Sendable {
  case one
  /// A look at each scalar of one argument.
  case traversal(Int)
  /// A look at each element of one argument.
  case elements(Int)
  /// Both are looked at together, up to the shorter's end.
  case shorter
  /// Both are looked at, one after the other.
  case sum
  /// Each part of one with each of the other.
  case product
  /// Text and pattern.
  case regex

  static let traversalFactor = 0.1
  static let regexFactor = 0.25

  func cost(_ sizes: [UInt64]) -> UInt64 {
    func size(_ index: Int) -> Double { sizes.indices.contains(index) ? Double(sizes[index]) : 1 }
    return switch self {
    case .one: 1
    case .traversal(let index): Self.clamp((size(index) * Self.traversalFactor).rounded(.up))
    case .elements(let index): Self.clamp(size(index))
    case .shorter: Self.clamp((min(size(0), size(1)) * Self.traversalFactor).rounded(.up))
    case .sum: Self.clamp(((size(0) + size(1)) * Self.traversalFactor).rounded(.up))
    case .product: Self.clamp((size(0) * Self.traversalFactor).rounded(.up) * (size(1) * Self.traversalFactor).rounded(.up))
    case .regex: Self.clamp(((size(0) + 1) * Self.traversalFactor).rounded(.up) * (size(1) * Self.regexFactor).rounded(.up))
    }
  }

  static func clamp(_ cost: Double) -> UInt64 { cost >= 0x1p63 ? UInt64.max / 2 : UInt64(max(cost, 0)) }
}
