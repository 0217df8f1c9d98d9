import APIMachinery
import Basics
import ControllerKit

/// Counts pods that have ended, each exactly once, whatever is lost or repeated in between (KEP-2307).
///
/// A pod carries a finalizer until it is counted. Its uid first goes into `status.uncountedTerminatedPods`; when that is written, the
/// finalizer comes off; when that is seen, the uid makes way for one in the counter. Succeeded pods of an Indexed Job
/// need no uid: their indexes are a set.
struct JobAccount {
  var succeeded: Int
  var failed: Int
  private(set) var uncountedSucceeded: [String]
  private(set) var uncountedFailed: [String]
  var completedIndexes: CompletionIndexes
  /// Pods that are in the status as it is stored, whose finalizer can come off.
  private(set) var counted: [Value] = []
  /// With a back-off limit for each index.
  let indexFailures: JobIndexFailures?

  init(_ job: JobView, pods: [Value]) {
    (succeeded, failed) = (job.counter("succeeded"), job.counter("failed"))
    (uncountedSucceeded, uncountedFailed) = (job.uncounted("succeeded"), job.uncounted("failed"))
    completedIndexes = job.completedIndexes
    indexFailures = JobIndexFailures(job, pods: pods)
    let policy = JobFailurePolicy(job.object["spec"])
    let tracked = pods.filter { $0.finalizers.contains(JobView.trackingFinalizer) }
    settle(tracked: Set(tracked.map(\.uid)))
    let stored = (indexes: job.completedIndexes, uids: Set(job.uncounted("succeeded") + job.uncounted("failed")))
    for pod in tracked {
      let hasSucceeded = PodFacts(pod).phase == "Succeeded"
      guard hasSucceeded || Self.hasFailed(pod, job) else { continue }
      if stored.uids.contains(pod.uid) || (!hasSucceeded && policy.verdict(on: pod) == .ignore) {
        // Once the Job's fate is sealed, no index has a next pod that would have to know.
        if job.hasVerdict || indexFailures?.mustKeep(pod) != true { counted.append(pod) }
        continue
      }
      if hasSucceeded, job.isIndexed {
        let index = JobView.index(of: pod)
        if index.map({ stored.indexes.contains($0) }) ?? true { counted.append(pod) }
        if let index, index < job.completions ?? 0 { completedIndexes.insert(index) }
      } else if hasSucceeded {
        uncountedSucceeded.append(pod.uid)
      } else {
        uncountedFailed.append(pod.uid)
      }
    }
    if job.isIndexed { succeeded = completedIndexes.count }
  }

  /// Whose finalizer is off has been counted for good.
  private mutating func settle(tracked: Set<String>) {
    func move(_ uids: inout [String], _ counter: inout Int) {
      let open = uids.filter { tracked.contains($0) }
      counter += uids.count - open.count
      uids = open
    }
    move(&uncountedSucceeded, &succeeded)
    move(&uncountedFailed, &failed)
  }

  /// Failed, or being deleted before it succeeded (unless the Job waits for such pods to end).
  static func hasFailed(_ pod: Value, _ job: JobView) -> Bool {
    let phase = PodFacts(pod).phase
    return phase == "Failed" || (!job.replacesFailedOnly && pod.isBeingDeleted && phase != "Succeeded")
  }

  /// All that have succeeded and failed, in the counters or on the way there.
  var succeededTotal: Int { succeeded + uncountedSucceeded.count }
  var failedTotal: Int { failed + uncountedFailed.count }
  var isSettled: Bool { uncountedSucceeded.isEmpty && uncountedFailed.isEmpty }

  func write(to status: inout Value) {
    status["succeeded"] = succeeded == 0 ? nil : .int(Int64(succeeded))
    status["failed"] = failed == 0 ? nil : .int(Int64(failed))
    var open: Value = [:]
    if !uncountedSucceeded.isEmpty { open["succeeded"] = .array(uncountedSucceeded.map { .string($0) }) }
    if !uncountedFailed.isEmpty { open["failed"] = .array(uncountedFailed.map { .string($0) }) }
    status["uncountedTerminatedPods"] = open
    let text = completedIndexes.text
    status["completedIndexes"] = text.isEmpty ? nil : .string(text)
    // Present, if empty, whenever failures are counted by index.
    if let indexFailures { status["failedIndexes"] = .string(indexFailures.failed.text) }
  }
}
