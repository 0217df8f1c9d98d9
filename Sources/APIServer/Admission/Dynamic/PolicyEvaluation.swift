import APIMachinery
import AccessControl
import CEL

/// One violation of a policy, or one expression of it that couldn't be evaluated.
struct PolicyViolation: Sendable {
  var message: String
  var reason = ""
}

/// One policy on one request with one parameter.
struct PolicyEvaluation {
  let policy: ValidatingPolicy
  private let scope: VariableScope

  init(_ policy: ValidatingPolicy, _ bindings: [String: CELValue], parameter: Value?) {
    var bindings = bindings
    if policy.paramKind != nil { bindings["params"] = parameter.map { CELValue($0) } ?? .null }
    self.policy = policy
    scope = VariableScope(bindings, policy.variables)
  }

  /// What the policy has against the request; nil when its match conditions keep it out.
  func violations() -> [PolicyViolation]? {
    switch policy.matchConditions.evaluate(scope.bindings) {
    case .matches: break
    case .doesNotMatch: return nil
    case .failed(let message): return policy.failsClosed ? [PolicyViolation(message: message)] : nil
    }
    var found: [PolicyViolation] = []
    for validation in policy.validations {
      do throws(AdmissionExpression.Failure) {
        let value = try evaluate(validation.expression)
        if case .bool(true) = value { continue }
        found.append(PolicyViolation(message: message(validation), reason: validation.reason))
      } catch {
        if policy.failsClosed { found.append(PolicyViolation(message: error.message)) }
      }
    }
    return found
  }

  /// For the audit log, by the annotation's own key; those without a value are left out.
  func annotations() -> [(key: String, value: String)] {
    var result: [(key: String, value: String)] = []
    for annotation in policy.annotations {
      guard case .string(let text)? = try? evaluate(annotation.value), !text.isEmpty else { continue }
      result.append((annotation.key, String(text.prefix(10 << 10))))
    }
    return result
  }

  private func message(_ validation: ValidatingPolicy.Validation) -> String {
    if let expression = validation.messageExpression, case .string(let text)? = try? evaluate(expression) {
      let trimmed = Self.trimmed(text)
      // A message that can't be told gives way to the fixed one.
      if !trimmed.isEmpty, !trimmed.contains("\n"), trimmed.utf8.count <= 5 << 10 { return trimmed }
    }
    let fixed = Self.trimmed(validation.message)
    return fixed.isEmpty ? "failed expression: " + Self.trimmed(validation.expression.source) : fixed
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }

  private func evaluate(_ expression: AdmissionExpression) throws(AdmissionExpression.Failure) -> CELValue {
    try scope.evaluate(expression)
  }
}

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
