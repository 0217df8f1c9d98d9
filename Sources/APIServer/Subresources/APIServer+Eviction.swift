import APIMachinery
import APISchemas
import Basics
import Client

extension APIServer {
  static let disruptionBudgets = GroupResource(group: "policy", resource: "poddisruptionbudgets")

  /// Deletes a pod, if the budgets for disruptions that cover it allow one more (API reference: Eviction).
  func evict(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    let eviction = try decodeObject(body, as: request.bodyKind, parameters, warnings: &unit.warnings)
    guard eviction.name.isEmpty || eviction.name == request.name else {
      throw .badRequest("name in URL does not match name in Eviction object: \(request.name), \(eviction.name)")
    }
    guard let pod = unit.get(request.key) else { throw .notFound(request.groupResource, request.name) }
    var deletion = try DeleteParameters(QueryParameters(), body: eviction["deleteOptions"])
    deletion.isDryRun = deletion.isDryRun || parameters.isDryRun
    var trial = unit
    if needsBudget(pod) { try spendBudget(for: pod, request, in: &trial) }
    let (last, isGone) = try remove(pod, request, deletion, in: &trial)
    if !isGone { trial.put(request.key, Self.marked(last, unit.time)) }
    // The body may ask for a dry run where the query doesn't: kubectl drain does so.
    if !deletion.isDryRun { unit = trial }
    return .value(Self.success, status: 201)
  }

  /// Tells the pod's owner that its end is none of its faults.
  private static func marked(_ pod: Value, _ now: Timestamp) -> Value {
    var conditions = pod[path: "status", "conditions"]?.array ?? []
    let position = conditions.firstIndex { $0["type"] == "DisruptionTarget" }
    let isNew = position.map { conditions[$0]["status"] != "True" } ?? true
    var condition: Value = position.map { conditions[$0] } ?? ["type": "DisruptionTarget"]
    condition["status"] = "True"
    if isNew { condition["lastTransitionTime"] = .string(now.rfc3339) }
    (condition["reason"], condition["message"]) = ("EvictionByEvictionAPI", "Eviction API: evicting")
    if let position { conditions[position] = condition } else { conditions.append(condition) }
    var pod = pod
    pod[path: "status", "conditions"] = .array(conditions)
    return pod
  }

  /// A pod that doesn't run, or is on its way out, costs no budget.
  private func needsBudget(_ pod: Value) -> Bool {
    let phase = pod[path: "status", "phase"]?.string ?? ""
    return !["Succeeded", "Failed", "Pending", ""].contains(phase) && !pod.isBeingDeleted
  }

  private func spendBudget(for pod: Value, _ request: ResourceRequest, in unit: inout UnitOfWork) throws(StatusError) {
    var covering: [(ObjectKey, Value)] = []
    for stored in unit.snapshot.list(Self.disruptionBudgets, namespace: request.namespace) {
      guard let budget = unit.get(stored.key), try LabelSelector(budget[path: "spec", "selector"]).matches(pod) else { continue }
      covering.append((stored.key, budget))
    }
    guard covering.count <= 1 else {
      throw .internalError("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.")
    }
    guard let (key, found) = covering.first else { return }
    var budget = found
    if Self.sparesBudget(pod, found) { return }
    guard (budget[path: "status", "observedGeneration"]?.int ?? 0) >= budget.generation else { throw Self.disruption(budget, retryAfterSeconds: 10) }
    let allowed = budget[path: "status", "disruptionsAllowed"]?.int ?? 0
    guard allowed > 0 else { throw Self.disruption(budget, retryAfterSeconds: 0) }
    budget[path: "status", "disruptionsAllowed"] = .int(allowed - 1)
    budget[path: "status", "disruptedPods", pod.name] = .string(unit.time.rfc3339)
    unit.put(key, budget)
  }

  /// A pod that isn't ready costs its budget nothing while enough others are healthy, or whatever they are if the budget says so (API
  /// reference: unhealthyPodEvictionPolicy).
  private static func sparesBudget(_ pod: Value, _ budget: Value) -> Bool {
    let conditions = pod[path: "status", "conditions"]?.array ?? []
    if conditions.contains(where: { $0["type"] == "Ready" && $0["status"] == "True" }) { return false }
    if budget[path: "spec", "unhealthyPodEvictionPolicy"] == "AlwaysAllow" { return true }
    let desired = budget[path: "status", "desiredHealthy"]?.int ?? 0
    return desired > 0 && (budget[path: "status", "currentHealthy"]?.int ?? 0) >= desired
  }

  private static func disruption(_ budget: Value, retryAfterSeconds: Int) -> StatusError {
    var error = StatusError(429, .tooManyRequests, "Cannot evict pod as it would violate the pod's disruption budget.")
    let desired = budget[path: "status", "desiredHealthy"]?.int ?? 0
    let healthy = budget[path: "status", "currentHealthy"]?.int ?? 0
    error.causes = [
      .init(
        reason: "DisruptionBudget",
        message: "The disruption budget \(budget.name) needs \(desired) healthy pods and has \(healthy) currently", field: "")
    ]
    if retryAfterSeconds > 0 { error.retryAfterSeconds = retryAfterSeconds }
    return error
  }
}
