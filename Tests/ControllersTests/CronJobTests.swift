import APIMachinery
import Basics
import Client
import ControllerKit
import Testing

@testable import Controllers

@Suite struct CronScheduleTests {
  private func next(_ text: String, after time: String, zone: TimeZoneRules = .utc) throws -> String? {
    let start = try #require(Timestamp(rfc3339: time))
    return try CronSchedule(text).next(after: start, in: zone)?.rfc3339
  }

  @Test("the next time of a schedule", arguments: [
    ("* * * * *", "2024-02-28T23:59:30Z", "2024-02-29T00:00:00Z"),
    ("*/15 * * * *", "2024-01-01T00:00:00Z", "2024-01-01T00:15:00Z"),
    ("30 6-16/4 * * 1-5", "2024-01-05T14:30:00Z", "2024-01-08T06:30:00Z"),
    ("0 0 29 2 *", "2024-03-01T00:00:00Z", "2028-02-29T00:00:00Z"),
    ("0 0 13 * 5", "2024-01-01T00:00:00Z", "2024-01-05T00:00:00Z"),
    ("0 0 */2 * 1", "2024-01-01T12:00:00Z", "2024-01-03T00:00:00Z"),
    ("0 12 * jan,JUL sun", "2024-01-28T12:00:00Z", "2024-07-07T12:00:00Z"),
    ("5/20 * * * *", "2024-01-01T00:06:00Z", "2024-01-01T00:25:00Z"),
    ("@hourly", "2024-01-01T00:00:00Z", "2024-01-01T01:00:00Z"),
    ("@weekly", "2024-01-01T00:00:00Z", "2024-01-07T00:00:00Z"),
    ("@yearly", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
    ("@every 1h30m", "2024-01-01T00:00:00Z", "2024-01-01T01:30:00Z"),
  ])
  func next(text: String, after: String, expected: String) throws {
    #expect(try next(text, after: after) == expected)
  }

  @Test("a day that never comes has no next time")
  func never() throws { #expect(try next("0 0 30 2 *", after: "2024-01-01T00:00:00Z") == nil) }

  @Test("what isn't a schedule is refused", arguments: [
    "", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 7", "a * * * *", "5-1 * * * *", "*/0 * * * *",
    "@sometimes", "@every", "@every x", "1-2-3 * * * *", "1/2/3 * * * *",
  ])
  func refuses(text: String) { #expect(throws: CronSchedule.ParseError.self) { try CronSchedule(text) } }

  @Test("any text is read or refused, and a schedule's next time is later and matches again", arguments: 1...200)
  func fuzz(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    let pieces = ["*", "0", "5", "59", "1-5", "*/7", "3/2", ",", "/", "-", "mon", "JAN", "?", " ", " ", " ", " ", "@daily", "@every ", "2h"]
    let text = (0..<(5 + random.below(8))).map { _ in pieces[random.below(pieces.count)] }.joined()
    guard let schedule = try? CronSchedule(text) else { return }
    let start = Timestamp(secondsSinceEpoch: Int64(random.below(2_000_000_000)))
    guard let first = schedule.next(after: start, in: .utc) else { return }
    #expect(first > start)
    if case .fields = schedule.form { #expect(schedule.next(after: first - .seconds(60), in: .utc) == first) }
  }

  @Test("clocks change as the rule of the zone says, north and south", arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T00:59:59Z", 3600), ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T01:00:00Z", 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T00:59:59Z", 7200), ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T01:00:00Z", 3600),
    ("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59Z", -18_000), ("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00Z", -14_400),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-01T00:00:00Z", 39_600), ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-07-01T00:00:00Z", 36_000),
    ("<+0545>-5:45", "2024-07-01T00:00:00Z", 20_700),
  ])
  func future(rule: String, time: String, offset: Int) throws {
    let future = try #require(TimeZoneFuture(rule))
    #expect(future.offset(at: try #require(Timestamp(rfc3339: time)).secondsSinceEpoch) == offset)
  }

  /// A TZif file of version 2 with one change in it and a rule for what follows.
  private func file(rule: String) -> [UInt8] {
    func header(_ times: UInt8, _ types: UInt8, _ characters: UInt8) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, times, 0, 0, 0, types, 0, 0, 0, characters]
    }
    let types: [UInt8] = [0, 0, 0x0e, 0x10, 0, 0] + [0, 0, 0x1c, 0x20, 1, 4]
    return header(0, 1, 1) + [0, 0, 0, 0, 0, 0] + [0] + header(1, 2, 8) + [0, 0, 0, 0, 0, 0, 0, 100] + [1] + types + Array("CET\0CES\0".utf8)
      + Array("\n\(rule)\n".utf8)
  }

  @Test("a zone's file is read; a broken one is refused, wherever it breaks")
  func reads() throws {
    let bytes = file(rule: "CET-1CEST,M3.5.0,M10.5.0/3")
    let zone = try #require(TimeZoneRules(file: bytes))
    #expect(zone.offset(at: 0) == 3600)
    #expect(zone.offset(at: 1_720_000_000) == 7200)
    #expect(zone.offset(at: 1_704_067_200) == 3600)
    for length in 0..<(bytes.count - 40) { #expect(TimeZoneRules(file: Array(bytes.prefix(length))) == nil) }
  }

  @Test("a time that the change of the clocks skips is skipped; one that comes twice counts twice")
  func clockChanges() throws {
    let zone = try #require(TimeZoneRules(file: file(rule: "CET-1CEST,M3.5.0,M10.5.0/3")))
    #expect(try next("30 2 * * *", after: "2024-03-30T12:00:00Z", zone: zone) == "2024-04-01T00:30:00Z")
    #expect(try next("30 2 * * *", after: "2024-10-26T12:00:00Z", zone: zone) == "2024-10-27T00:30:00Z")
    #expect(try next("30 2 * * *", after: "2024-10-27T00:30:00Z", zone: zone) == "2024-10-27T01:30:00Z")
    #expect(try next("0 0 * * *", after: "2024-03-30T12:00:00Z", zone: zone) == "2024-03-30T23:00:00Z")
    #expect(try next("0 0 * * *", after: "2024-03-31T12:00:00Z", zone: zone) == "2024-03-31T22:00:00Z")
  }

  @Test("UTC needs no database, and no name leads out of it")
  func database() {
    let zones = TimeZoneDatabase(folder: "/nonexistent")
    #expect(zones.zone("Etc/UTC") != nil)
    #expect(zones.zone("Europe/Berlin") == nil)
    #expect(TimeZoneDatabase(folder: "/etc").zone("../etc/passwd") == nil)
  }
}

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
    (["timeZone": "No/Where"], nil, "UnknownTimeZone"),
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
