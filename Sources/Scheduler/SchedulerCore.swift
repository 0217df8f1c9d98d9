import APIMachinery
import Basics
import Client
import ControllerKit

/// The scheduler as a value: changes of pods and nodes go in, decisions come out. `Scheduler` runs it, and so does the simulator.
public struct SchedulerCore: Sendable {
  /// What is to be done about one pod.
  public struct Decision: Sendable {
    public var pod: PodInfo
    /// nil: no node would do.
    public var node: String?
    public var plan: Plan
  }

  public let profile: SchedulerProfile
  private let cycle: SchedulingCycle
  public private(set) var snapshot = ClusterSnapshot()
  public private(set) var queue: SchedulingQueue
  private var start = 0
  private var nodes: [String: Value] = [:]
  /// Pods that wait for room made on a node, by uid.
  private var nominations: [String: (node: String, pod: PodInfo)] = [:]

  static let component = "default-scheduler"

  public init(
    profile: SchedulerProfile = .standard, timing: SchedulingQueue.Timing = SchedulingQueue.Timing(), random: any RandomSource = SystemRandom()
  ) {
    self.profile = profile
    cycle = SchedulingCycle(profile: profile, random: random)
    queue = SchedulingQueue(profile: profile, timing: timing)
  }

  // MARK: changes

  public mutating func node(changed delta: ObjectDelta, now: Timestamp) {
    guard let node = delta.new else {
      snapshot.removeNode(delta.key.name)
      nodes[delta.key.name] = nil
      return
    }
    let old = nodes.updateValue(node, forKey: node.name)
    guard let old else {
      snapshot.update(node: node)
      queue.moved(by: .nodeAdded, now: now)
      return
    }
    // Heartbeats change conditions only: nothing that scheduling looks at.
    var events: [ClusterEvent] = []
    if old["metadata"]?["labels"] != node["metadata"]?["labels"] { events.append(.nodeLabelsChanged) }
    if old["spec"] != node["spec"] { events.append(.nodeTaintsChanged) }
    if old["status"]?["allocatable"] != node["status"]?["allocatable"] { events.append(.nodeAllocatableChanged) }
    if events.isEmpty, old["status"]?["images"] == node["status"]?["images"] { return }
    snapshot.update(node: node)
    for event in events { queue.moved(by: event, now: now) }
  }

  /// Affinity terms select namespaces by their labels.
  public mutating func namespace(changed delta: ObjectDelta, now: Timestamp) {
    let labels = delta.new?.labels
    guard snapshot.namespaceLabels[delta.key.name] != labels else { return }
    snapshot.namespaceLabels[delta.key.name] = labels
    queue.moved(by: .podChanged, now: now)
  }

  /// Preemption spares pods that budgets cover. A budget that allows more makes no room: it wakes no pod.
  public mutating func budget(changed delta: ObjectDelta) {
    snapshot.budgets[delta.key] = delta.new.map { BudgetInfo($0) }
  }

  public mutating func pod(changed delta: ObjectDelta, now: Timestamp) {
    // A pod of the same name may have taken its place unseen.
    if let old = delta.old, let new = delta.new, old.uid != new.uid {
      pod(changed: ObjectDelta(key: delta.key, old: old, new: nil), now: now)
    }
    guard let object = delta.new, !PodFacts(object).isFinished else {
      let uid = delta.object.uid
      queue.remove(uid)
      nominations[uid] = nil
      if snapshot.isPlaced(uid) {
        snapshot.remove(pod: uid)
        queue.moved(by: .podRemoved, now: now)
      }
      return
    }
    if PodFacts(object).nodeName.isEmpty { pending(object, now: now) } else { assigned(object, now: now) }
  }

  private mutating func assigned(_ object: Value, now: Timestamp) {
    if let known = snapshot.pod(object.uid), known.nodeName == PodFacts(object).nodeName, Self.isSame(known.object, object) { return }
    let isNews = !snapshot.isPlaced(object.uid)
    snapshot.place(PodInfo(object))
    nominations[object.uid] = nil
    queue.remove(object.uid)
    queue.moved(by: isNews ? .podAssigned : .podChanged, now: now)
  }

  private mutating func pending(_ object: Value, now: Timestamp) {
    guard (object["spec"]?["schedulerName"]?.string ?? "default-scheduler") == profile.schedulerName, !object.isBeingDeleted,
      object["spec"]?["schedulingGates"]?.array?.isEmpty ?? true
    else { return queue.remove(object.uid) }
    // The cache shows the pod as it was before its binding.
    if snapshot.isAssumed(object.uid) { return }
    let info = PodInfo(object)
    if !info.nominatedNode.isEmpty { nominations[info.uid] = (info.nominatedNode, info) }
    if let known = queue.pod(object.uid), Self.isSame(known.object, object) { return queue.refresh(info) }
    queue.add(info, now: now)
  }

  /// Whether nothing differs that scheduling looks at.
  private static func isSame(_ a: Value, _ b: Value) -> Bool {
    a.isBeingDeleted == b.isBeingDeleted && a["metadata"]?["labels"] == b["metadata"]?["labels"] && a["spec"] == b["spec"]
  }

  // MARK: decisions

