import APIMachinery
import AccessControl

/// Asks the validating policies about a request (kubernetes.io, "Validating Admission Policy").
struct PolicyAdmission {
  let policies: [ValidatingPolicy]
  let authorizer: AuthorizerChain

  private struct Denial {
    var policy: String
    var binding: String
    var violation: PolicyViolation
  }

  /// Throws for the first violation that is to be denied; the others become warnings and audit annotations.
  func validate(_ subject: AdmissionSubject, in unit: inout UnitOfWork) throws(StatusError) {
    var denials: [Denial] = []
    for policy in policies {
      guard let (version, invocations) = policy.policy.invocations(subject, in: unit), !invocations.isEmpty else { continue }
      let bindings = AdmissionExpressions.bindings(subject, as: version, authorizer, in: unit)
      var annotations: [(key: String, value: String)] = []
      for invocation in invocations {
        func deny(_ violation: PolicyViolation) {
          denials.append(Denial(policy: policy.policy.name, binding: invocation.binding.name, violation: violation))
        }
        switch invocation.parameter {
        case .success(let parameter):
          let evaluation = PolicyEvaluation(policy, bindings, parameter: parameter)
          guard let violations = evaluation.violations() else { continue }
          if invocation.binding.actions.contains("Deny") { violations.forEach(deny) }
          tell(violations, policy, invocation.binding, &unit)
          let found = evaluation.annotations()
          annotations += found.values
          found.problems.forEach { deny(PolicyViolation(message: $0)) }
        case .failure(let problem):
          if policy.policy.failsClosed { deny(PolicyViolation(message: "failed to configure binding: \(problem.message)")) }
        }
      }
      publish(annotations, of: policy, &unit)
    }
    guard let first = denials.first else { return }
    throw Self.denied(first, subject)
  }

  private func tell(_ violations: [PolicyViolation], _ policy: ValidatingPolicy, _ binding: PolicyBinding, _ unit: inout UnitOfWork) {
    if binding.actions.contains("Warn") {
      unit.warnings += violations.map {
        "Validation failed for ValidatingAdmissionPolicy '\(policy.policy.name)' with binding '\(binding.name)': \($0.message)"
      }
    }
    // One annotation holds one violation: the first of the request.
    let key = "validation.policy.admission.k8s.io/validation_failure"
    guard binding.actions.contains("Audit"), let first = violations.first, unit.auditAnnotations[key] == nil else { return }
    let failure: Value = [
      "message": .string(first.message), "policy": .string(policy.policy.name), "binding": .string(binding.name),
      "expressionIndex": .int(Int64(first.index)), "validationActions": .array(binding.actions.sorted().map { .string($0) }),
    ]
    unit.auditAnnotations[key] = JSON.text(.array([failure]))
  }

  /// Several bindings may give one key several values.
  private func publish(_ annotations: [(key: String, value: String)], of policy: ValidatingPolicy, _ unit: inout UnitOfWork) {
    var values: [String: [String]] = [:]
    for (key, value) in annotations where !(values[key, default: []].contains(value)) { values[key, default: []].append(value) }
    for (key, all) in values { unit.auditAnnotations["\(policy.policy.name)/\(key)"] = all.joined(separator: ", ") }
  }

  private static func denied(_ denial: Denial, _ subject: AdmissionSubject) -> StatusError {
    let message =
      "ValidatingAdmissionPolicy '\(denial.policy)' with binding '\(denial.binding)' denied request: \(denial.violation.message)"
    var error = StatusError.forbidden(subject.request.groupResource, subject.name, message)
    let reason = denial.violation.reason.isEmpty ? "Invalid" : denial.violation.reason
    error.reason = StatusError.Reason(rawValue: reason)
    error.code =
      switch reason {
      case "Forbidden": 403
      case "Unauthorized": 401
      case "RequestEntityTooLarge": 413
      default: 422
      }
    error.causes = [.init(reason: "", message: message, field: "")]
    return error
  }
}
