import APIMachinery
import APISchemas
import Store

/// A binding of an admission policy: to which requests, with which parameters, and what comes of a violation.
struct PolicyBinding: Sendable {
  let name: String
  let policyName: String
  let filter: RequestFilter
  let actions: Set<String>
  private let paramRef: Value?

  init(_ object: Value) {
    let spec = object["spec"] ?? [:]
    (name, policyName) = (object.name, spec["policyName"]?.string ?? "")
    filter = RequestFilter(spec["matchResources"] ?? [:], rules: "resourceRules")
    actions = Set(spec["validationActions"]?.array?.compactMap(\.string) ?? [])
    paramRef = spec["paramRef"]
  }

  /// What makes a binding unusable for a request.
  struct Problem: Error { var message: String }

  /// The objects that the policy is to be evaluated with, one after another: nil stands for none. Empty: it isn't evaluated.
  func parameters(
    _ kind: GroupVersionKind?, _ subject: AdmissionSubject, in unit: UnitOfWork
  ) throws(Problem) -> [Value?] {
    guard let kind else { return [nil] }
    guard let paramRef else { return [nil] }
    guard let definition = subject.scheme.resource(of: kind) else {
      throw Problem(message: "failed to find resource referenced by paramKind: '\(kind.groupVersion)/\(kind.kind)'")
    }
    let storage = subject.scheme.storageResource(of: definition)
    let namespace = try namespace(paramRef, storage, subject)
    let found: [Value]
    if let name = paramRef["name"]?.string, !name.isEmpty {
      found = [unit.get(ObjectKey(storage.groupResource, namespace: namespace, name: name))].compactMap(\.self)
    } else {
      let selector = (try? LabelSelector(paramRef["selector"])) ?? .nothing
      let stored = namespace.isEmpty
        ? unit.snapshot.list(storage.groupResource) : unit.snapshot.list(storage.groupResource, namespace: namespace)
      found = stored.map { $0.decoded() }.filter { selector.matches($0) }
    }
    guard found.isEmpty else { return found.map { subject.scheme.convert($0, to: kind) } }
    if paramRef["parameterNotFoundAction"] == "Allow" { return [] }
    throw Problem(message: "no params found for policy binding with `Deny` parameterNotFoundAction")
  }

  private func namespace(_ paramRef: Value, _ storage: ResourceDefinition, _ subject: AdmissionSubject) throws(Problem) -> String {
    let named = paramRef["namespace"]?.string ?? ""
    guard storage.isNamespaced else {
      guard named.isEmpty else { throw Problem(message: "paramRef.namespace must not be provided for a cluster-scoped `paramKind`") }
      return ""
    }
    if !named.isEmpty { return named }
    guard !subject.namespace.isEmpty else {
      throw Problem(message: "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources")
    }
    return subject.namespace
  }
}
