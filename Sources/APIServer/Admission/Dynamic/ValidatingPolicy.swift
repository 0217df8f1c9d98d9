import APIMachinery
import CEL

/// A ValidatingAdmissionPolicy, compiled.
struct ValidatingPolicy: Sendable {
  let policy: AdmissionPolicy
  let validations: [Validation]
  let annotations: [(key: String, value: AdmissionExpression)]

  struct Validation: Sendable {
    let expression: AdmissionExpression
    let message: String
    let messageExpression: AdmissionExpression?
    let reason: String
  }

  init(_ object: Value, bindings: [PolicyBinding]) {
    policy = AdmissionPolicy(object, bindings: bindings, isMutating: false)
    let (spec, environment) = (object["spec"] ?? [:], policy.environment)
    validations = (spec["validations"]?.array ?? []).map { source in
      Validation(
        expression: AdmissionExpression(source["expression"]?.string ?? "", environment, result: .bool),
        message: source["message"]?.string ?? "",
        messageExpression: source["messageExpression"]?.string.flatMap { text in
          text.isEmpty ? nil : AdmissionExpression(text, environment, result: .string)
        },
        reason: source["reason"]?.string ?? "")
    }
    annotations = (spec["auditAnnotations"]?.array ?? []).map { source in
      (source["key"]?.string ?? "", AdmissionExpression(source["valueExpression"]?.string ?? "", environment, results: [.string, .null]))
    }
  }
}
