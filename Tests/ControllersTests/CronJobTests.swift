import APIMachinery
import Basics
import Client
import ControllerKit
import Testing

@testable import Controllers

@Suite struct CronJobTests {
  /// 22:13:20 on 2023-11-14.
  private let now = Objects.now

  private func cronJob(_ spec: Value = [:], status: Value? = nil) -> Value {
    var cronJob: Value = [
      "apiVersion": "batch/v1", "kind": "CronJob", "metadata": Objects.metadata("tick"),
      "spec": [
        "schedule": "*/5 * * * *", "successfulJobsHistoryLimit": 3, "failedJobsHistoryLimit": 1,
        "jobTemplate": ["metadata": ["labels": ["app": "tick"]], "spec": ["template": [:]]],
      ],
    ]
    cronJob[path: "metadata", "creationTimestamp"] = .string((now - .seconds(210)).rfc3339)
    for field in spec.object ?? Object() { cronJob[path: "spec", field.key] = field.value }
    cronJob["status"] = status
    return cronJob
  }

  private func job(_ name: String, _ owner: Value, condition: String? = nil, started: Int64 = 100) -> Value {
    var job: Value = ["apiVersion": "batch/v1", "kind": "Job", "metadata": Objects.metadata(name, owner: owner)]
    job["status"] = ["startTime": .string((now - .seconds(started)).rfc3339)]
    if let condition {
      job[path: "status", "conditions"] = [["type": .string(condition), "status": "True"]]
      if condition == "Complete" { job[path: "status", "completionTime"] = .string(now.rfc3339) }
    }
    return job
  }

  private func plan(_ cronJob: Value, jobs: [Value] = []) -> Plan {
    CronJobController().plan(WellKnown.cronJobs, cronJob, [(WellKnown.jobs, jobs)])
  }

  @Test("a time that has come starts a Job that is named after it")
  func starts() {
    let result = plan(cronJob())
    let job = result.created.first
    // 22:10:00, in minutes since 1970.
    #expect(job?.name == "tick-28333330")
    #expect(job?.annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"] == "2023-11-14T22:10:00Z")
    #expect(job?.labels == ["app": "tick"])
    #expect(result.status?["lastScheduleTime"] == "2023-11-14T22:10:00Z")
    #expect(result.messages == ["Created job tick-28333330"])
    #expect(result.requeueAfter == .milliseconds(100_100))
  }

  @Test("nothing starts before its time, twice, when suspended or too late", arguments: [
    (["schedule": "0 23 * * *"], nil, nil), ([:], ["lastScheduleTime": "2023-11-14T22:10:00Z"], nil), (["suspend": true], nil, nil),
    (["startingDeadlineSeconds": 60], nil, nil), (["schedule": "nonsense"], nil, "UnparseableSchedule"),
    (["timeZone": "No/Where"], nil, "UnknownTimeZone"), (["schedule": "59 23 31 2 *"], nil, "InvalidSchedule"),
  ] as [(Value, Value?, String?)])
  func rests(spec: Value, status: Value?, event: String?) {
    let result = plan(cronJob(spec, status: status))
    #expect(result.created.isEmpty)
    let reasons = result.orders.compactMap { if case .event(let event) = $0.action { event.reason } else { nil } }
    #expect(reasons == (event.map { [$0] } ?? []))
  }

  @Test("Forbid waits for the run before, Replace ends it, Allow lets it be", arguments: [
    ("Forbid", 0, []), ("Replace", 1, ["tick-1"]), ("Allow", 1, []),
  ])
  func concurrency(policy: String, created: Int, deleted: [String]) {
    var cronJob = cronJob(["concurrencyPolicy": .string(policy)])
    let running = job("tick-1", cronJob)
    cronJob["status"] = ["active": [EventRecord.reference(to: running)]]
    let result = plan(cronJob, jobs: [running])
    #expect(result.created.count == created)
    #expect(result.deleted == deleted)
  }

  @Test("of many missed times only the newest is made up for, and a hundred are worth a warning")
  func missed() {
    var cronJob = cronJob(["schedule": "* * * * *"])
    cronJob[path: "metadata", "creationTimestamp"] = .string((now - .seconds(3600 * 5)).rfc3339)
    let result = plan(cronJob)
    #expect(result.created.map(\.name) == ["tick-28333333"])
    #expect(result.messages.first == "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew")
  }

  @Test("what has ended leaves the active list, a success is remembered, and the oldest history goes")
  func history() {
    var cronJob = cronJob(["suspend": true])
    let jobs = (1...5).map { job("tick-\($0)", cronJob, condition: "Complete", started: Int64(100 - $0)) } + [
      job("bad-1", cronJob, condition: "Failed", started: 50), job("bad-2", cronJob, condition: "Failed", started: 40),
    ]
    cronJob["status"] = ["active": [EventRecord.reference(to: jobs[0]), ["kind": "Job", "name": "lost", "uid": "lost"]]]
    let result = plan(cronJob, jobs: jobs)
    #expect(result.messages.prefix(2) == ["Saw completed job: tick-1, condition: Complete", "Active job went missing: lost"])
    #expect(result.status?["active"] == nil)
    #expect(result.status?["lastSuccessfulTime"]?.string == now.rfc3339)
    #expect(result.deleted == ["tick-1", "tick-2", "bad-1"])
  }

  @Test("a Job whose creation was told of too late is taken in")
  func takesIn() {
    let cronJob = cronJob(["suspend": true])
    let result = plan(cronJob, jobs: [job("tick-9", cronJob)])
    #expect(result.status?["active"]?[0]?["name"] == "tick-9")
  }
}
