/// Pods that want to be near others, or away from them; and pods that keep others away.
public struct InterPodAffinity: PreFilterPlugin, FilterPlugin, ScorePlugin {
  public let name = "InterPodAffinity"
  public let weight: Int64 = 2
  public let events: Set<ClusterEvent> = [.nodeAdded, .nodeLabelsChanged, .podAssigned, .podRemoved, .podChanged]
  private static let key = "InterPodAffinity"
  private static let scoreKey = "InterPodAffinity.score"
  /// What a requirement of a pod that is there weighs (upstream: hardPodAffinityWeight).
  private static let requiredWeight: Int64 = 1
  public init() {}

  /// Values of node labels, by label.
  private typealias Domains = [String: Set<String>]

  private struct Needs: Sendable {
    /// Where pods are that meet every required term.
    var affinity: Domains = [:]
    /// No pod anywhere meets all terms, but the pod itself does: it may be the first of its group.
    var isFirstOfGroup = false
    /// Where pods are that this one wants to be away from.
    var avoided: Domains = [:]
    /// Where pods are that want to be away from this one.
    var forbidden: Domains = [:]
  }

  public func preFilter(_ pod: PodInfo, _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Verdict {
    let terms = pod.podAffinity
    if terms.requiredAffinity.isEmpty, terms.requiredAntiAffinity.isEmpty, snapshot.antiAffinityPodCount == 0 { return .success }
    var needs = Needs()
    for node in snapshot.nodes where node.isKnown {
      for other in node.antiAffinityPods.values {
        for term in other.podAffinity.requiredAntiAffinity where term.matches(pod, snapshot.namespaceLabels) { Self.insert(term, node, &needs.forbidden) }
      }
      if terms.requiredAffinity.isEmpty, terms.requiredAntiAffinity.isEmpty { continue }
      for other in node.pods.values {
        if terms.requiredAffinity.allSatisfy({ $0.matches(other, snapshot.namespaceLabels) }) {
          for term in terms.requiredAffinity { Self.insert(term, node, &needs.affinity) }
        }
        for term in terms.requiredAntiAffinity where term.matches(other, snapshot.namespaceLabels) { Self.insert(term, node, &needs.avoided) }
      }
    }
    needs.isFirstOfGroup = needs.affinity.isEmpty && terms.requiredAffinity.allSatisfy { $0.matches(pod, snapshot.namespaceLabels) }
    state[Self.key, as: Needs.self] = needs
    return .success
  }

  private static func insert(_ term: PodAffinityTerms.Term, _ node: NodeInfo, _ domains: inout Domains) {
    if let value = node.labels[term.topologyKey] { domains[term.topologyKey, default: []].insert(value) }
  }

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    guard let needs = state[Self.key, as: Needs.self] else { return .success }
    for term in pod.podAffinity.requiredAffinity {
      guard let value = node.labels[term.topologyKey] else { return .unresolvable(["node(s) didn't match pod affinity rules"]) }
      if !needs.isFirstOfGroup, needs.affinity[term.topologyKey]?.contains(value) != true {
        return .unresolvable(["node(s) didn't match pod affinity rules"])
      }
    }
    func touches(_ domains: Domains) -> Bool {
      domains.contains { key, values in node.labels[key].map { values.contains($0) } ?? false }
    }
    if touches(needs.avoided) { return .unschedulable(["node(s) didn't match pod anti-affinity rules"]) }
    if touches(needs.forbidden) { return .unschedulable(["node(s) didn't satisfy existing pods anti-affinity rules"]) }
    return .success
  }

  public func preScore(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Bool {
    let namespaces = snapshot.namespaceLabels
    var weights: [String: [String: Int64]] = [:]
    func add(_ weight: Int64, _ term: PodAffinityTerms.Term, _ node: NodeInfo) {
      if let value = node.labels[term.topologyKey] { weights[term.topologyKey, default: [:]][value, default: 0] += weight }
    }
    for node in snapshot.nodes where node.isKnown {
      if !pod.podAffinity.preferred.isEmpty {
        for other in node.pods.values {
          for (weight, term) in pod.podAffinity.preferred where term.matches(other, namespaces) { add(weight, term, node) }
        }
      }
      // Pods that are there have a say too: what they prefer, and whom they require near them.
      for other in node.affinityPods.values {
        for (weight, term) in other.podAffinity.preferred where term.matches(pod, namespaces) { add(weight, term, node) }
        for term in other.podAffinity.requiredAffinity where term.matches(pod, namespaces) { add(Self.requiredWeight, term, node) }
      }
    }
    state[Self.scoreKey, as: [String: [String: Int64]].self] = weights
    return !weights.isEmpty
  }

  public func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64 {
    (state[Self.scoreKey, as: [String: [String: Int64]].self] ?? [:]).reduce(0) { sum, entry in
      sum + (node.labels[entry.key].flatMap { entry.value[$0] } ?? 0)
    }
  }

  public func normalize(_ scores: inout [Int64]) {
    let (lowest, highest) = (scores.min() ?? 0, scores.max() ?? 0)
    for position in scores.indices {
      scores[position] = highest == lowest ? 0 : 100 * (scores[position] - lowest) / (highest - lowest)
    }
  }
}
