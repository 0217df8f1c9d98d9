import APIMachinery
import AccessControl
import CEL

/// One violation of a policy, or one expression of it that couldn't be evaluated.
struct PolicyViolation: Sendable {
  var message: String
  var reason = ""
  /// Which of the policy's validations.
  var index = 0
}

/// One validating policy on one request with one parameter.
struct PolicyEvaluation {
  static let annotationBytesMax = 10 << 10
  static let messageBytesMax = 5 << 10

  let policy: ValidatingPolicy
  private let scope: VariableScope

  init(_ policy: ValidatingPolicy, _ bindings: [String: CELValue], parameter: Value?) {
    self.policy = policy
    scope = policy.policy.scope(bindings, parameter: parameter)
  }

  /// What the policy has against the request; nil when its match conditions keep it out.
  func violations() -> [PolicyViolation]? {
    switch policy.policy.matchConditions.evaluate(scope.bindings) {
    case .matches: break
    case .doesNotMatch: return nil
    case .failed(let message): return policy.policy.failsClosed ? [PolicyViolation(message: message)] : nil
    }
    var found: [PolicyViolation] = []
    for (index, validation) in policy.validations.enumerated() {
      do throws(AdmissionExpression.Failure) {
        if case .bool(true) = try scope.evaluate(validation.expression) { continue }
        found.append(PolicyViolation(message: message(validation), reason: validation.reason, index: index))
      } catch {
        if policy.policy.failsClosed { found.append(PolicyViolation(message: error.message, index: index)) }
      }
    }
    return found
  }

  /// For the audit log, by the annotation's own key; those without a value are left out. `problems`: those whose value can't be told,
  /// which is a reason to refuse where the policy fails closed.
  func annotations() -> (values: [(key: String, value: String)], problems: [String]) {
    var values: [(key: String, value: String)] = []
    var problems: [String] = []
    for annotation in policy.annotations {
      do throws(AdmissionExpression.Failure) {
        switch try scope.evaluate(annotation.value) {
        case .string(let text):
          let trimmed = Self.trimmed(text)
          if !trimmed.isEmpty { values.append((annotation.key, String(decoding: trimmed.utf8.prefix(Self.annotationBytesMax), as: UTF8.self))) }
        case .null: break
        case let other:
          problems.append(
            "valueExpression '\(annotation.value.source)' resulted in unsupported return type: \(other.typeName). "
              + "Return type must be either string or null.")
        }
      } catch {
        problems.append(error.message)
      }
    }
    return (values, policy.policy.failsClosed ? problems : [])
  }

  private func message(_ validation: ValidatingPolicy.Validation) -> String {
    if let expression = validation.messageExpression, case .string(let text)? = try? scope.evaluate(expression) {
      let trimmed = Self.trimmed(text)
      // A message that can't be told gives way to the fixed one.
      if !trimmed.isEmpty, !trimmed.contains("\n"), trimmed.utf8.count <= Self.messageBytesMax { return trimmed }
    }
    let fixed = Self.trimmed(validation.message)
    return fixed.isEmpty ? "failed expression: " + Self.trimmed(validation.expression.source) : fixed
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
