import APIMachinery
import Basics
import ControllerKit

/// Which pods of a DaemonSet come and go, decided node by node.
struct DaemonRollout {
  let set: DaemonSetView
  let hash: String
  let now: Timestamp
  /// Nodes that get a new pod.
  private(set) var creations: [String] = []
  private(set) var deletions: [Value] = []
  /// When a failed pod may be replaced that is too young now.
  private(set) var lookAgain: Timestamp?
  private(set) var events: [(type: EventRecord.EventType, reason: String, message: String)] = []

  init(_ set: DaemonSetView, hash: String, now: Timestamp) { (self.set, self.hash, self.now) = (set, hash, now) }

  /// A node on which pods fail at once gets no more than one in this time.
  private static let failurePause = Duration.seconds(10)

  // MARK: a pod for every node that wants one

  mutating func manage(_ node: String, _ eligibility: NodeEligibility, _ pods: [Value]) {
    if !eligibility.mayStay {
      deletions += pods.filter { !$0.isBeingDeleted }
      return
    }
    if pods.isEmpty {
      if eligibility.shouldRun { creations.append(node) }
      return
    }
    var running: [Value] = []
    for pod in pods where !pod.isBeingDeleted {
      switch PodFacts(pod).phase {
      case "Failed" where (pod.creationTimestamp ?? now) + Self.failurePause > now:
        let due = (pod.creationTimestamp ?? now) + Self.failurePause
        lookAgain = min(lookAgain ?? due, due)
      case "Failed": replace(pod, node, "failed", "FailedDaemonPod", .warning, "kill")
      case "Succeeded": replace(pod, node, "succeeded", "SucceededDaemonPod", .normal, "delete")
      default: running.append(pod)
      }
    }
    running.sort { Self.precedes($0, $1) }
    if !set.allowsSurge {
      deletions += running.dropFirst()
    } else if running.count > 1 {
      trimSurge(running)
    } else if running.isEmpty, eligibility.shouldRun, pods.allSatisfy(\.isBeingDeleted) {
      creations.append(node)
    }
  }

  private mutating func replace(
    _ pod: Value, _ node: String, _ word: String, _ reason: String, _ type: EventRecord.EventType, _ verb: String
  ) {
    events.append((type, reason, "Found \(word) daemon pod \(pod.namespace)/\(pod.name) on node \(node), will try to \(verb) it"))
    deletions.append(pod)
  }

  /// Two pods may share a node while the old one serves and the new one isn't available yet; of more, or else, the newer revision stays.
  private mutating func trimSurge(_ running: [Value]) {
    let newest = running.first { DaemonPods.hash(of: $0) == hash }
    let old = running.first { DaemonPods.hash(of: $0) != hash }
    var kept: Set<String> = []
    if let newest { kept.insert(newest.uid) }
    if let old, newest.map({ !isAvailable($0) }) ?? true, newest == nil || isReady(old) { kept.insert(old.uid) }
    deletions += running.filter { !kept.contains($0.uid) }
  }

  /// Bound before unbound, old before young.
  private static func precedes(_ a: Value, _ b: Value) -> Bool {
    let (boundA, boundB) = (!PodFacts(a).nodeName.isEmpty, !PodFacts(b).nodeName.isEmpty)
    if boundA != boundB { return boundA }
    if let first = a.creationTimestamp, let second = b.creationTimestamp, first != second { return first < second }
    return a.name < b.name
  }

  // MARK: updates

  /// Old pods make way for those of the new template, within the bounds.
  mutating func update(_ podsByNode: [(node: String, eligibility: NodeEligibility, pods: [Value])]) {
    let desired = podsByNode.count { $0.eligibility.shouldRun }
    let occupied = podsByNode.filter { !$0.pods.isEmpty }
    let (surge, unavailable) = (set.maxSurge(of: desired), set.maxUnavailable(of: desired))
    if surge == 0 { updateInPlace(occupied.map(\.pods), unavailable) } else { updateWithSurge(occupied, surge) }
  }

  private mutating func updateInPlace(_ nodes: [[Value]], _ maxUnavailable: Int) {
    var unavailable = 0
    var free: [Value] = []
    var candidates: [Value] = []
    for pods in nodes {
      let (new, old) = newAndOld(pods)
      if let old, new == nil {
        if isAvailable(old) { candidates.append(old) } else { unavailable += 1; free.append(old) }
      } else if new == nil || old != nil || !(new.map { isAvailable($0) } ?? false) {
        unavailable += 1
      }
    }
    delete(free + candidates.prefix(max(maxUnavailable - unavailable, 0)))
  }

  private mutating func updateWithSurge(_ nodes: [(node: String, eligibility: NodeEligibility, pods: [Value])], _ maxSurge: Int) {
    var surging = 0
    var free: [String] = []
    var candidates: [String] = []
    var outdated: [Value] = []
    for entry in nodes {
      let (new, old) = newAndOld(entry.pods)
      guard let old else { continue }
      if let new {
        if isAvailable(new) { outdated.append(old) } else { surging += 1 }
      } else if !entry.eligibility.shouldRun {
        continue
      } else if isAvailable(old) { candidates.append(entry.node) } else { free.append(entry.node) }
    }
    delete(outdated)
    for node in free + candidates.prefix(max(maxSurge - surging, 0)) where !creations.contains(node) { creations.append(node) }
  }

  private mutating func delete(_ pods: [Value]) {
    let known = Set(deletions.map(\.uid))
    deletions += pods.filter { !known.contains($0.uid) }
  }

  /// The pods of a node that stay: one of each template at most.
  private func newAndOld(_ pods: [Value]) -> (new: Value?, old: Value?) {
    let staying = pods.filter { !$0.isBeingDeleted }
    return (staying.first { DaemonPods.hash(of: $0) == hash }, staying.first { DaemonPods.hash(of: $0) != hash })
  }

  private func isAvailable(_ pod: Value) -> Bool { PodFacts(pod).isAvailable(minReadySeconds: set.minReadySeconds, now: now) }
  private func isReady(_ pod: Value) -> Bool { PodFacts(pod).isReady }
}
