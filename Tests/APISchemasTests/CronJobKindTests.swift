import APIMachinery
import Testing

@testable import APISchemas

@Suite struct CronJobKindTests {
  @Test func `a cron job's defaults leave the job's own to the job`() throws {
    let cronJob = try KindChecks.created(Samples.cronJob)
    #expect(cronJob["spec"]?["concurrencyPolicy"] == "Allow")
    #expect(cronJob["spec"]?["suspend"] == false)
    #expect(cronJob["spec"]?["successfulJobsHistoryLimit"] == 3)
    #expect(cronJob["spec"]?["failedJobsHistoryLimit"] == 1)
    #expect(cronJob[path: "spec", "jobTemplate", "spec"]?.object?.fieldNames == ["template"])
    #expect(cronJob[path: "spec", "jobTemplate", "spec", "template", "spec", "dnsPolicy"] == "ClusterFirst")
  }

  private static let template = "spec/jobTemplate/spec"

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/schedule = "@every 1h""#), KindCase(#"spec/timeZone = "Europe/Berlin""#),
    KindCase(
      #"metadata/name = "a-name-that-is-just-a-little-too-long-for-its-jobs-xx""#,
      #"metadata.name: Invalid value: "a-name-that-is-just-a-little-too-long-for-its-jobs-xx": must be no more than 52 characters"#),
    KindCase("spec/schedule =", "spec.schedule: Required value"),
    KindCase(
      #"spec/schedule = "1 2 3 4""#, #"spec.schedule: Invalid value: "1 2 3 4": expected exactly 5 fields, found 4: [1 2 3 4]"#),
    KindCase(
      #"spec/schedule = "TZ=UTC 0 * * * *""#,
      #"spec.schedule: Invalid value: "TZ=UTC 0 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead"#),
    KindCase(#"spec/timeZone = """#, #"spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string"#),
    KindCase(
      #"spec/timeZone = "Local""#,
      #"spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"#),
    KindCase(#"spec/timeZone = "Mars/Base""#, #"spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base"#),
    KindCase(#"spec/timeZone = "../passwd""#, #"spec.timeZone: Invalid value: "../passwd": unknown time zone ../passwd"#),
    KindCase("spec/startingDeadlineSeconds = -1", "spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0"),
    KindCase(
      #"spec/concurrencyPolicy = "Wait""#,
      #"spec.concurrencyPolicy: Unsupported value: "Wait": supported values: "Allow", "Forbid", "Replace""#),
    KindCase(
      "\(template)/template/spec/restartPolicy =",
      #"spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never""#),
    KindCase(
      #"spec/jobTemplate/spec/selector = {"matchLabels":{"a":"b"}}"#,
      #"spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated"#),
    KindCase(
      "\(template)/manualSelector = true",
      #"spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "false", "nil""#),
    KindCase("spec/failedJobsHistoryLimit = -1", "spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0"),
  ])
  func `cron jobs`(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.cronJob, test.change) == test.errors) }

  @Test func `a time zone in the schedule is kept where it was before`() throws {
    var old = try KindChecks.created(Samples.cronJob)
    old[path: "spec", "schedule"] = "TZ=UTC 0 * * * *"
    #expect(try KindChecks.updateErrors(Samples.cronJob, #"spec/schedule = "TZ=UTC 1 * * * *""#, from: old).isEmpty)
    #expect(
      try KindChecks.updateErrors(Samples.cronJob, #"spec/timeZone = "UTC""#, from: old)
        == [#"spec.schedule: Invalid value: "TZ=UTC 0 * * * *": cannot use both timeZone field and TZ or CRON_TZ in schedule"#])
  }

  // MARK: jobs

  private static let indexed = "spec/completionMode = \"Indexed\"; spec/completions = 5; spec/parallelism = 2"

  @Test(arguments: [
    KindCase(#"spec/managedBy = "example.com/queue""#),
    KindCase(
      #"spec/managedBy = "queue""#,
      #"spec.managedBy: Invalid value: "queue": must be a domain-prefixed path (such as "acme.io/foo")"#),
    KindCase("spec/maxFailedIndexes = 1; \(indexed)", "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified"),
    KindCase(
      "spec/maxFailedIndexes = 6; spec/backoffLimitPerIndex = 1; \(indexed)",
      "spec.maxFailedIndexes: Invalid value: 6: must be less than or equal to completions"),
    KindCase("\(indexed); spec/successPolicy = {\"rules\":[{\"succeededIndexes\":\"1,3-4\",\"succeededCount\":3}]}"),
    KindCase(
      "\(indexed); spec/successPolicy = {\"rules\":[{\"succeededIndexes\":\"1,3-5\"}]}",
      #"spec.successPolicy.rules[0].succeededIndexes: Invalid value: "1,3-5": error parsing succeededIndexes: too large index: "5""#),
    KindCase(
      "\(indexed); spec/successPolicy = {\"rules\":[{\"succeededIndexes\":\"0-1\",\"succeededCount\":3}]}",
      "spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)"),
    KindCase(
      "\(indexed); spec/successPolicy = {\"rules\":[{}]}",
      "spec.successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified"),
    KindCase(
      #"spec/podFailurePolicy = {"rules":[{"action":"FailJob","onExitCodes":{"operator":"In","values":[2,1],"containerName":"x"}}]}"#,
      #"spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "x": must be one of the container or initContainer names in the pod template"#,
      "spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [2,1]: must be ordered"),
  ])
  func `jobs`(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.job, test.change) == test.errors) }
}
