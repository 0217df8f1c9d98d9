import APIMachinery
import APISchemas
import AccessControl
import CEL

/// Lets mutating policies change an object (kubernetes.io, "Mutating Admission Policy").
struct PolicyMutation {
  let policies: [MutatingPolicy]
  let authorizer: AuthorizerChain

  /// Throws when a policy that fails closed couldn't do its part; the others go on all the same.
  func mutate(_ subject: inout AdmissionSubject, _ left: inout DynamicMutation.Left, in unit: inout UnitOfWork) throws(StatusError) {
    guard subject.object != nil, !policies.isEmpty else { return }
    // Which policies are about the request is decided by the object as it comes in.
    let chosen = policies.compactMap { policy in policy.policy.invocations(subject, in: unit).map { (policy, $0.version, $0.invocations) } }
    var problems: [Problem] = []
    for (policy, version, invocations) in chosen {
      for (position, invocation) in invocations.enumerated() {
        let name = "policy \(policy.policy.name) \(position)"
        guard left.isTurn(of: name, subject.object) else { continue }
        let found = mutate(&subject, policy, as: version, invocation, in: unit)
        if policy.policy.failsClosed { problems += found.map { $0.of(policy, invocation) } }
        if policy.isReinvoked { left.leave(subject.object, by: name) }
      }
    }
    guard let first = problems.first else { return }
    var error = StatusError.forbidden(subject.request.groupResource, subject.name, "admission request denied by policy")
    error.message = first.message
    if first.isInvalid { error.reason = .invalid }
    error.causes = problems.map { .init(reason: "", message: $0.message, field: "") }
    throw error
  }

  private struct Problem: Error {
    var message: String
    /// Not so for a binding that can't be used.
    var isInvalid = true

    func of(_ policy: MutatingPolicy, _ invocation: AdmissionPolicy.Invocation) -> Problem {
      Problem(
        message: "policy '\(policy.policy.name)' with binding '\(invocation.binding.name)' denied request: \(message)", isInvalid: isInvalid)
    }
  }

  private func mutate(
    _ subject: inout AdmissionSubject, _ policy: MutatingPolicy, as version: ResourceDefinition, _ invocation: AdmissionPolicy.Invocation,
    in unit: UnitOfWork
  ) -> [Problem] {
    let parameter: Value?
    switch invocation.parameter {
    case .success(let found): parameter = found
    case .failure(let problem): return [Problem(message: "failed to configure binding: \(problem.message)", isInvalid: false)]
    }
    func scope() -> VariableScope {
      policy.policy.scope(AdmissionExpressions.bindings(subject, as: version, authorizer, in: unit), parameter: parameter)
    }
    switch policy.policy.matchConditions.evaluate(scope().bindings) {
    case .matches: break
    case .doesNotMatch: return []
    case .failed(let message): return [Problem(message: message)]
    }
    var problems: [Problem] = []
    for mutation in policy.mutations {
      guard let object = subject.object, let shown = subject.shown(object, as: version) else { break }
      do throws(AdmissionExpression.Failure) {
        let changed = try changed(shown, mutation, scope(), as: version, subject.scheme)
        do throws(StatusError) {
          subject.object = try subject.taking(changed, as: version, over: object)
        } catch {
          throw .init(message: error.message)
        }
      } catch {
        problems.append(Problem(message: error.message))
      }
    }
    return problems
  }

  private func changed(
    _ object: Value, _ mutation: MutatingPolicy.Mutation, _ scope: VariableScope, as version: ResourceDefinition, _ scheme: Scheme
  ) throws(AdmissionExpression.Failure) -> Value {
    switch mutation {
    case .applyConfiguration(let expression): try applied(try scope.evaluate(expression), to: object, as: version, scheme)
    case .jsonPatch(let expression): try patched(object, try scope.evaluate(expression))
    }
  }

  private func applied(
    _ value: CELValue, to object: Value, as version: ResourceDefinition, _ scheme: Scheme
  ) throws(AdmissionExpression.Failure) -> Value {
    if let problem = MutationLibrary.misnaming(in: value) { throw .init(message: "type mismatch: " + problem) }
    guard var configuration = value.json, configuration.object != nil else { throw .init(message: "invalid return type: \(value.typeName)") }
    (configuration["apiVersion"], configuration["kind"]) = (object["apiVersion"], object["kind"])
    let merging = ServerSideApply(
      types: scheme.types, typeName: scheme.typeName(of: object.groupVersionKind ?? version.gvk) ?? "", apiVersion: object.apiVersion)
    do throws(StatusError) {
      return try merging.merging(configuration, into: object)
    } catch {
      throw .init(message: "error applying patch: " + error.message)
    }
  }

  /// A test that fails leaves the object as it is.
  private func patched(_ object: Value, _ value: CELValue) throws(AdmissionExpression.Failure) -> Value {
    guard let list = value.list else { throw .init(message: "type mismatch: JSONPatchType.expression should evaluate to array") }
    var operations: [Value] = []
    for index in 0..<list.count {
      guard let operation = list[index].json else {
        throw .init(message: "JSONPath valueExpression evaluated to a type that could not marshal to JSON")
      }
      operations.append(operation)
    }
    do throws(StatusError) {
      return try JSONPatch(.array(operations)).applyIfTestsHold(to: object) ?? object
    } catch {
      throw .init(message: "JSONPath: " + error.message)
    }
  }
}
