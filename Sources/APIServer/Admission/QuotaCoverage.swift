import APIMachinery
import APISchemas
import AccessControl

/// Whether quotas cover what may only be consumed under one (kubernetes.io, "Resource Quotas": limit consumption by default).
struct QuotaCoverage {
  private let limited: [ResourceQuotaConfiguration.LimitedResource]
  private let evaluator: QuotaEvaluator
  private let resource: GroupResource

  init(limited: [ResourceQuotaConfiguration.LimitedResource], evaluator: QuotaEvaluator, resource: GroupResource) {
    (self.limited, self.evaluator, self.resource) = (limited, evaluator, resource)
  }

  /// Why the object may not be written; nil when it may. `quotas`: all of its namespace; `covering`: scope and limits of those that are
  /// about it. What takes no more than before is let be.
  func problem(
    _ object: Value, old: Value?, _ quotas: [Value], covering: [(scope: QuotaScope, hard: QuotaUsage.Amounts)]
  ) -> String? {
    guard !limited.isEmpty, takesMore(object, old: old, covering.map(\.scope)) else { return nil }
    let covered = Set(covering.flatMap { $0.hard.keys })
    let names = limitedNames(evaluator.usage(object)).subtracting(covered).sorted()
    if !names.isEmpty { return "insufficient quota to consume: \(names.joined(separator: ","))" }
    let wanted = limited.flatMap { evaluator.requirements(of: QuotaScope(requirements: $0.scopes), heldBy: object) }
    guard !wanted.isEmpty else { return nil }
    let held = Set(quotas.flatMap { evaluator.requirements(of: QuotaScope($0["spec"]), heldBy: object) }.compactMap { $0["scopeName"]?.string })
    let open = wanted.filter { !held.contains($0["scopeName"]?.string ?? "") }
    return open.isEmpty ? nil : "insufficient quota to match these scopes: [\(open.map(Self.text).joined(separator: " "))]"
  }

  private func takesMore(_ object: Value, old: Value?, _ scopes: [QuotaScope]) -> Bool {
    guard let old else { return true }
    // What comes under a quota only now is new to it.
    if scopes.contains(where: { !evaluator.isCovered(old, by: $0) }) { return true }
    let before = evaluator.usage(old)
    return evaluator.usage(object).contains { $0.value > (before[$0.key] ?? Quantity(0)) }
  }

  private func limitedNames(_ usage: QuotaUsage.Amounts) -> Set<String> {
    let parts = limited.filter { $0.resource == resource }.flatMap(\.nameParts)
    return Set(usage.filter { name, amount in amount > Quantity(0) && parts.contains { name.contains($0) } }.keys)
  }

  /// `{PriorityClass In [cluster-services]}`, as upstream shows it.
  private static func text(_ requirement: Value) -> String {
    let values = (requirement["values"]?.array ?? []).compactMap(\.string).joined(separator: " ")
    return "{\(requirement["scopeName"]?.string ?? "") \(requirement["operator"]?.string ?? "") [\(values)]}"
  }
}
