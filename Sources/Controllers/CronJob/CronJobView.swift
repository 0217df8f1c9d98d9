import APIMachinery
import Basics
import CivilTime
import ControllerKit

/// A CronJob's specification, and when it is due.
struct CronJobView {
  enum Concurrency { case allow, forbid, replace }

  let object: Value
  let scheduleText: String
  let timeZone: String?
  let startingDeadlineSeconds: Int64?
  let concurrency: Concurrency
  let isSuspended: Bool
  /// nil: all are kept.
  let successfulLimit: Int?
  let failedLimit: Int?

  init(_ object: Value) {
    self.object = object
    let spec = object["spec"]
    scheduleText = spec?["schedule"]?.string ?? ""
    timeZone = spec?["timeZone"]?.string
    startingDeadlineSeconds = spec?["startingDeadlineSeconds"]?.int
    concurrency = ["Forbid": .forbid, "Replace": .replace][spec?["concurrencyPolicy"]?.string ?? ""] ?? .allow
    isSuspended = spec?["suspend"]?.bool ?? false
    successfulLimit = spec?["successfulJobsHistoryLimit"]?.int.map { Int($0) }
    failedLimit = spec?["failedJobsHistoryLimit"]?.int.map { Int($0) }
  }

  var lastScheduleTime: Timestamp? { object["status"]?["lastScheduleTime"]?.timestamp }

  struct Due {
    /// From where the schedule was followed.
    var earliest: Timestamp
    /// The newest time that has passed and wasn't acted on.
    var time: Timestamp?
    var missesMany = false
  }

  /// What of the schedule has passed since the last run, or since the CronJob is there, or within the deadline. Only the newest
  /// time counts; more than 100 missed ones are worth a warning.
  func due(_ schedule: CronSchedule, in zone: TimeZoneRules, now: Timestamp) -> Due {
    var earliest = lastScheduleTime ?? object.creationTimestamp ?? now
    if let seconds = startingDeadlineSeconds { earliest = max(earliest, now - .seconds(seconds)) }
    var due = Due(earliest: earliest)
    guard let first = schedule.next(after: earliest, in: zone), first <= now else { return due }
    due.time = first
    guard let second = schedule.next(after: first, in: zone), second <= now else { return due }
    // An estimate brings us near; from there the schedule itself is followed.
    let interval = max((second - first).components.seconds, 1)
    let missed = (now - first).components.seconds / interval + 1
    due.missesMany = missed > 100
    var time = schedule.next(after: first + .seconds((missed - 2) * interval), in: zone)
    while let next = time, next <= now {
      due.time = next
      time = schedule.next(after: next, in: zone)
    }
    return due
  }

  /// One run has one name, so that it can't be started twice.
  func jobName(at time: Timestamp) -> String { "\(object.name)-\(time.secondsSinceEpoch / 60)" }

  func job(at time: Timestamp, in zone: TimeZoneRules) -> Value {
    let template = object["spec"]?["jobTemplate"]
    var metadata: Value = ["name": .string(jobName(at: time)), "namespace": .string(object.namespace)]
    for field in ["labels", "annotations"] { metadata[field] = template?["metadata"]?[field] }
    metadata[path: "annotations", "batch.kubernetes.io/cronjob-scheduled-timestamp"] = .string(
      CivilTime(seconds: time.secondsSinceEpoch, offset: Int(zone.secondsFromUTC(at: time))).rfc3339)
    metadata["ownerReferences"] = [OwnerReference(controller: object).value]
    return ["apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": template?["spec"] ?? [:]]
  }
}
