import APIMachinery
import Basics
import ControllerKit
import Controllers
import Testing

@Suite struct JobTests {
  private let controller = JobController()
  private static let finalizer = "batch.kubernetes.io/job-tracking"

  private func job(_ spec: Value, status: Value = [:]) -> Value {
    var job: Value = [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": Objects.metadata("work"),
      "spec": [
        "parallelism": 2, "completions": 3, "backoffLimit": 6,
        "template": ["spec": ["containers": [["name": "c", "image": "i"]], "restartPolicy": "Never"]],
      ],
    ]
    for field in spec.object ?? Object() { job[path: "spec", field.key] = field.value }
    if status.object?.isEmpty == false { job["status"] = status }
    return job
  }

  private func pod(_ name: String, _ job: Value, _ phase: String, index: Int? = nil, tracked: Bool = true, endedAgo: Int64 = 1000) -> Value {
    var pod = Objects.pod(name, owner: job, phase: phase, ready: phase == "Running")
    if tracked { pod[path: "metadata", "finalizers"] = [.string(Self.finalizer)] }
    if let index { pod[path: "metadata", "annotations"] = ["batch.kubernetes.io/job-completion-index": .string(String(index))] }
    if phase == "Succeeded" || phase == "Failed" {
      pod[path: "status", "containerStatuses"] = [
        ["state": ["terminated": ["finishedAt": .string((Objects.now - .seconds(endedAgo)).rfc3339)]]]
      ]
    }
    return pod
  }

  private func plan(_ job: Value, _ pods: [Value], at time: Timestamp = Objects.now) -> Plan {
    controller.plan(WellKnown.jobs, job, [(WellKnown.pods, pods)], at: time)
  }

  private func conditions(_ plan: Plan) -> Conditions { Conditions(plan.status?["conditions"]?.array ?? []) }

  @Test("a new Job starts as many tracked pods as may run at once")
  func starts() {
    let result = plan(job([:]), [])
    #expect(result.created.count == 2)
    #expect(result.created[0].finalizers == [Self.finalizer])
    #expect(result.status?["startTime"]?.string == Objects.now.rfc3339)
  }

  @Test("a pod that ended is noted, then released, then counted: once, wherever it is interrupted")
  func countsOnce() {
    let running = ["startTime": .string(Objects.now.rfc3339)] as Value
    var work = job([:], status: running)
    let ended = pod("a", work, "Succeeded")
    let noted = plan(work, [ended])
    #expect(noted.status?["uncountedTerminatedPods"] == ["succeeded": ["uid-a"]])
    #expect(noted.status?["succeeded"] == nil)
    #expect(noted.patched.isEmpty)
    work["status"] = noted.status
    let released = plan(work, [ended])
    #expect(released.patched.map(\.name) == ["a"])
    #expect(released.patched.first?.body["metadata"]?["finalizers"] == .null)
    let counted = plan(work, [pod("a", work, "Succeeded", tracked: false)])
    #expect(counted.status?["succeeded"] == 1)
    #expect(counted.status?["uncountedTerminatedPods"] == [:])
    // The pod itself may be gone by then.
    #expect(plan(work, []).status?["succeeded"] == 1)
    work["status"] = counted.status
    #expect(plan(work, [pod("a", work, "Succeeded", tracked: false)]).status?["succeeded"] == nil)
  }

  @Test("a Job is complete when enough pods have succeeded and all are counted")
  func completes() {
    let work = job([:], status: ["startTime": .string(Objects.now.rfc3339), "succeeded": 3, "ready": 0, "terminating": 0])
    let result = plan(work, [])
    #expect(conditions(result).isTrue("SuccessCriteriaMet"))
    #expect(conditions(result)["Complete"]?.reason == "CompletionsReached")
    #expect(result.status?["completionTime"]?.string == Objects.now.rfc3339)
    #expect(result.messages == ["Job completed"])
    #expect(result.created.isEmpty)
  }

