import APIMachinery
import Basics
import ControllerKit

/// Where a Job stands: decides success and failure, and writes the status.
///
/// The verdict (`SuccessCriteriaMet`, `FailureTarget`) comes first; the final condition when every pod has ended and is counted (KEP-3998).
struct JobProgress {
  private let job: JobView
  private let account: JobAccount
  private let active: [Value]
  private let terminating: Int
  private let component: String
  private let now: Timestamp
  private var status: Value
  private var conditions: Conditions
  private(set) var events: [EventRecord] = []

  init(_ job: JobView, account: JobAccount, active: [Value], terminating: Int, component: String, now: Timestamp) {
    (self.job, self.account, self.active, self.terminating) = (job, account, active, terminating)
    (self.component, self.now) = (component, now)
    status = job.status
    conditions = Conditions(of: job.object)
    account.write(to: &status)
    status["active"] = active.isEmpty ? nil : .int(Int64(active.count))
    status["ready"] = .int(Int64(active.count { PodFacts($0).isReady }))
    status["terminating"] = .int(Int64(terminating))
  }

  var isSucceeding: Bool { conditions.isTrue("SuccessCriteriaMet") }
  var isFailing: Bool { conditions.isTrue("FailureTarget") }
  var isFinished: Bool { conditions.isTrue("Complete") || conditions.isTrue("Failed") }

  /// When the active deadline passes.
  var deadline: Timestamp? {
    guard let seconds = job.activeDeadlineSeconds, let start = status["startTime"]?.timestamp, !job.isSuspended else { return nil }
    return start + .seconds(seconds)
  }

  // MARK: start and suspension

  mutating func noteStart() {
    let wasSuspended = conditions.isTrue("Suspended")
    if job.isSuspended {
      if !wasSuspended { note(Condition("Suspended", true, reason: "JobSuspended", message: "Job suspended"), event: "Suspended") }
      status["startTime"] = nil
    } else {
      if wasSuspended {
        note(Condition("Suspended", false, reason: "JobResumed", message: "Job resumed"), event: "Resumed")
        status["startTime"] = .string(now.rfc3339)
      }
      if status["startTime"]?.string == nil { status["startTime"] = .string(now.rfc3339) }
    }
  }

  private mutating func note(_ condition: Condition, event reason: String, _ type: EventRecord.EventType = .normal) {
    conditions.set(condition, now: now, stamping: ["lastProbeTime"])
    events.append(EventRecord(job.object, type, reason, condition.message, component: component))
  }

  // MARK: verdicts

  /// Failure before success: a Job that is past a limit fails even if its last pod just succeeded.
  mutating func judge(_ pods: [Value]) {
    if !isFailing, !isSucceeding {
      if !job.isSuspended, let (reason, message) = failure(pods) {
        fail(reason, message)
      } else if let rule = JobSuccessPolicy(job).firstRuleMet(by: account.completedIndexes) {
        succeed("SuccessPolicy", "Matched rules at index \(rule)")
      } else if isEnough {
        succeed("CompletionsReached", "Reached expected number of succeeded pods")
      }
    }
    guard active.isEmpty, terminating == 0, account.isSettled else { return }
    if isSucceeding { finish("Complete", from: "SuccessCriteriaMet") }
    if isFailing { finish("Failed", from: "FailureTarget") }
  }

  private var isEnough: Bool {
    if let completions = job.completions { return account.succeededTotal >= completions }
    return account.succeededTotal > 0 && active.isEmpty
  }

  private func failure(_ pods: [Value]) -> (String, String)? {
    let policy = JobFailurePolicy(job.object["spec"])
    for pod in pods { if case .failJob(let message) = policy.verdict(on: pod) { return ("PodFailurePolicy", message) } }
    if account.failedTotal > job.backoffLimit || hasRestartedTooOften(pods) {
      return ("BackoffLimitExceeded", "Job has reached the specified backoff limit")
    }
    if let deadline, deadline <= now { return ("DeadlineExceeded", "Job was active longer than specified deadline") }
    guard let failed = account.indexFailures?.failed.count, failed > 0 else { return nil }
    if let limit = job.maxFailedIndexes, failed > limit {
      return ("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes")
    }
    let isThrough = failed + account.completedIndexes.count >= job.completions ?? 0
    return isThrough ? ("FailedIndexes", "Job has failed indexes") : nil
  }

  /// With restartPolicy OnFailure the kubelet starts containers anew: their restarts count as the failures.
  private func hasRestartedTooOften(_ pods: [Value]) -> Bool {
    guard job.object[path: "spec", "template", "spec", "restartPolicy"]?.string == "OnFailure" else { return false }
    let running = pods.filter { ["Running", "Pending"].contains(PodFacts($0).phase) }
    let restarts = running.reduce(0) { sum, pod in
      ["containerStatuses", "initContainerStatuses"].reduce(sum) { sum, list in
        (pod["status"]?[list]?.array ?? []).reduce(sum) { $0 + Int($1["restartCount"]?.int ?? 0) }
      }
    }
    return job.backoffLimit == 0 ? restarts > 0 : restarts >= job.backoffLimit
  }

  private mutating func succeed(_ reason: String, _ message: String) {
    let condition = Condition("SuccessCriteriaMet", true, reason: reason, message: message)
    conditions.set(condition, now: now, stamping: ["lastProbeTime"])
  }

  private mutating func fail(_ reason: String, _ message: String) {
    conditions.set(Condition("FailureTarget", true, reason: reason, message: message), now: now, stamping: ["lastProbeTime"])
  }

  private mutating func finish(_ type: String, from verdict: String) {
    guard let verdict = conditions[verdict] else { return }
    let final = Condition(type, true, reason: verdict.reason, message: verdict.message)
    if type == "Complete" {
      conditions.set(final, now: now, stamping: ["lastProbeTime"])
      events.append(EventRecord(job.object, .normal, "Completed", "Job completed", component: component))
      status["completionTime"] = .string(now.rfc3339)
    } else {
      note(final, event: verdict.reason, .warning)
    }
  }

  /// nil when nothing differs from what is stored.
  func statusOrder() -> Order? {
    var updated = job.object
    var status = status
    status["conditions"] = conditions.values.isEmpty ? nil : .array(conditions.values)
    guard status != job.status else { return nil }
    updated["status"] = status
    return .updateStatus(WellKnown.jobs, updated)
  }
}
