import APIMachinery
import Basics
import ControllerKit

/// Which of a Job's pods are too many (KEP-3715, elastic Indexed Jobs).
enum JobSurplus {
  /// Of an Indexed Job, pods whose index isn't wanted or is another's go whatever the number; then, in the order of
  /// `PodDeletionOrder`, as many as are beyond `wanted`.
  static func pods(of job: JobView, _ active: [Value], wanted: Int, now: Timestamp) -> [Value] {
    let useless = job.isIndexed ? misplaced(job, active, now) : []
    let rest = active.count - useless.count - wanted
    guard rest > 0 else { return useless }
    let uids = Set(useless.map(\.uid))
    return useless + PodDeletionOrder.first(rest, of: active.filter { !uids.contains($0.uid) }, related: active, now: now)
  }

  private static func misplaced(_ job: JobView, _ active: [Value], _ now: Timestamp) -> [Value] {
    let byIndex = Dictionary(grouping: active) { JobView.index(of: $0) }
    return byIndex.sorted { ($0.key ?? -1) < ($1.key ?? -1) }.flatMap { index, pods in
      guard let index, (0..<(job.completions ?? 0)).contains(index) else { return pods }
      return pods.count == 1 ? [] : PodDeletionOrder.first(pods.count - 1, of: pods, related: active, now: now)
    }
  }
}
