import APIMachinery
import APISchemas

/// Which requests a webhook, a policy or a binding is about: rules and selectors (API reference: MatchResources).
struct RequestFilter: Sendable {
  private let rules: [RequestRule]
  private let excluded: [RequestRule]
  /// Whether a rule for one version of a resource means requests for another as well.
  private let matchesEquivalents: Bool
  private let namespaces: LabelSelector
  private let objects: LabelSelector

  /// `rules`: the key of the rules. A filter without rules (of a binding) leaves all requests in.
  init(_ source: Value, rules key: String) {
    rules = (source[key]?.array ?? []).map { RequestRule($0) }
    excluded = (source["excludeResourceRules"]?.array ?? []).map { RequestRule($0) }
    matchesEquivalents = source["matchPolicy"]?.string != "Exact"
    namespaces = Self.selector(source["namespaceSelector"])
    objects = Self.selector(source["objectSelector"])
  }

  /// Validation has seen to it that selectors can be read; no selector selects everything here.
  private static func selector(_ source: Value?) -> LabelSelector { source.flatMap { try? LabelSelector($0) } ?? .everything }

  /// The version of the resource that the request is to be shown in; nil when it isn't meant.
  func match(_ subject: AdmissionSubject, in unit: UnitOfWork) -> ResourceDefinition? {
    guard let version = shownVersion(rules, subject) ?? (rules.isEmpty ? subject.request.served : nil) else { return nil }
    guard shownVersion(excluded, subject) == nil, matchesNamespace(subject, unit), matchesObject(subject) else { return nil }
    return version
  }

  private func shownVersion(_ rules: [RequestRule], _ subject: AdmissionSubject) -> ResourceDefinition? {
    let served = subject.request.served
    if rules.contains(where: { $0.matches(subject, as: served) }) { return served }
    guard matchesEquivalents, !rules.isEmpty else { return nil }
    return subject.equivalents.first { other in rules.contains { $0.matches(subject, as: other) } }
  }

  private func matchesNamespace(_ subject: AdmissionSubject, _ unit: UnitOfWork) -> Bool {
    if namespaces.isEmpty { return true }
    if subject.request.groupResource == NamespaceLifecycle.namespaces {
      return (subject.object ?? subject.old).map { namespaces.matches($0) } ?? true
    }
    guard subject.request.definition.isNamespaced else { return true }
    return namespaces.matches(subject.namespaceObject(in: unit) ?? [:])
  }

  private func matchesObject(_ subject: AdmissionSubject) -> Bool {
    if objects.isEmpty { return true }
    return [subject.object, subject.old].contains { $0.map { objects.matches($0) } ?? false }
  }
}
