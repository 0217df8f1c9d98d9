import ControllerKit

/// Spreads pods over the values of a node label: hard constraints refuse nodes, soft ones prefer.
public struct PodTopologySpread: PreFilterPlugin, FilterPlugin, ScorePlugin {
  public let name = "PodTopologySpread"
  public let weight: Int64 = 2
  public let events: Set<ClusterEvent> = [.nodeAdded, .nodeLabelsChanged, .nodeTaintsChanged, .podAssigned, .podRemoved, .podChanged]
  private static let key = "PodTopologySpread"
  private static let scoreKey = "PodTopologySpread.score"
  public init() {}

  /// How many matching pods each domain of a constraint has.
  private struct Domains: Sendable {
    var constraint: SpreadConstraint
    var counts: [String: Int64] = [:]
    /// With fewer domains than asked for, the emptiest counts as empty.
    var lowest: Int64 { Int64(counts.count) < constraint.minDomains ? 0 : counts.values.min() ?? 0 }
  }

  public func preFilter(_ pod: PodInfo, _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Verdict {
    let hard = pod.spreadConstraints.filter(\.isHard)
    if !hard.isEmpty { state[Self.key, as: [Domains].self] = hard.map { Self.domains($0, pod, snapshot.nodes) } }
    return .success
  }

  private static func domains(_ constraint: SpreadConstraint, _ pod: PodInfo, _ nodes: [NodeInfo]) -> Domains {
    var domains = Domains(constraint: constraint)
    for node in nodes where node.isKnown {
      guard let domain = node.labels[constraint.topologyKey] else { continue }
      if constraint.honorsAffinity, !pod.nodeAffinity.allows(node) { continue }
      if constraint.honorsTaints, TaintToleration().filter(pod, node, CycleState()) != .success { continue }
      domains.counts[domain, default: 0] += Int64(
        node.pods.values.count {
          $0.namespace == pod.namespace && !$0.isBeingDeleted && constraint.selector.matches($0.labels)
        })
    }
    return domains
  }

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    if pod.spreadConstraints.isEmpty { return .success }
    for domains in state[Self.key, as: [Domains].self] ?? [] {
      guard let domain = node.labels[domains.constraint.topologyKey] else {
        return .unresolvable(["node(s) didn't match pod topology spread constraints (missing required label)"])
      }
      let own: Int64 = domains.constraint.selector.matches(pod.labels) ? 1 : 0
      if (domains.counts[domain] ?? 0) + own - domains.lowest > domains.constraint.maxSkew {
        return .unschedulable(["node(s) didn't match pod topology spread constraints"])
      }
    }
    return .success
  }

  public func preScore(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Bool {
    let soft = pod.spreadConstraints.filter { !$0.isHard }
    guard !soft.isEmpty else { return false }
    state[Self.scoreKey, as: [Domains].self] = soft.map { Self.domains($0, pod, snapshot.nodes) }
    return true
  }

  /// The pods of the same kind around; fewer is better.
  public func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64 {
    (state[Self.scoreKey, as: [Domains].self] ?? []).reduce(0) { sum, domains in
      guard let domain = node.labels[domains.constraint.topologyKey] else { return sum + (domains.counts.values.max() ?? 0) + 1 }
      return sum + (domains.counts[domain] ?? 0)
    }
  }

  public func normalize(_ scores: inout [Int64]) {
    let (lowest, highest) = (scores.min() ?? 0, scores.max() ?? 0)
    for position in scores.indices {
      scores[position] = highest == 0 ? 100 : 100 * (highest + lowest - scores[position]) / highest
    }
  }
}
