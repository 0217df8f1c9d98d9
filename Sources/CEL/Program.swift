/// A compiled expression; immutable, and run from anywhere.
public struct Program: Sendable {
  /// What one run may cost in Kubernetes (apiserver: PerCallLimit).
  public static let callCostMax: UInt64 = 1_000_000

  public let source: String
  public let resultType: CELType
  let expression: Expression
  let environment: Environment
  let types: [Int: CELType]
  /// Patterns that are literals, compiled once.
  let patterns: [String: LinearRegex]

  public struct Outcome: Sendable {
    public var result: Result<CELValue, EvaluationError>
    /// Units spent.
    public var cost: UInt64
  }

  init(source: String, expression: Expression, environment: Environment, resultType: CELType, types: [Int: CELType]) throws(CompileError) {
    (self.source, self.expression, self.environment) = (source, expression, environment)
    (self.resultType, self.types) = (resultType, types)
    patterns = try PatternLiterals.compile(in: expression, source: source)
  }

  /// Runs it. `bindings`: a value for each variable that is declared (dotted names whole). `lookup` is asked for the others,
  /// when they are needed.
  public func evaluate(_ bindings: [String: CELValue], costLimit: UInt64 = callCostMax, lookup: VariableLookup? = nil) -> Outcome {
    var evaluator = Evaluator(self, bindings, costLimit: costLimit, lookup: lookup)
    do throws(EvaluationError) {
      return Outcome(result: .success(try evaluator.evaluate(expression)), cost: evaluator.cost)
    } catch {
      return Outcome(result: .failure(error), cost: min(evaluator.cost, costLimit))
    }
  }

  public typealias VariableLookup = (String) throws(EvaluationError) -> CELValue?

  /// The names of variables it mentions: `object`, `variables.replicas`.
  public var references: Set<String> {
    var names: Set<String> = []
    Self.collect(expression, &names)
    return names.filter { name in environment.variables[name] != nil }
  }

  private static func collect(_ node: Expression, _ names: inout Set<String>) {
    if let name = Checker.qualifiedName(node) {
      var prefix = ""
      for part in name.split(separator: ".") {
        prefix += prefix.isEmpty ? String(part) : "." + part
        names.insert(prefix)
      }
    }
    for child in node.children { collect(child, &names) }
  }
}
