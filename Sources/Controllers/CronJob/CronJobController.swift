import APIMachinery
import Basics
import CivilTime
import Client
import ControllerKit

/// Starts Jobs by the clock.
public struct CronJobController: Reconciler {
  public let name = "cronjob-controller"
  private let zones: TimeZoneDatabase
  /// Waited beyond the time itself, so that it has surely passed.
  private static let delta = Duration.milliseconds(100)

  public init(zones: TimeZoneDatabase = .host) { self.zones = zones }

  public var watches: [Watch] {
    [.object(WellKnown.cronJobs), .owned(WellKnown.jobs, by: WellKnown.cronJobs, kind: "CronJob")]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.cronJobs, key) else { return .done }
    let jobs = world.list(WellKnown.jobs, .controllerUID, object.uid)
    var ledger = CronJobLedger(object, jobs: jobs, component: name)
    ledger.settle(exists: { world.get(WellKnown.jobs, namespace: object.namespace, $0) != nil })
    var plan = Plan()
    if !object.isBeingDeleted { start(CronJobView(object), jobs, &ledger, &plan, world) }
    plan.steps = ledger.steps + plan.steps
    if let order = ledger.statusOrder() { plan.add(order) }
    let surplus = ledger.surplus(CronJobView(object))
    if !surplus.isEmpty, !object.isBeingDeleted { plan.add(.parallel(surplus)) }
    return plan
  }

  private func start(_ job: CronJobView, _ jobs: [Value], _ ledger: inout CronJobLedger, _ plan: inout Plan, _ world: World) {
    if let name = job.timeZone, zones.zone(name) == nil {
      return ledger.tell(.warning, "UnknownTimeZone", "invalid timeZone: \"\(name)\": unknown time zone \(name)")
    }
    if job.isSuspended { return }
    let schedule: CronSchedule
    do { schedule = try CronSchedule(job.scheduleText) } catch {
      return ledger.tell(.warning, "UnparseableSchedule", "unparseable schedule: \"\(job.scheduleText)\" : \(error)")
    }
    let zone = (job.timeZone ?? schedule.timeZoneName).flatMap { zones.zone($0) } ?? .utc
    let due = job.due(schedule, in: zone, now: world.now)
    let next = schedule.next(after: due.time ?? due.earliest, in: zone)
    if let next { plan.requeue(after: next - world.now + Self.delta) }
    guard let time = due.time else {
      if next == nil { ledger.tell(.warning, "InvalidSchedule", "invalid schedule: \(job.scheduleText) : no time ever matches it") }
      return
    }
    if due.missesMany {
      ledger.tell(
        .warning, "TooManyMissedTimes",
        "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew")
    }
    if let seconds = job.startingDeadlineSeconds, time + .seconds(seconds) < world.now {
      let moment = CivilTime(seconds: time.secondsSinceEpoch, offset: 0).rfc1123
      return ledger.tell(.warning, "MissSchedule", "Missed scheduled time to start a job: \(moment)")
    }
    let name = job.jobName(at: time)
    if ledger.isActive(name) || job.lastScheduleTime == time { return }
    ledger.run(job, at: time, in: zone, existing: world.get(WellKnown.jobs, namespace: job.object.namespace, name))
  }
}
