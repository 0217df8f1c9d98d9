import APIMachinery
import APISchemas

/// ResourceQuota: refuses what would take a namespace beyond its quotas (kubernetes.io, "Resource Quotas").
///
/// What is used is counted in the same view of the store that the object is written on, and written into the quota's status in the
/// same transaction. So two writers that count the same quota can't both go through on the same count: the second one's transaction
/// meets a changed quota and is decided again. Nothing that fits is refused because a controller hasn't counted yet.
struct ResourceQuotaAdmission: AdmissionPlugin {
  static let quotas = GroupResource(group: "", resource: "resourcequotas")

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    let request = attributes.request
    guard attributes.operation == .create || attributes.operation == .update, request.definition.isNamespaced,
      request.subresource.isEmpty || request.subresource == "resize", unit.hasObjects(of: Self.quotas, namespace: request.namespace)
    else { return }
    let evaluator = QuotaEvaluator(request, unit.time)
    // Only these change what they take while they live.
    if attributes.operation == .update, !evaluator.changesWithUpdates { return }
    for quota in unit.list(Self.quotas, namespace: request.namespace).sorted(by: { $0.name < $1.name }) where !quota.isBeingDeleted {
      try charge(object, to: quota, evaluator, attributes, in: &unit)
    }
  }

  private func charge(
    _ object: Value, to quota: Value, _ evaluator: QuotaEvaluator, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork
  ) throws(StatusError) {
    let scope = QuotaScope(quota["spec"])
    let hard = PodResources.amounts(quota[path: "spec", "hard"])
    let interesting = hard.filter { evaluator.counts($0.key) }
    guard !interesting.isEmpty, evaluator.isCovered(object, by: scope) else { return }
    let missing = evaluator.missing(object, hard: interesting)
    if !missing.isEmpty {
      throw attributes.forbidden(object, "failed quota: \(quota.name): must specify \(missing.joined(separator: "; "))")
    }
    var requested = evaluator.usage(object)
    if let old = attributes.old, evaluator.isCovered(old, by: scope) {
      for (name, amount) in evaluator.usage(old) { requested[name] = (requested[name] ?? Quantity(0)) - amount }
    }
    requested = requested.filter { interesting[$0.key] != nil && $0.value > Quantity(0) }
    guard !requested.isEmpty else { return }
    let used = evaluator.used(in: attributes.request.namespace, scope, unit)
    try check(object, quota, requested, used: used, hard: interesting, attributes)
    note(requested, used: used, on: quota, in: &unit)
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