  @Test("indexes each run once; the lowest that are missing come first")
  func indexed() {
    let spec: Value = ["completionMode": "Indexed", "completions": 5, "parallelism": 3]
    let work = job(spec, status: ["startTime": .string(Objects.now.rfc3339), "completedIndexes": "0,2", "succeeded": 2])
    let result = plan(work, [pod("one", work, "Running", index: 1)])
    #expect(result.created.map { $0.annotations["batch.kubernetes.io/job-completion-index"] } == ["3", "4"])
    #expect(result.created[0]["spec"]?["hostname"] == "work-3")
    #expect(result.created[0][path: "spec", "containers"]?[0]?["env"]?[0]?["name"] == "JOB_COMPLETION_INDEX")
    let ended = plan(work, [pod("one", work, "Succeeded", index: 1)])
    #expect(ended.status?["completedIndexes"] == "0-2")
    #expect(ended.status?["succeeded"] == 3)
  }

  @Test("failures wait ten seconds, then twice as long each")
  func backsOff() {
    let work = job([:], status: ["startTime": .string(Objects.now.rfc3339), "failed": 2])
    let failures = [pod("a", work, "Failed", tracked: false, endedAgo: 30), pod("b", work, "Failed", tracked: false, endedAgo: 5)]
    let waiting = plan(work, failures)
    #expect(waiting.created.isEmpty)
    #expect(waiting.requeueAfter == .seconds(15))
    #expect(plan(work, failures, at: Objects.now + .seconds(15)).created.count == 2)
  }

  @Test("past the back-off limit the Job fails, once its pods are gone")
  func fails() {
    let work = job(["backoffLimit": 1], status: ["startTime": .string(Objects.now.rfc3339), "failed": 2])
    let failing = plan(work, [pod("a", work, "Running")])
    #expect(conditions(failing)["FailureTarget"]?.reason == "BackoffLimitExceeded")
    #expect(!conditions(failing).isTrue("Failed"))
    #expect(failing.deleted == ["a"])
    var later = work
    later["status"] = failing.status
    let failed = plan(later, [])
    #expect(conditions(failed)["Failed"]?.message == "Job has reached the specified backoff limit")
  }

  @Test("an active deadline ends the Job at its time")
  func deadline() {
    let started = Objects.now - .seconds(50)
    let work = job(["activeDeadlineSeconds": 60], status: ["startTime": .string(started.rfc3339)])
    #expect(plan(work, [pod("a", work, "Running"), pod("b", work, "Running")]).requeueAfter == .seconds(10))
    let late = plan(work, [pod("a", work, "Running")], at: Objects.now + .seconds(10))
    #expect(conditions(late)["FailureTarget"]?.reason == "DeadlineExceeded")
  }

  @Test("suspending takes the pods back uncounted; resuming starts the time anew")
  func suspends() {
    let work = job(["suspend": true], status: ["startTime": .string(Objects.now.rfc3339)])
    let result = plan(work, [pod("a", work, "Running")])
    #expect(result.patched.map(\.name) == ["a"])
    #expect(result.deleted == ["a"])
    #expect(conditions(result).isTrue("Suspended"))
    #expect(result.status?["startTime"] == nil)
    var resumed = job([:])
    resumed["status"] = result.status
    let again = plan(resumed, [], at: Objects.now + .seconds(60))
    #expect(conditions(again)["Suspended"]?.reason == "JobResumed")
    #expect(again.status?["startTime"]?.string == (Objects.now + .seconds(60)).rfc3339)
  }

