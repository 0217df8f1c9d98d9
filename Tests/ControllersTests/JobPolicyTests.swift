import APIMachinery
import Basics
import ControllerKit
import Controllers
import Testing

/// Policies of Jobs: which failures count, index by index, and when enough has succeeded.
@Suite struct JobPolicyTests {
  private static let finalizer = "batch.kubernetes.io/job-tracking"
  private static let started: Value = ["startTime": .string(Objects.now.rfc3339)]

  private func job(_ spec: Value, status: Value = started) -> Value {
    var job: Value = [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": Objects.metadata("work"),
      "spec": [
        "parallelism": 2, "completions": 3, "template": ["spec": ["containers": [["name": "c", "image": "i"]], "restartPolicy": "Never"]],
      ],
    ]
    for field in spec.object ?? Object() { job[path: "spec", field.key] = field.value }
    job["status"] = status
    return job
  }

  private func pod(
    _ name: String, _ job: Value, _ phase: String, index: Int? = nil, code: Int = 1, failures: Int? = nil, endedAgo: Int64 = 1000,
    condition: String? = nil
  ) -> Value {
    var pod = Objects.pod(name, owner: job, phase: phase, ready: phase == "Running")
    pod[path: "metadata", "finalizers"] = [.string(Self.finalizer)]
    if let index { pod[path: "metadata", "annotations", "batch.kubernetes.io/job-completion-index"] = .string(String(index)) }
    if let failures { pod[path: "metadata", "annotations", "batch.kubernetes.io/job-index-failure-count"] = .string(String(failures)) }
    if let condition { pod[path: "status", "conditions"] = [["type": .string(condition), "status": "True"]] }
    if phase == "Succeeded" || phase == "Failed" {
      let exitCode = phase == "Failed" ? code : 0
      pod[path: "status", "containerStatuses"] = [[
        "name": "c",
        "state": ["terminated": ["exitCode": .int(Int64(exitCode)), "finishedAt": .string((Objects.now - .seconds(endedAgo)).rfc3339)]],
      ]]
    }
    return pod
  }

  private func plan(_ job: Value, _ pods: [Value], at time: Timestamp = Objects.now) -> Plan {
    JobController().plan(WellKnown.jobs, job, [(WellKnown.pods, pods)], at: time)
  }

  private func conditions(_ plan: Plan) -> Conditions { Conditions(plan.status?["conditions"]?.array ?? []) }

  private static let policy: Value = [
    "rules": [
      ["action": "Ignore", "onPodConditions": [["type": "DisruptionTarget", "status": "True"]]],
      ["action": "FailJob", "onExitCodes": ["containerName": "c", "operator": "In", "values": [42]]],
      ["action": "Count", "onExitCodes": ["operator": "NotIn", "values": [1, 2]]],
    ]
  ]

  @Test("a failure that is to be ignored isn't counted, and its pod is let go at once")
  func ignores() {
    let work = job(["podFailurePolicy": Self.policy])
    let result = plan(work, [pod("a", work, "Failed", condition: "DisruptionTarget")])
    #expect(result.patched.map(\.name) == ["a"])
    #expect(result.status?["failed"] == nil)
    #expect(result.status?["uncountedTerminatedPods"] == [:])
    #expect(result.created.count == 2)
  }

