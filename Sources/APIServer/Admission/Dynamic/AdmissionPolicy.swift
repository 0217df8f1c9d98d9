import APIMachinery
import APISchemas
import CEL

/// What validating and mutating policies have in common, compiled: which requests they are about, their variables, and the
/// bindings that put them to work.
struct AdmissionPolicy: Sendable {
  let name: String
  let failsClosed: Bool
  /// Of the objects that bindings refer to.
  let paramKind: GroupVersionKind?
  let filter: RequestFilter
  let matchConditions: MatchConditions
  let variables: [(name: String, expression: AdmissionExpression)]
  let bindings: [PolicyBinding]
  /// What the policy's own expressions know.
  let environment: Environment

  init(_ object: Value, bindings: [PolicyBinding], isMutating: Bool) {
    let spec = object["spec"] ?? [:]
    name = object.name
    self.bindings = bindings
    failsClosed = spec["failurePolicy"]?.string != "Ignore"
    paramKind = spec["paramKind"].flatMap { kind in
      GroupVersion(kind["apiVersion"]?.string ?? "").map { $0.kind(kind["kind"]?.string ?? "") }
    }
    filter = RequestFilter(spec["matchConstraints"] ?? [:], rules: "resourceRules")
    matchConditions = MatchConditions(spec["matchConditions"], AdmissionExpressions.environment(hasParams: paramKind != nil))
    (variables, environment) = Self.variables(spec, hasParams: paramKind != nil, isMutating: isMutating)
  }

  /// Each variable may name those before it.
  static func variables(
    _ spec: Value, hasParams: Bool, isMutating: Bool, object: DeclaredType? = nil, params: DeclaredType? = nil
  ) -> ([(name: String, expression: AdmissionExpression)], Environment) {
    var variables: [(name: String, expression: AdmissionExpression)] = []
    var environment = AdmissionExpressions.environment(hasParams: hasParams, object: object, params: params)
    if isMutating { MutationLibrary.add(to: &environment) }
    for source in spec["variables"]?.array ?? [] {
      let name = source["name"]?.string ?? ""
      let expression = AdmissionExpression(source["expression"]?.string ?? "", environment)
      environment.variables["variables." + name] = expression.resultType
      variables.append((name, expression))
    }
    return (variables, environment)
  }

  /// One use of a policy for a request: a binding with one parameter, or why the binding can't be used.
  struct Invocation {
    var binding: PolicyBinding
    var parameter: Result<Value?, PolicyBinding.Problem>
  }

  /// nil: the policy isn't about the request. `version`: the one that it is to be shown in.
  func invocations(
    _ subject: AdmissionSubject, in unit: UnitOfWork
  ) -> (version: ResourceDefinition, invocations: [Invocation])? {
    guard let version = filter.match(subject, in: unit) else { return nil }
    var found: [Invocation] = []
    for binding in bindings where binding.filter.match(subject, in: unit) != nil {
      do throws(PolicyBinding.Problem) {
        found += try binding.parameters(paramKind, subject, in: unit).map { Invocation(binding: binding, parameter: .success($0)) }
      } catch {
        found.append(Invocation(binding: binding, parameter: .failure(error)))
      }
    }
    return (version, found)
  }

  /// The names that the policy's expressions know, with their values for one parameter.
  func scope(_ bindings: [String: CELValue], parameter: Value?) -> VariableScope {
    var bindings = bindings
    if paramKind != nil { bindings["params"] = parameter.map { CELValue($0) } ?? .null }
    return VariableScope(bindings, variables)
  }
}
