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
      guard let version = policy.filter.match(subject, in: unit) else { continue }
      let bindings = AdmissionExpressions.bindings(subject, as: version, authorizer, in: unit)
      for binding in policy.bindings where binding.filter.match(subject, in: unit) != nil {
        do throws(PolicyBinding.Problem) {
          for parameter in try binding.parameters(policy.paramKind, subject, in: unit) {
            let evaluation = PolicyEvaluation(policy, bindings, parameter: parameter)
            guard let violations = evaluation.violations() else { continue }
            for (key, value) in evaluation.annotations() { unit.auditAnnotations["\(policy.name)/\(key)"] = value }
            carryOut(violations, policy, binding, &denials, &unit)
          }
        } catch {
          guard policy.failsClosed else { continue }
          let violation = PolicyViolation(message: "failed to configure binding: \(error.message)")
          denials.append(Denial(policy: policy.name, binding: binding.name, violation: violation))
        }
      }
    }
    guard let first = denials.first else { return }
    throw denied(first, subject)
  }

  private func carryOut(
    _ violations: [PolicyViolation], _ policy: ValidatingPolicy, _ binding: PolicyBinding, _ denials: inout [Denial], _ unit: inout UnitOfWork
  ) {
    for violation in violations {
      if binding.actions.contains("Deny") {
        denials.append(Denial(policy: policy.name, binding: binding.name, violation: violation))
      }
      if binding.actions.contains("Warn") {
        unit.warnings.append(
          "Validation failed for ValidatingAdmissionPolicy '\(policy.name)' with binding '\(binding.name)': \(violation.message)")
      }
    }
    guard binding.actions.contains("Audit"), !violations.isEmpty else { return }
    let list = violations.enumerated().map { position, violation -> Value in
      [
        "message": .string(violation.message), "policy": .string(policy.name), "binding": .string(binding.name),
        "expressionIndex": .int(Int64(position)), "validationActions": .array(binding.actions.sorted().map { .string($0) }),
      ]
    }
    unit.auditAnnotations["validation.policy.admission.k8s.io/validation_failure"] = String(
      decoding: JSON.encode(.array(list)), as: UTF8.self)
  }

  private func denied(_ denial: Denial, _ subject: AdmissionSubject) -> StatusError {
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