  @Test("an exit code ends the whole Job, and the condition says which")
  func failsJob() {
    let work = job(["podFailurePolicy": Self.policy])
    let result = plan(work, [pod("a", work, "Failed", code: 42), pod("b", work, "Running")])
    #expect(conditions(result)["FailureTarget"]?.reason == "PodFailurePolicy")
    #expect(
      conditions(result)["FailureTarget"]?.message
        == "Container c for pod default/a failed with exit code 42 matching FailJob rule at index 1")
    #expect(result.deleted == ["b"])
  }

  @Test("with a failure policy a pod that is being deleted is replaced only when it has ended")
  func replacesLate() {
    let work = job(["podFailurePolicy": Self.policy, "parallelism": 1])
    var leaving = pod("a", work, "Running")
    leaving[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    let result = plan(work, [leaving])
    #expect(result.created.isEmpty)
    #expect(result.status?["terminating"] == 1)
  }

  private static let perIndex: Value = ["completionMode": "Indexed", "backoffLimitPerIndex": 1, "parallelism": 3]

  @Test("each index is tried as often as its limit says, and a new pod knows how often it failed before")
  func countsByIndex() {
    let work = job(Self.perIndex)
    let pods = [pod("a", work, "Failed", index: 0, failures: 0), pod("b", work, "Failed", index: 1, failures: 1)]
    let result = plan(work, pods)
    #expect(result.status?["failedIndexes"] == "1")
    #expect(result.created.map { $0.annotations["batch.kubernetes.io/job-completion-index"] } == ["0", "2"])
    #expect(result.created.map { $0.annotations["batch.kubernetes.io/job-index-failure-count"] } == ["1", "0"])
  }

  @Test("the last failed pod of an index stays until its successor is there")
  func keepsTheCount() {
    var work = job(Self.perIndex)
    let failed = pod("a", work, "Failed", index: 0, failures: 0)
    work[path: "status", "uncountedTerminatedPods"] = ["failed": ["uid-a"]]
    #expect(plan(work, [failed]).patched.isEmpty)
    #expect(plan(work, [failed, pod("next", work, "Running", index: 0, failures: 1)]).patched.map(\.name) == ["a"])
  }

  @Test("an index waits after its own failures; the others don't")
  func backsOffByIndex() {
    let work = job(Self.perIndex)
    let result = plan(work, [pod("a", work, "Failed", index: 0, failures: 0, endedAgo: 4)])
    #expect(result.created.map { $0.annotations["batch.kubernetes.io/job-completion-index"] } == ["1", "2"])
    #expect(result.requeueAfter == .seconds(6))
  }

  @Test("a Job with failed indexes runs the others to their end, unless too many have failed", arguments: [
    (nil, "Succeeded", "FailedIndexes"), (nil, "Running", nil), (0, "Running", "MaxFailedIndexesExceeded"),
  ] as [(Int?, String, String?)])
  func failsByIndex(limit: Int?, other: String, reason: String?) {
    var spec = Self.perIndex
    spec["completions"] = 2
    if let limit { spec["maxFailedIndexes"] = .int(Int64(limit)) }
    let work = job(spec)
    let result = plan(work, [pod("a", work, "Failed", index: 0, failures: 1), pod("b", work, other, index: 1, failures: 0)])
    #expect(conditions(result)["FailureTarget"]?.reason == reason)
  }

  @Test("a policy can fail an index at once")
  func failsIndex() {
    var spec = Self.perIndex
    spec["podFailurePolicy"] = ["rules": [["action": "FailIndex", "onExitCodes": ["operator": "In", "values": [7]]]]]
    let work = job(spec)
    #expect(plan(work, [pod("a", work, "Failed", index: 2, code: 7, failures: 0)]).status?["failedIndexes"] == "2")
  }

  @Test("enough has succeeded when a rule says so; the rest is taken back", arguments: [
    (["succeededCount": 1], true), (["succeededIndexes": "0"], false), (["succeededIndexes": "0-1", "succeededCount": 1], true),
    (["succeededIndexes": "0-1"], false), (["succeededIndexes": "1"], true),
  ] as [(Value, Bool)])
  func succeedsEarly(rule: Value, isMet: Bool) {
    let work = job(["completionMode": "Indexed", "successPolicy": ["rules": [rule]]])
    let result = plan(work, [pod("one", work, "Succeeded", index: 1), pod("two", work, "Running", index: 2)])
    #expect(conditions(result).isTrue("SuccessCriteriaMet") == isMet)
    if isMet {
      #expect(conditions(result)["SuccessCriteriaMet"]?.reason == "SuccessPolicy")
      #expect(conditions(result)["SuccessCriteriaMet"]?.message == "Matched rules at index 0")
      #expect(result.deleted == ["two"])
    }
  }

  @Test("once a Job's fate is sealed, the failed pods of indexes that have no successor are counted too", arguments: [
    "FailureTarget", "SuccessCriteriaMet",
  ])
  func settlesIndexes(verdict: String) {
    let spec: Value = ["completionMode": "Indexed", "backoffLimitPerIndex": 1]
    var work = job(spec)
    let failed = pod("a", work, "Failed", index: 0, failures: 0)
    work["status"] = plan(work, [failed]).status
    work[path: "status", "conditions"] = [["type": .string(verdict), "status": "True", "reason": "Because"]]
    #expect(plan(work, [failed]).patched.map(\.name) == ["a"])
    var untracked = failed
    untracked[path: "metadata", "finalizers"] = nil
    #expect(conditions(plan(work, [untracked])).isTrue(verdict == "FailureTarget" ? "Failed" : "Complete"))
    // Before that it is all that knows how often its index has failed.
    work[path: "status", "conditions"] = nil
    #expect(plan(work, [failed]).patched.isEmpty)
  }
}
