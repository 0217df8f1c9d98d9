import APIMachinery
import Basics
import Client
import ControllerKit

/// Runs pods until enough of them have succeeded.
public struct JobController: Reconciler {
  public let name = "job-controller"
  /// Pods of a Job by namespace and name, whatever its uid.
  static let jobIndex = ObjectIndex("job") { pod in
    guard let owner = pod.controllerReference, owner.kind == "Job" else { return [] }
    return [pod.namespace + "/" + owner.name]
  }
  /// After a failure, and after each that follows it, twice as long, before new pods come.
  private static let backoff = Backoff(initial: .seconds(10), maximum: .seconds(600))

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.jobs),
      Watch(WellKnown.pods, indexes: [Self.jobIndex, .orphansByNamespace]) { delta, world in
        let owners = delta.controllers(WellKnown.jobs, kind: "Job")
        guard let pod = delta.new, pod.controllerReference == nil else { return owners }
        return owners + (pod.finalizers.contains(JobView.trackingFinalizer) ? [delta.key] : []) + Self.couldAdopt(pod, world)
      },
    ]
  }

  /// The Jobs that would take a pod without a controller for theirs.
  private static func couldAdopt(_ pod: Value, _ world: World) -> [ObjectKey] {
    guard !pod.isBeingDeleted, pod["metadata"]?["labels"] != nil else { return [] }
    return world.list(WellKnown.jobs, namespace: pod.namespace)
      .filter { JobView($0).selector?.matches(object: pod) ?? false }
      .map { ObjectKey(WellKnown.jobs.groupResource, namespace: $0.namespace, name: $0.name) }
  }

  /// The keys are Jobs, and pods that are tracked and have no controller.
  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    if key.resource == WellKnown.pods.groupResource { return releaseOrphan(key, world) }
    let all = world.list(WellKnown.pods, Self.jobIndex, key.namespace + "/" + key.name)
    let object = world.get(WellKnown.jobs, key)
    var plan = Plan(release(all.filter { $0.controllerReference?.uid != object?.uid || object?.isBeingDeleted == true }))
    guard let object, !object.isBeingDeleted else { return plan }
    let job = JobView(object)
    if job.isManagedElsewhere { return plan }
    let own = all.filter { $0.controllerReference?.uid == object.uid }
    if job.isFinished {
      plan.steps += release(own)
      return plan
    }
    guard let selector = job.selector else {
      advance(job, own, world, &plan)
      return plan
    }
    let claim = Claim(
      owner: object, of: WellKnown.jobs, selector: selector, controlled: own,
      orphans: world.list(WellKnown.pods, .orphansByNamespace, object.namespace), resource: WellKnown.pods,
      finalizer: JobView.trackingFinalizer)
    // Decided anew when the cache shows the pods that were adopted and released.
    plan.steps += claim.steps
    if claim.steps.isEmpty { advance(job, claim.claimed, world, &plan) }
    return plan
  }

  /// A pod that was taken from its Job, by a deletion that orphans or by hand, has nobody who counts it. A Job that adopts it
  /// puts the finalizer back.
  private func releaseOrphan(_ key: ObjectKey, _ world: World) -> Plan {
    guard let pod = world.get(WellKnown.pods, key), pod.controllerReference == nil else { return .done }
    return Plan(release([pod]))
  }

  /// Pods whose Job is gone or has finished have nobody left to count them.
  private func release(_ pods: [Value]) -> [Step] {
    let orders = pods.compactMap { JobPods.untrack($0) }
    return orders.isEmpty ? [] : [.parallel(orders)]
  }

  // MARK: a Job under way

  private func advance(_ job: JobView, _ pods: [Value], _ world: World, _ plan: inout Plan) {
    let account = JobAccount(job, pods: pods)
    let active = pods.filter { PodFacts($0).isActive }
    let terminating = pods.filter { $0.isBeingDeleted && !PodFacts($0).isFinished }
    var progress = JobProgress(job, account: account, active: active, terminating: terminating.count, component: name, now: world.now)
    progress.noteStart()
    progress.judge(pods)
    let desk = JobPods(job: job, component: name)
    // The status first: a finalizer comes off only when the pod is in it.
    if let order = progress.statusOrder() { plan.add(order) }
    for event in progress.events { plan.add(.event(event)) }
    let released = account.counted.compactMap { desk.untrack($0) }
    if !released.isEmpty { plan.add(.parallel(released)) }
    if progress.isFinished { return }
    if progress.isFailing { if !active.isEmpty { plan.add(desk.delete(active)) }; return }
    if job.isSuspended || progress.isSucceeding {
      if !active.isEmpty { plan.steps += desk.withdraw(active) }
    } else {
      scale(job, account, active, terminating.count, pods, world, desk, &plan)
    }
    if let deadline = progress.deadline { plan.requeue(after: max(deadline - world.now, .seconds(1))) }
  }

  /// As many pods as may and need run at once.
  private func scale(
    _ job: JobView, _ account: JobAccount, _ active: [Value], _ terminating: Int, _ pods: [Value], _ world: World, _ desk: JobPods,
    _ plan: inout Plan
  ) {
    let wanted: Int
    if let completions = job.completions {
      wanted = min(job.parallelism, max(completions - account.succeededTotal - (account.indexFailures?.failed.count ?? 0), 0))
    } else {
      wanted = account.succeededTotal > 0 ? min(active.count, job.parallelism) : job.parallelism
    }
    let surplus = JobSurplus.pods(of: job, active, wanted: wanted, now: world.now)
    if !surplus.isEmpty {
      plan.steps += desk.withdraw(Array(surplus.prefix(JobPods.burst)))
      return
    }
    let missing = wanted - active.count - (job.replacesFailedOnly ? terminating : 0)
    guard missing > 0 else { return }
    if let failures = account.indexFailures { return retry(job, failures, account, missing, pods, world.now, desk, &plan) }
    let wait = Self.backoffEnd(pods, job).map { $0 - world.now } ?? .zero
    if wait > .zero { return plan.requeue(after: wait) }
    let indexes = job.isIndexed ? desk.freeIndexes(missing, occupied: Self.occupied(pods, job), account) : []
    if let step = job.isIndexed ? desk.create(indexes: indexes, nil) : desk.create(missing) { plan.add(step) }
  }

  /// Each index waits for itself.
  private func retry(
    _ job: JobView, _ failures: JobIndexFailures, _ account: JobAccount, _ missing: Int, _ pods: [Value], _ now: Timestamp, _ desk: JobPods,
    _ plan: inout Plan
  ) {
    var due: [Int] = []
    for index in desk.freeIndexes(.max, occupied: Self.occupied(pods, job), account) where due.count < missing {
      let end = failures.backoffEnd(of: index, job, Self.backoff)
      if let end, end > now { plan.requeue(after: end - now) } else { due.append(index) }
    }
    if let step = desk.create(indexes: due, failures) { plan.add(step) }
  }

  /// Pods whose index isn't free: the active ones, and those on their way out if only their end makes room.
  private static func occupied(_ pods: [Value], _ job: JobView) -> [Value] {
    pods.filter { PodFacts($0).isActive || (job.replacesFailedOnly && $0.isBeingDeleted && !PodFacts($0).isFinished) }
  }

  /// Until when no new pod comes: by the failures since the last success, as far as their pods are still there.
  static func backoffEnd(_ pods: [Value], _ job: JobView) -> Timestamp? {
    let lastSuccess = pods.filter { PodFacts($0).phase == "Succeeded" }.compactMap { finishTime($0) }.max()
    let failures = pods.filter { JobAccount.hasFailed($0, job) }.compactMap { finishTime($0) }
      .filter { time in lastSuccess.map { time > $0 } ?? true }
    guard let last = failures.max() else { return nil }
    return last + backoff.delay(afterFailures: failures.count)
  }

  /// When its last container ended; else when it was deleted or changed last.
  static func finishTime(_ pod: Value) -> Timestamp? {
    let ends = (pod["status"]?["containerStatuses"]?.array ?? []).compactMap { $0["state"]?["terminated"]?["finishedAt"]?.timestamp }
    return ends.max() ?? pod.deletionTimestamp ?? Conditions(of: pod).lastTransition("Ready") ?? pod.creationTimestamp
  }
}
