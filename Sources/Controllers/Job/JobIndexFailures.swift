import APIMachinery
import Basics
import ControllerKit

/// Failures of an Indexed Job index by index, with a back-off limit for each (KEP-3850).
///
/// Each pod carries how often its index had failed before it, so that the count outlives the pods. The newest failed pod of an index
/// therefore keeps its finalizer until its successor is there.
struct JobIndexFailures {
  static let countAnnotation = "batch.kubernetes.io/job-index-failure-count"
  static let ignoredAnnotation = "batch.kubernetes.io/job-index-ignored-failure-count"

  /// Indexes that will not be tried again.
  private(set) var failed: CompletionIndexes
  /// Of each index, the pod with the highest count of failures.
  private var newest: [Int: Value] = [:]
  private let policy: JobFailurePolicy

  init?(_ job: JobView, pods: [Value]) {
    guard job.isIndexed, let limit = job.backoffLimitPerIndex else { return nil }
    policy = JobFailurePolicy(job.object["spec"])
    failed = CompletionIndexes(text: job.status["failedIndexes"]?.string ?? "", limit: job.completions ?? 0)
    for pod in pods {
      guard let index = JobView.index(of: pod), index < job.completions ?? 0 else { continue }
      if newest[index].map({ Self.rank(of: $0) < Self.rank(of: pod) }) ?? true { newest[index] = pod }
      guard JobAccount.hasFailed(pod, job) else { continue }
      let verdict = policy.verdict(on: pod)
      if verdict == .failIndex || (verdict != .ignore && Self.failures(before: pod) >= limit) { failed.insert(index) }
    }
  }

  private static func count(_ pod: Value, _ annotation: String) -> Int {
    pod["metadata"]?["annotations"]?[annotation]?.string.flatMap { Int($0) } ?? 0
  }

  private static func failures(before pod: Value) -> Int { count(pod, countAnnotation) }
  private static func rank(of pod: Value) -> Int { count(pod, countAnnotation) + count(pod, ignoredAnnotation) }

  /// How often the index will have failed when its next pod starts.
  func counts(beforeNextOf index: Int, _ job: JobView) -> (failures: Int, ignored: Int) {
    guard let pod = newest[index] else { return (0, 0) }
    let (failures, ignored) = (Self.failures(before: pod), Self.count(pod, Self.ignoredAnnotation))
    guard JobAccount.hasFailed(pod, job) else { return (failures, ignored) }
    return policy.verdict(on: pod) == .ignore ? (failures, ignored + 1) : (failures + 1, ignored)
  }

  /// Whether the pod is all that knows how often its index has failed.
  func mustKeep(_ pod: Value) -> Bool {
    guard let index = JobView.index(of: pod), !failed.contains(index), PodFacts(pod).phase != "Succeeded" else { return false }
    return newest[index]?.uid == pod.uid
  }

  /// Until when the index has to wait: twice as long after each failure.
  func backoffEnd(of index: Int, _ job: JobView, _ backoff: Backoff) -> Timestamp? {
    guard let pod = newest[index], JobAccount.hasFailed(pod, job), let ended = JobController.finishTime(pod) else { return nil }
    let counts = counts(beforeNextOf: index, job)
    return counts.failures == 0 ? nil : ended + backoff.delay(afterFailures: counts.failures)
  }
}
