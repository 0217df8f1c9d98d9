import APIMachinery
import CEL

/// Whether the expressions of policies and webhooks compile: judged when they are written, so that no request fails by them. An
/// expression that was accepted before stays acceptable.
struct ExpressionValidation {
  private var errors: [FieldError] = []
  /// What was accepted already.
  private let known: Set<String>

  static func validate(_ object: Value, old: Value?) -> [FieldError] {
    var validation = ExpressionValidation(known: old.map(texts) ?? [])
    switch object.kind {
    case "ValidatingAdmissionPolicy": validation.validate(policy: object["spec"] ?? [:], isMutating: false)
    case "MutatingAdmissionPolicy": validation.validate(policy: object["spec"] ?? [:], isMutating: true)
    case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration":
      for (position, webhook) in (object["webhooks"]?.array ?? []).enumerated() {
        validation.checkEach(
          webhook["matchConditions"], "webhooks[\(position)].matchConditions", "expression", AdmissionExpressions.environment(), [.bool])
      }
    default: break
    }
    return validation.errors
  }

  private init(known: Set<String>) { self.known = known }

  private mutating func validate(policy spec: Value, isMutating: Bool) {
    let hasParams = spec["paramKind"] != nil
    let plain = AdmissionExpressions.environment(hasParams: hasParams)
    checkEach(spec["matchConditions"], "spec.matchConditions", "expression", plain, [.bool])
    let (variables, environment) = AdmissionPolicy.variables(spec, hasParams: hasParams, isMutating: isMutating)
    for (position, variable) in variables.enumerated() { report(variable.expression, "spec.variables[\(position)].expression") }
    checkEach(spec["validations"], "spec.validations", "expression", environment, [.bool])
    checkEach(spec["validations"], "spec.validations", "messageExpression", environment, [.string])
    checkEach(spec["auditAnnotations"], "spec.auditAnnotations", "valueExpression", environment, [.string, .null])
    for (position, mutation) in (spec["mutations"]?.array ?? []).enumerated() {
      for (key, type) in [("applyConfiguration", MutationLibrary.objectType), ("jsonPatch", MutationLibrary.patchType)] {
        check(mutation[key]?["expression"], "spec.mutations[\(position)].\(key).expression", environment, [type])
      }
    }
  }

  private mutating func checkEach(_ list: Value?, _ path: String, _ key: String, _ environment: Environment, _ results: [CELType]) {
    for (position, item) in (list?.array ?? []).enumerated() { check(item[key], "\(path)[\(position)].\(key)", environment, results) }
  }

  private mutating func check(_ source: Value?, _ path: String, _ environment: Environment, _ results: [CELType]) {
    // What isn't there, or is empty, is the kind's own validation's to report.
    guard let text = source?.string, text.contains(where: { !$0.isWhitespace }) else { return }
    report(AdmissionExpression(text, environment, results: results), path)
  }

  private mutating func report(_ expression: AdmissionExpression, _ path: String) {
    guard case .failure(let problem) = expression.program, !known.contains(expression.source), !expression.source.isEmpty else { return }
    errors.append(.invalid(path, .string(expression.source), problem.message))
  }

  private static func texts(_ value: Value) -> Set<String> {
    var found: Set<String> = []
    for field in value.object ?? Object() {
      if let text = field.value.string, field.key.lowercased().hasSuffix("expression") { found.insert(text) }
      found.formUnion(texts(field.value))
    }
    for element in value.array ?? [] { found.formUnion(texts(element)) }
    return found
  }
}