  @Test("a finished Job with a time to live is deleted when it is over")
  func expires() {
    let done: Value = [["type": "Complete", "status": "True", "lastTransitionTime": .string((Objects.now - .seconds(30)).rfc3339)]]
    let work = job(["ttlSecondsAfterFinished": 100], status: ["conditions": done])
    func finished(_ job: Value, at time: Timestamp) -> Plan { FinishedJobController().plan(WellKnown.jobs, job, [], at: time) }
    #expect(finished(work, at: Objects.now).requeueAfter == .seconds(70))
    #expect(finished(work, at: Objects.now).orders.isEmpty)
    #expect(finished(work, at: Objects.now + .seconds(70)).deleted == ["work"])
    #expect(finished(job(["ttlSecondsAfterFinished": 100]), at: Objects.now + .seconds(1_000)).deleted.isEmpty)
    #expect(plan(work, [], at: Objects.now + .seconds(70)).deleted.isEmpty)
  }

  @Test("pods whose Job is gone are let go")
  func releasesOrphans() {
    let gone = job([:])
    let world = World([(WellKnown.pods, [pod("a", gone, "Running")])], watches: controller.watches, now: Objects.now)
    let result = controller.reconcile(Objects.key(WellKnown.jobs, gone), world)
    #expect(result.patched.map(\.name) == ["a"])
  }

  // MARK: whose pods they are

  private static let selector: Value = ["selector": ["matchLabels": ["app": "w"]]]

  @Test("a matching pod without a controller is adopted and tracked; one that matches no longer is let go, and not counted")
  func claims() {
    let work = job(Self.selector)
    var strange = pod("strange", work, "Running")
    strange[path: "metadata", "labels"] = ["app": "other"]
    var orphan = pod("orphan", work, "Running", tracked: false)
    orphan[path: "metadata", "ownerReferences"] = nil
    let result = plan(work, [strange, orphan, pod("own", work, "Running")])
    #expect(result.created.isEmpty && result.status == nil)
    #expect(result.patched.map(\.name) == ["strange", "orphan"])
    #expect(result.patched[0].body["metadata"]?["ownerReferences"]?[0]?["$patch"] == "delete")
    #expect(result.patched[0].body["metadata"]?["$deleteFromPrimitiveList/finalizers"] == [.string(Self.finalizer)])
    #expect(OwnerReference(result.patched[1].body["metadata"]?["ownerReferences"]?[0] ?? .null).uid == work.uid)
    #expect(result.patched[1].body["metadata"]?["finalizers"] == [.string(Self.finalizer)])
    #expect(plan(work, [pod("own", work, "Running")]).patched.isEmpty)
  }

  @Test("a tracked pod without a controller is let go, whether or not there is a Job for it")
  func releasesOrphanedPods() {
    let work = job(Self.selector)
    var orphan = pod("orphan", work, "Running")
    orphan[path: "metadata", "ownerReferences"] = nil
    let delta = ObjectDelta(key: Objects.key(WellKnown.pods, orphan), old: pod("orphan", work, "Running"), new: orphan)
    let watch = controller.watches[1]
    let world = World([(WellKnown.jobs, [work]), (WellKnown.pods, [orphan])], watches: controller.watches, now: Objects.now)
    #expect(Set(watch.keys(delta, world)) == [delta.key, Objects.key(WellKnown.jobs, work)])
    #expect(controller.reconcile(delta.key, world).patched.first?.body["metadata"]?["finalizers"] == .null)
    let owned = World([(WellKnown.pods, [pod("orphan", work, "Running")])], watches: controller.watches, now: Objects.now)
    #expect(controller.reconcile(delta.key, owned).orders.isEmpty)
  }

  @Test("an Indexed Job that shrinks first takes back the pods whose index isn't wanted, and second ones of an index")
  func shrinks() {
    let work = job(["completionMode": "Indexed", "completions": 2], status: ["startTime": .string(Objects.now.rfc3339)])
    let beyond = plan(work, [0, 1, 3].map { (index: Int) in pod("p\(index)", work, "Running", index: index) })
    #expect(beyond.deleted == ["p3"])
    let twice = plan(work, [pod("a", work, "Running", index: 0), pod("b", work, "Pending", index: 0)])
    #expect(twice.deleted == ["b"] && twice.created.isEmpty)
  }
}
