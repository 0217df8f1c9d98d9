import APIMachinery
import Basics

/// What controllers ask of a pod, read straight from the tree.
public struct PodFacts: Sendable {
  public let pod: Value
  public init(_ pod: Value) { self.pod = pod }

  public var phase: String { pod["status"]?["phase"]?.string ?? "" }
  public var nodeName: String { pod["spec"]?["nodeName"]?.string ?? "" }
  /// Succeeded or Failed: its containers will not run again.
  public var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }
  /// Neither finished nor being deleted: what counts as a replica.
  public var isActive: Bool { !isFinished && !pod.isBeingDeleted }
  public var isReady: Bool { pod.hasCondition("Ready") }

  /// Since when it has been ready; nil when it isn't.
  public var readySince: Timestamp? {
    let conditions = Conditions(of: pod)
    guard conditions.isTrue("Ready") else { return nil }
    return conditions.lastTransition("Ready") ?? Timestamp(secondsSinceEpoch: 0)
  }

  /// Ready for at least `minReadySeconds`.
  public func isAvailable(minReadySeconds: Int64, now: Timestamp) -> Bool {
    guard let since = readySince else { return false }
    return minReadySeconds == 0 || since + .seconds(minReadySeconds) <= now
  }

  /// The highest restart count of its containers.
  public var restartCount: Int64 {
    (pod["status"]?["containerStatuses"]?.array ?? []).map { $0["restartCount"]?.int ?? 0 }.max() ?? 0
  }
}
