import APIMachinery
import APISchemas
import AccessControl

/// ResourceQuota: refuses what would take a namespace beyond its quotas (kubernetes.io, "Resource Quotas").
///
/// What is used is counted in the same view of the store that the object is written on, and written into the quota's status in the
/// same transaction. So two writers that count the same quota can't both go through on the same count: the second one's transaction
/// meets a changed quota and is decided again. Nothing that fits is refused because a controller hasn't counted yet.
struct ResourceQuotaAdmission: AdmissionPlugin {
  static let quotas = GroupResource(group: "", resource: "resourcequotas")

  /// What may only be consumed where a quota covers it.
  var limited: [ResourceQuotaConfiguration.LimitedResource] = []

  /// A quota that covers the object.
  private struct Covering {
    var quota: Value
    var scope: QuotaScope
    /// Its limits that are about the object's resource.
    var hard: QuotaUsage.Amounts
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    let request = attributes.request
    guard attributes.operation == .create || attributes.operation == .update, request.definition.isNamespaced,
      request.subresource.isEmpty || request.subresource == "resize",
      !limited.isEmpty || unit.hasObjects(of: Self.quotas, namespace: request.namespace)
    else { return }
    let evaluator = QuotaEvaluator(request, unit.time)
    // Only these change what they take while they live.
    if attributes.operation == .update, !evaluator.changesWithUpdates { return }
    let quotas = unit.list(Self.quotas, namespace: request.namespace).filter { !$0.isBeingDeleted }.sorted { $0.name < $1.name }
    var covering: [Covering] = []
    for quota in quotas {
      if let item = try self.covering(object, quota, evaluator, attributes) { covering.append(item) }
    }
    let coverage = QuotaCoverage(limited: limited, evaluator: evaluator, resource: request.groupResource)
    if let problem = coverage.problem(object, old: attributes.old, quotas, covering: covering.map { ($0.scope, $0.hard) }) {
      throw attributes.forbidden(object, problem)
    }
    for item in covering { try charge(object, to: item, evaluator, attributes, in: &unit) }
  }

  private func covering(
    _ object: Value, _ quota: Value, _ evaluator: QuotaEvaluator, _ attributes: AdmissionAttributes
  ) throws(StatusError) -> Covering? {
    let scope = QuotaScope(quota["spec"])
    let hard = PodResources.amounts(quota[path: "spec", "hard"]).filter { evaluator.counts($0.key) }
    guard !hard.isEmpty, evaluator.isCovered(object, by: scope) else { return nil }
    let missing = evaluator.missing(object, hard: hard)
    if !missing.isEmpty {
      throw attributes.forbidden(object, "failed quota: \(quota.name): must specify \(missing.joined(separator: "; "))")
    }
    return Covering(quota: quota, scope: scope, hard: hard)
  }

  private func charge(
    _ object: Value, to item: Covering, _ evaluator: QuotaEvaluator, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork
  ) throws(StatusError) {
    var requested = evaluator.usage(object)
    if let old = attributes.old, evaluator.isCovered(old, by: item.scope) {
      for (name, amount) in evaluator.usage(old) { requested[name] = (requested[name] ?? Quantity(0)) - amount }
    }
    requested = requested.filter { item.hard[$0.key] != nil && $0.value > Quantity(0) }
    guard !requested.isEmpty else { return }
    let used = evaluator.used(in: attributes.request.namespace, item.scope, unit)
    try check(object, item.quota, requested, used: used, hard: item.hard, attributes)
    note(requested, used: used, on: item.quota, in: &unit)
  }

  private func check(
    _ object: Value, _ quota: Value, _ requested: QuotaUsage.Amounts, used: QuotaUsage.Amounts, hard: QuotaUsage.Amounts,
    _ attributes: AdmissionAttributes
  ) throws(StatusError) {
    let exceeded = requested.keys.sorted().filter { name in
      guard let limit = hard[name], let amount = requested[name] else { return false }
      return (used[name] ?? Quantity(0)) + amount > limit
    }
    guard !exceeded.isEmpty else { return }
    func list(_ amounts: QuotaUsage.Amounts) -> String {
      exceeded.map { "\($0)=\(amounts[$0] ?? Quantity(0))" }.joined(separator: ",")
    }
    throw attributes.forbidden(
      object, "exceeded quota: \(quota.name), requested: \(list(requested)), used: \(list(used)), limited: \(list(hard))")
  }

  /// Amounts are shown in the form in which the limit is written, as the controller shows them.
  private func note(_ requested: QuotaUsage.Amounts, used: QuotaUsage.Amounts, on quota: Value, in unit: inout UnitOfWork) {
    var quota = quota
    let spec = quota[path: "spec", "hard"]?.object ?? Object()
    var amounts = quota[path: "status", "used"]?.object ?? Object()
    for (name, amount) in requested {
      let format = Quantity(spec[name])?.format ?? .decimalSI
      amounts[name] = .string((Quantity(0, format: format) + (used[name] ?? Quantity(0)) + amount).description)
    }
    quota[path: "status", "used"] = .object(amounts)
    quota[path: "status", "hard"] = .object(spec)
    unit.put(ObjectKey(Self.quotas, namespace: quota.namespace, name: quota.name), quota)
  }
}