  /// Decides about the next pod in the queue; nil when none is due. A pod that gets a node is assumed there until `bound` or
  /// `bindingFailed`.
  public mutating func next(now: Timestamp) -> Decision? {
    guard let pod = queue.take(now: now) else { return nil }
    let claims = nominations.values.filter { $0.pod.uid != pod.uid && $0.pod.priority >= pod.priority }
    let nominated = Dictionary(grouping: claims, by: \.node).mapValues { $0.map(\.pod) }
    switch cycle.schedule(pod, snapshot, nominated: nominated, start: &start) {
    case .node(let name):
      guard let node = snapshot.node(name) else { return nil }
      if let refusal = admit(pod, node) { return refuse(pod, refusal.message, [refusal.plugin], nil, now: now) }
      snapshot.assume(pod, on: name)
      nominations[pod.uid] = nil
      return Decision(pod: pod, node: name, plan: bindPlan(pod, name))
    case .unschedulable(let message, let plugins, let outcome):
      return refuse(pod, message, plugins, outcome, now: now)
    }
  }

  private mutating func admit(_ pod: PodInfo, _ node: NodeInfo) -> (plugin: String, message: String)? {
    var state = CycleState()
    for (position, plugin) in profile.reserves.enumerated() {
      let verdict = plugin.reserve(pod, on: node, &state)
      guard verdict != .success else { continue }
      for earlier in profile.reserves[...position].reversed() { earlier.unreserve(pod, on: node.name) }
      return (plugin.name, verdict.reasons.joined(separator: ", "))
    }
    for plugin in profile.permits {
      let verdict = plugin.permit(pod, on: node, state)
      guard verdict != .success else { continue }
      for earlier in profile.reserves.reversed() { earlier.unreserve(pod, on: node.name) }
      return (plugin.name, verdict.reasons.joined(separator: ", "))
    }
    return nil
  }

  private func bindPlan(_ pod: PodInfo, _ node: String) -> Plan {
    let message = "Successfully assigned \(pod.fullName) to \(node)"
    var order = profile.binds.lazy.compactMap { $0.bind(pod, to: node) }.first
    order?.onSuccess = EventRecord(pod.object, .normal, "Scheduled", message, component: profile.schedulerName)
    return Plan(order.map { [.one($0)] } ?? [])
  }

  private mutating func refuse(
    _ pod: PodInfo, _ message: String, _ plugins: Set<String>, _ outcome: PostFilterResult?, now: Timestamp
  ) -> Decision {
    queue.refused(pod.uid, by: plugins, now: now)
    var plan = Plan([
      .one(.event(EventRecord(pod.object, .warning, "FailedScheduling", message, component: profile.schedulerName)))
    ])
    var conditions = Conditions(of: pod.object)
    conditions.set(Condition("PodScheduled", false, reason: "Unschedulable", message: message), now: now)
    var status: Value = [:]
    if conditions != Conditions(of: pod.object) { status["conditions"] = conditions.value("PodScheduled").map { [$0] } }
    if let outcome {
      nominations[pod.uid] = outcome.nominatedNode.map { (node: $0, pod: pod) }
      // Room that wasn't made, or is lost, is nobody's.
      if outcome.nominatedNode ?? "" != pod.nominatedNode {
        status["nominatedNodeName"] = outcome.nominatedNode.map { .string($0) } ?? .null
      }
    }
    let path = ResourcePath(WellKnown.pods, namespace: pod.namespace, subresource: "status")
    if status.object?.isEmpty == false {
      plan.add(Order(.patch(path, name: pod.name, .strategicMerge(["metadata": ["uid": .string(pod.uid)], "status": status])), ignoring: [.notFound]))
    }
    for victim in outcome?.victims ?? [] where !victim.isBeingDeleted {
      plan.add(disruption(of: victim, now: now))
      let message = "Preempted by pod \(pod.uid) on node \(outcome?.nominatedNode ?? "")"
      plan.add(
        .delete(
          ResourcePath(WellKnown.pods, namespace: victim.namespace), name: victim.name, DeleteOptions(uid: victim.uid),
          onSuccess: EventRecord(victim.object, .normal, "Preempted", message, component: profile.schedulerName)))
    }
    return Decision(pod: pod, node: nil, plan: plan)
  }

  /// Tells the victim's owner that its end is none of its faults.
  private func disruption(of victim: PodInfo, now: Timestamp) -> Order {
    var conditions = Conditions(of: victim.object)
    let message = "\(profile.schedulerName): preempting to accommodate a higher priority pod"
    conditions.set(Condition("DisruptionTarget", true, reason: "PreemptionByScheduler", message: message), now: now)
    let patch: Value = [
      "metadata": ["uid": .string(victim.uid)], "status": ["conditions": [conditions.value("DisruptionTarget") ?? .null]],
    ]
    let path = ResourcePath(WellKnown.pods, namespace: victim.namespace, subresource: "status")
    return Order(.patch(path, name: victim.name, .strategicMerge(patch)), ignoring: [.notFound])
  }

  /// The binding was written.
  public mutating func bound(_ decision: Decision) { queue.remove(decision.pod.uid) }

  /// The binding was refused: the pod leaves its place and is tried again.
  public mutating func bindingFailed(_ decision: Decision, now: Timestamp) {
    if let node = decision.node { for plugin in profile.reserves.reversed() { plugin.unreserve(decision.pod, on: node) } }
    guard snapshot.isAssumed(decision.pod.uid) else { return }
    snapshot.remove(pod: decision.pod.uid)
    queue.failed(decision.pod.uid, now: now)
    queue.moved(by: .podRemoved, now: now)
  }
}
