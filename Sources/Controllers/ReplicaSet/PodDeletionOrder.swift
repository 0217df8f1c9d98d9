import APIMachinery
import Basics
import ControllerKit

/// Which pods go first when there are too many (upstream's ActivePodsWithRanks): unassigned before assigned, Pending before Unknown
/// before Running, not ready before ready, cheap before dear, crowded nodes before others, lately ready before long ready, restarted
/// before steady, young before old. Times are compared by their order of magnitude, so that the choice among pods of
/// about the same age is spread by uid.
struct PodDeletionOrder {
  private struct Rank {
    var pod: Value
    var isAssigned: Bool
    var phase: Int
    var isReady: Bool
    var cost: Int64
    var neighbours: Int
    var readySince: Timestamp?
    var restarts: Int64
    var created: Timestamp?
    var uid: String
  }

  static let costAnnotation = "controller.kubernetes.io/pod-deletion-cost"

  /// The first `count` of `pods` in that order. `related` are the active pods of all ReplicaSets with the same owner.
  static func first(_ count: Int, of pods: [Value], related: [Value], now: Timestamp) -> [Value] {
    guard count < pods.count else { return pods }
    var podsOnNode: [String: Int] = [:]
    for pod in related { podsOnNode[PodFacts(pod).nodeName, default: 0] += 1 }
    let ranked = pods.map { rank($0, podsOnNode) }.sorted { precedes($0, $1, now) }
    return ranked.prefix(count).map(\.pod)
  }

  private static func rank(_ pod: Value, _ podsOnNode: [String: Int]) -> Rank {
    let facts = PodFacts(pod)
    return Rank(
      pod: pod, isAssigned: !facts.nodeName.isEmpty, phase: ["Pending": 0, "Unknown": 1, "Running": 2][facts.phase] ?? 0,
      isReady: facts.isReady, cost: pod["metadata"]?["annotations"]?[costAnnotation]?.string.flatMap { Int64($0) } ?? 0,
      neighbours: podsOnNode[facts.nodeName] ?? 0, readySince: facts.readySince, restarts: facts.restartCount,
      created: pod.creationTimestamp, uid: pod.uid)
  }

  private static func precedes(_ a: Rank, _ b: Rank, _ now: Timestamp) -> Bool {
    if a.isAssigned != b.isAssigned { return !a.isAssigned }
    if a.phase != b.phase { return a.phase < b.phase }
    if a.isReady != b.isReady { return !a.isReady }
    if a.cost != b.cost { return a.cost < b.cost }
    if a.neighbours != b.neighbours { return a.neighbours > b.neighbours }
    if a.isReady, let older = isYounger(a.readySince, b.readySince, now) { return older }
    if a.restarts != b.restarts { return a.restarts > b.restarts }
    if let younger = isYounger(a.created, b.created, now) { return younger }
    return a.uid < b.uid
  }

  /// Whether `a` is of a smaller order of magnitude of age; nil when both are of the same.
  private static func isYounger(_ a: Timestamp?, _ b: Timestamp?, _ now: Timestamp) -> Bool? {
    let (left, right) = (magnitude(a, now), magnitude(b, now))
    return left == right ? nil : left < right
  }

  private static func magnitude(_ time: Timestamp?, _ now: Timestamp) -> Int {
    guard let time, time < now else { return -1 }
    let nanoseconds = (now - time).nanoseconds
    return Int64.bitWidth - 1 - nanoseconds.leadingZeroBitCount
  }
}
