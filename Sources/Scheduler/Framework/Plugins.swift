import APIMachinery
import Basics
import ControllerKit

/// A part of the scheduler's policy. What it takes part in is told by the protocols below (upstream: scheduling framework, KEP-624).
public protocol SchedulerPlugin: Sendable {
  var name: String { get }
  /// The changes that may make a pod schedulable which this plugin refused.
  var events: Set<ClusterEvent> { get }
}

extension SchedulerPlugin {
  public var events: Set<ClusterEvent> { Set(ClusterEvent.allCases) }
}

/// Orders the active queue.
public protocol QueueSortPlugin: SchedulerPlugin {
  func precedes(_ a: QueuedPod, _ b: QueuedPod) -> Bool
}

/// Looks at pod and cluster once before any node is looked at; may refuse the pod, or leave something in the state for later.
public protocol PreFilterPlugin: SchedulerPlugin {
  func preFilter(_ pod: PodInfo, _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Verdict
}

/// Refuses nodes.
public protocol FilterPlugin: SchedulerPlugin {
  func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict
}

/// Called when no node is left; may make room.
public protocol PostFilterPlugin: SchedulerPlugin {
  func postFilter(_ pod: PodInfo, _ snapshot: ClusterSnapshot, _ failures: [NodeFailure], _ cycle: SchedulingCycle) -> PostFilterResult
}

/// Prefers nodes: the higher the score the better, 0 to 100 after normalisation.
public protocol ScorePlugin: SchedulerPlugin {
  var weight: Int64 { get }
  /// False when the plugin has no say about this pod.
  func preScore(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Bool
  func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64
  func normalize(_ scores: inout [Int64])
}

extension ScorePlugin {
  public func preScore(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Bool { true }
  public func normalize(_ scores: inout [Int64]) {}
}

/// Is told that a pod is about to go to a node, and that it didn't after all.
public protocol ReservePlugin: SchedulerPlugin {
  func reserve(_ pod: PodInfo, on node: NodeInfo, _ state: inout CycleState) -> Verdict
  func unreserve(_ pod: PodInfo, on node: String)
}

/// Has the last word before binding.
public protocol PermitPlugin: SchedulerPlugin {
  func permit(_ pod: PodInfo, on node: NodeInfo, _ state: CycleState) -> Verdict
}

/// Says how a pod is bound; nil leaves it to the next such plugin.
public protocol BindPlugin: SchedulerPlugin {
  func bind(_ pod: PodInfo, to node: String) -> Order?
}

/// What a plugin thinks of a pod, or of a node for it.
public enum Verdict: Hashable, Sendable {
  case success
  /// No, but it could become a yes if other pods left.
  case unschedulable([String])
  /// No, whichever pods leave.
  case unresolvable([String])

  public var reasons: [String] {
    switch self { case .success: [] case .unschedulable(let reasons), .unresolvable(let reasons): reasons }
  }
}

/// Why a node was refused.
public struct NodeFailure: Sendable {
  public var node: String
  public var plugin: String
  public var verdict: Verdict
  public init(node: String, plugin: String, verdict: Verdict) { (self.node, self.plugin, self.verdict) = (node, plugin, verdict) }
}

public struct PostFilterResult: Sendable {
  /// Part of the pod's message, after `preemption: `; empty when room was made.
  public var message: String
  /// Where room was made, and for whom it must go.
  public var nominatedNode: String?
  public var victims: [PodInfo]
  public init(message: String, nominatedNode: String? = nil, victims: [PodInfo] = []) {
    (self.message, self.nominatedNode, self.victims) = (message, nominatedNode, victims)
  }
}

/// Something that happened in the cluster and may help pods that wait.
public enum ClusterEvent: Hashable, Sendable, CaseIterable {
  case nodeAdded
  case nodeAllocatableChanged
  case nodeLabelsChanged
  case nodeTaintsChanged
  case podAssigned
  case podRemoved
  case podChanged
}

/// What plugins leave for themselves during one cycle.
public struct CycleState: Sendable {
  private var values: [String: any Sendable] = [:]

  public init() {}

  public subscript<Element: Sendable>(_ key: String, as type: Element.Type) -> Element? {
    get { values[key] as? Element }
    set { values[key] = newValue }
  }
}
