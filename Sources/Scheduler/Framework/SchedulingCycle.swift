import APIMachinery
import Basics

/// One pod, all plugins, one decision: a function of the snapshot and of chance.
public struct SchedulingCycle: Sendable {
  public enum Result: Sendable {
    case node(String)
    /// `plugins` are those that refused.
    case unschedulable(message: String, plugins: Set<String>, PostFilterResult?)
  }

  public let profile: SchedulerProfile
  let random: any RandomSource

  public init(profile: SchedulerProfile, random: any RandomSource) { (self.profile, self.random) = (profile, random) }

  /// `start` is where in the list of nodes to begin; it is moved on by the nodes looked at. `nominated`: pods for which room was made on
  /// a node, by node; the pod gets none of that room.
  public func schedule(_ pod: PodInfo, _ snapshot: ClusterSnapshot, nominated: [String: [PodInfo]] = [:], start: inout Int) -> Result {
    let nodeCount = snapshot.knownNodeCount
    guard nodeCount > 0 else { return .unschedulable(message: "no nodes available to schedule pods", plugins: [], nil) }
    var state = CycleState()
    for plugin in profile.preFilters {
      let verdict = plugin.preFilter(pod, snapshot, &state)
      if verdict != .success {
        let message = "0/\(nodeCount) nodes are available: \(verdict.reasons.joined(separator: ", "))."
        return .unschedulable(message: message, plugins: [plugin.name], nil)
      }
    }
    let claims = nominated.isEmpty ? nil : Claims(nominated, pod, snapshot, profile)
    if let node = snapshot.node(pod.nominatedNode), node.isKnown, refusal(pod, node, state, claims) == nil { return .node(node.name) }
    let (feasible, failures) = filter(pod, snapshot, state, claims, &start)
    if feasible.isEmpty { return noNode(pod, claims?.snapshot ?? snapshot, failures, nodeCount) }
    if feasible.count == 1 { return .node(feasible[0].name) }
    return .node(best(pod, feasible, snapshot, &state))
  }

  // MARK: filtering

  /// The cluster with the nominated pods in their places.
  private struct Claims {
    let nodes: Set<String>
    var snapshot: ClusterSnapshot
    var state = CycleState()

    init(_ nominated: [String: [PodInfo]], _ pod: PodInfo, _ snapshot: ClusterSnapshot, _ profile: SchedulerProfile) {
      nodes = Set(nominated.keys)
      self.snapshot = snapshot
      for (node, pods) in nominated { for pod in pods { self.snapshot.assume(pod, on: node) } }
      for plugin in profile.preFilters { _ = plugin.preFilter(pod, self.snapshot, &state) }
    }
  }

  /// A node must do with the nominated pods and, as they may never come, without them.
  private func refusal(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState, _ claims: Claims?) -> (plugin: String, verdict: Verdict)? {
    if let claims, claims.nodes.contains(node.name), let claimed = claims.snapshot.node(node.name),
      let refusal = firstRefusal(pod, claimed, claims.state)
    { return refusal }
    return firstRefusal(pod, node, state)
  }

  /// The verdict of the first filter that refuses, and its name.
  public func firstRefusal(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> (plugin: String, verdict: Verdict)? {
    for plugin in profile.filters {
      let verdict = plugin.filter(pod, node, state)
      if verdict != .success { return (plugin.name, verdict) }
    }
    return nil
  }

  private func filter(
    _ pod: PodInfo, _ snapshot: ClusterSnapshot, _ state: CycleState, _ claims: Claims?, _ start: inout Int
  ) -> (feasible: [NodeInfo], failures: [NodeFailure]) {
    let nodes = snapshot.nodes
    let enough = Self.enough(nodes.count)
    var feasible: [NodeInfo] = []
    var failures: [NodeFailure] = []
    var looked = 0
    while looked < nodes.count, feasible.count < enough {
      let node = nodes[(start + looked) % nodes.count]
      looked += 1
      if !node.isKnown { continue }
      if let refusal = refusal(pod, node, state, claims) {
        failures.append(NodeFailure(node: node.name, plugin: refusal.plugin, verdict: refusal.verdict))
      } else {
        feasible.append(node)
      }
    }
    start = (start + looked) % nodes.count
    return (feasible, failures)
  }

  /// How many feasible nodes are enough to choose among (upstream's adaptive percentageOfNodesToScore).
  static func enough(_ count: Int) -> Int {
    if count < 100 { return count }
    let percentage = max(50 - count / 125, 5)
    return max(count * percentage / 100, 100)
  }

  private func noNode(_ pod: PodInfo, _ snapshot: ClusterSnapshot, _ failures: [NodeFailure], _ nodeCount: Int) -> Result {
    var message = Self.summary(failures.flatMap(\.verdict.reasons), nodeCount)
    var outcome: PostFilterResult?
    for plugin in profile.postFilters {
      let result = plugin.postFilter(pod, snapshot, failures, self)
      if !result.message.isEmpty { message += " preemption: " + result.message }
      outcome = result
      if result.nominatedNode != nil { break }
    }
    return .unschedulable(message: message, plugins: Set(failures.map(\.plugin)), outcome)
  }

  /// `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable.`
  static func summary(_ reasons: [String], _ nodeCount: Int) -> String {
    var counts: [String: Int] = [:]
    for reason in reasons { counts[reason, default: 0] += 1 }
    let list = counts.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
    return "0/\(nodeCount) nodes are available" + (list.isEmpty ? "." : ": \(list).")
  }

  // MARK: scoring

  private func best(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> String {
    var totals = [Int64](repeating: 0, count: nodes.count)
    var scores = totals
    for plugin in profile.scores {
      guard plugin.preScore(pod, nodes, snapshot, &state) else { continue }
      for position in nodes.indices { scores[position] = plugin.score(pod, nodes[position], state) }
      plugin.normalize(&scores)
      for position in nodes.indices { totals[position] += scores[position] * plugin.weight }
    }
    var best = 0
    var ties = 1
    for position in nodes.indices.dropFirst() {
      if totals[position] > totals[best] {
        (best, ties) = (position, 1)
      } else if totals[position] == totals[best] {
        ties += 1
        if random.below(ties) == 0 { best = position }
      }
    }
    return nodes[best].name
  }
}

/// Upstream's default normalisation: the highest score becomes 100, or 0 when less is better.
func normalizeToHundred(_ scores: inout [Int64], reversed: Bool) {
  let highest = scores.max() ?? 0
  for position in scores.indices {
    let scaled = highest == 0 ? 0 : scores[position] * 100 / highest
    scores[position] = reversed ? 100 - scaled : scaled
  }
}
