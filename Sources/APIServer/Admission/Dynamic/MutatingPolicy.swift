import APIMachinery
import CEL

/// A MutatingAdmissionPolicy, compiled.
struct MutatingPolicy: Sendable {
  enum Mutation: Sendable {
    case applyConfiguration(AdmissionExpression)
    case jsonPatch(AdmissionExpression)
  }

  let policy: AdmissionPolicy
  let mutations: [Mutation]
  let isReinvoked: Bool

  init(_ object: Value, bindings: [PolicyBinding]) {
    policy = AdmissionPolicy(object, bindings: bindings, isMutating: true)
    let (spec, environment) = (object["spec"] ?? [:], policy.environment)
    isReinvoked = spec["reinvocationPolicy"]?.string == "IfNeeded"
    mutations = (spec["mutations"]?.array ?? []).map { source in
      if source["patchType"]?.string == "JSONPatch" {
        let text = source[path: "jsonPatch", "expression"]?.string ?? ""
        return .jsonPatch(AdmissionExpression(text, environment, result: MutationLibrary.patchType))
      }
      let text = source[path: "applyConfiguration", "expression"]?.string ?? ""
      return .applyConfiguration(AdmissionExpression(text, environment, result: MutationLibrary.objectType))
    }
  }
}
