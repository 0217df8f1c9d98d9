import APIMachinery
import APISchemas
import CEL

/// A ValidatingAdmissionPolicy, compiled, with the bindings that put it to work.
struct ValidatingPolicy: Sendable {
  let name: String
  let failsClosed: Bool
  /// Of the objects that bindings refer to.
  let paramKind: GroupVersionKind?
  let filter: RequestFilter
  let matchConditions: MatchConditions
  let variables: [(name: String, expression: AdmissionExpression)]
  let validations: [Validation]
  let annotations: [(key: String, value: AdmissionExpression)]
  let bindings: [PolicyBinding]

  struct Validation: Sendable {
    let expression: AdmissionExpression
    let message: String
    let messageExpression: AdmissionExpression?
    let reason: String
  }

  init(_ object: Value, bindings: [PolicyBinding]) {
    let spec = object["spec"] ?? [:]
    name = object.name
    self.bindings = bindings
    failsClosed = spec["failurePolicy"]?.string != "Ignore"
    paramKind = spec["paramKind"].flatMap { kind in
      GroupVersion(kind["apiVersion"]?.string ?? "").map { $0.kind(kind["kind"]?.string ?? "") }
    }
    filter = RequestFilter(spec["matchConstraints"] ?? [:], rules: "resourceRules")
    matchConditions = MatchConditions(spec["matchConditions"], AdmissionExpressions.environment(hasParams: paramKind != nil))
    let (compiled, environment) = Self.variables(spec, hasParams: paramKind != nil)
    variables = compiled
    validations = (spec["validations"]?.array ?? []).map { source in
      Validation(
        expression: AdmissionExpression(source["expression"]?.string ?? "", environment, result: .bool),
        message: source["message"]?.string ?? "",
        messageExpression: source["messageExpression"]?.string.map { AdmissionExpression($0, environment, result: .string) },
        reason: source["reason"]?.string ?? "")
    }
    annotations = (spec["auditAnnotations"]?.array ?? []).map { source in
      (source["key"]?.string ?? "", AdmissionExpression(source["valueExpression"]?.string ?? "", environment))
    }
  }

  /// Each variable may name those before it.
  static func variables(_ spec: Value, hasParams: Bool) -> ([(name: String, expression: AdmissionExpression)], Environment) {
    var variables: [(name: String, expression: AdmissionExpression)] = []
    var types: [String: CELType] = [:]
    for source in spec["variables"]?.array ?? [] {
      let name = source["name"]?.string ?? ""
      let environment = AdmissionExpressions.environment(hasParams: hasParams, variables: types)
      let expression = AdmissionExpression(source["expression"]?.string ?? "", environment)
      types[name] = expression.resultType
      variables.append((name, expression))
    }
    return (variables, AdmissionExpressions.environment(hasParams: hasParams, variables: types))
  }
}
