import CEL

/// The variables of a policy: each is computed when an expression first needs it, once.
final class VariableScope {
  let bindings: [String: CELValue]
  private var budget = AdmissionExpressions.policyCostMax
  private let expressions: [String: AdmissionExpression]
  private var known: [String: Result<CELValue, EvaluationError>] = [:]

  init(_ bindings: [String: CELValue], _ variables: [(name: String, expression: AdmissionExpression)]) {
    self.bindings = bindings
    expressions = Dictionary(variables.map { ("variables." + $0.name, $0.expression) }, uniquingKeysWith: { _, last in last })
  }

  /// What it costs, with the variables that it needs first, is taken from the budget of them all.
  func evaluate(_ expression: AdmissionExpression) throws(AdmissionExpression.Failure) -> CELValue {
    let before = budget
    var own = before
    defer { budget -= min(budget, before - own) }
    return try expression.evaluate(bindings, budget: &own) { [unowned self] name throws(EvaluationError) in try self.value(name) }
  }

  private func value(_ name: String) throws(EvaluationError) -> CELValue? {
    if let result = known[name] { return try result.get() }
    guard let expression = expressions[name] else { return nil }
    let result: Result<CELValue, EvaluationError>
    do throws(AdmissionExpression.Failure) {
      result = .success(try evaluate(expression))
    } catch {
      result = .failure(EvaluationError("composited variable \"\(name.dropFirst("variables.".count))\" fails to evaluate: \(error.message)"))
    }
    known[name] = result
    return try result.get()
  }
}
