import APIMachinery
import Basics
import CivilTime
import Client
import ControllerKit

/// What a CronJob has started and what came of it: the `active` list of its status, and the history it keeps.
struct CronJobLedger {
  private let object: Value
  private let jobs: [Value]
  private let component: String
  private var active: [Value]
  private var lastScheduleTime: Value?
  private var lastSuccessfulTime: Value?
  private(set) var steps: [Step] = []

  init(_ object: Value, jobs: [Value], component: String) {
    (self.object, self.jobs, self.component) = (object, jobs, component)
    active = object["status"]?["active"]?.array ?? []
    lastScheduleTime = object["status"]?["lastScheduleTime"]
    lastSuccessfulTime = object["status"]?["lastSuccessfulTime"]
  }

  mutating func tell(_ type: EventRecord.EventType, _ reason: String, _ message: String) {
    steps.append(.one(.event(EventRecord(object, type, reason, message, component: component))))
  }

  func isActive(_ name: String) -> Bool { active.contains { $0["name"]?.string == name } }

  // MARK: what has become of earlier runs

  mutating func settle(exists: (String) -> Bool) {
    for job in jobs {
      let outcome = Self.outcome(job)
      let isListed = active.contains { $0["uid"]?.string == job.uid }
      if let outcome {
        if isListed {
          active.removeAll { $0["uid"]?.string == job.uid }
          tell(.normal, "SawCompletedJob", "Saw completed job: \(job.name), condition: \(outcome)")
        }
        if outcome == "Complete" { noteSuccess(job) }
      } else if !isListed, !job.isBeingDeleted {
        // Its creation was told of too late: it is ours all the same.
        active.append(EventRecord.reference(to: job))
        if let time = Self.scheduledTime(job), time > (lastScheduleTime?.timestamp ?? Timestamp(secondsSinceEpoch: 0)) {
          lastScheduleTime = .string(time.rfc3339)
        }
      }
    }
    let uids = Set(jobs.map(\.uid))
    for reference in active where !uids.contains(reference["uid"]?.string ?? "") {
      let name = reference["name"]?.string ?? ""
      if exists(name) { continue }
      active.removeAll { $0 == reference }
      tell(.normal, "MissingJob", "Active job went missing: \(name)")
    }
  }

  private mutating func noteSuccess(_ job: Value) {
    guard let time = job["status"]?["completionTime"] else { return }
    if let known = lastSuccessfulTime?.timestamp, let new = time.timestamp, known >= new { return }
    lastSuccessfulTime = time
  }

  private static func scheduledTime(_ job: Value) -> Timestamp? {
    job.annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"].flatMap { Timestamp(rfc3339: $0) }
  }

  /// The condition that ended it; nil while it runs.
  private static func outcome(_ job: Value) -> String? { ["Complete", "Failed"].first { job.hasCondition($0) } }

  // MARK: a new run

  mutating func run(_ cronJob: CronJobView, at time: Timestamp, in zone: TimeZoneRules, existing: Value?) {
    if cronJob.concurrency == .forbid, !active.isEmpty {
      return tell(.normal, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid")
    }
    let path = ResourcePath(WellKnown.jobs, namespace: object.namespace)
    if cronJob.concurrency == .replace {
      for reference in active {
        steps.append(.one(delete(reference["name"]?.string ?? "", uid: reference["uid"]?.string)))
      }
      active = []
    }
    lastScheduleTime = .string(time.rfc3339)
    if existing != nil { return }
    let job = cronJob.job(at: time, in: zone)
    steps.append(.one(Order(
      .create(path, job), onSuccess: event(.normal, "SuccessfulCreate", "Created job \(job.name)"),
      onFailure: event(.warning, "FailedCreate", "Error creating job: {error}"), ignoring: [.alreadyExists])))
  }

  // MARK: history

  /// Finished Jobs beyond the limits, the oldest first.
  func surplus(_ cronJob: CronJobView) -> [Order] {
    func oldest(_ outcome: String, _ limit: Int?) -> [Order] {
      guard let limit else { return [] }
      let finished = jobs.filter { Self.outcome($0) == outcome && !$0.isBeingDeleted }.sorted { Self.start($0) < Self.start($1) }
      return finished.prefix(max(finished.count - limit, 0)).map { delete($0.name, uid: $0.uid) }
    }
    return oldest("Complete", cronJob.successfulLimit) + oldest("Failed", cronJob.failedLimit)
  }

  private static func start(_ job: Value) -> (Int64, String) {
    ((job["status"]?["startTime"]?.timestamp ?? job.creationTimestamp)?.nanosecondsSinceEpoch ?? 0, job.name)
  }

  private func delete(_ name: String, uid: String?) -> Order {
    .delete(
      ResourcePath(WellKnown.jobs, namespace: object.namespace), name: name, DeleteOptions(propagation: .background, uid: uid),
      onSuccess: event(.normal, "SuccessfulDelete", "Deleted job \(name)"),
      onFailure: event(.warning, "FailedDelete", "Deleted job: {error}"))
  }

  private func event(_ type: EventRecord.EventType, _ reason: String, _ message: String) -> EventRecord {
    EventRecord(object, type, reason, message, component: component)
  }

  // MARK: status

  /// nil when nothing differs from what is stored.
  func statusOrder() -> Order? {
    var status = object["status"] ?? [:]
    status["active"] = active.isEmpty ? nil : .array(active)
    status["lastScheduleTime"] = lastScheduleTime
    status["lastSuccessfulTime"] = lastSuccessfulTime
    guard status != object["status"] ?? [:] else { return nil }
    var updated = object
    updated["status"] = status
    return .updateStatus(WellKnown.cronJobs, updated)
  }
}
