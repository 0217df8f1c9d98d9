import APIMachinery
import Basics
import RuntimeInterface
import Testing

@testable import Kubelet

@Suite struct PodStatusTests {
  private func inputs(_ pod: Pod, _ runtime: PodRuntimeStatus) -> PodStatusInputs {
    PodStatusInputs(pod: pod, runtime: runtime, runtimeName: "fake", hostIPs: ["192.0.2.1"], startTime: start, now: start + .seconds(60))
  }

  private func condition(_ status: PodStatus, _ type: String) -> Value? {
    status.value["conditions"]?.array?.first { $0["type"]?.string == type }
  }

  @Test func beforeAnythingRunsItIsPending() {
    let status = PodStatus(inputs(makePod(), makeRuntime([])))
    #expect(status.phase == .pending)
    #expect(status.value["containerStatuses"]?[0]?[path: "state", "waiting", "reason"] == "ContainerCreating")
    #expect(condition(status, "Ready")?["message"] == "containers with unready status: [app]")
    #expect(condition(status, "Ready")?["reason"] == "ContainersNotReady")
    #expect(condition(status, "PodScheduled")?["status"] == "True")
    #expect(condition(status, "Initialized")?["status"] == "True")
    #expect(status.value["podIP"] == nil && status.value["hostIP"] == "192.0.2.1" && status.value["qosClass"] == "BestEffort")
  }

  @Test func runningPodIsReadyOnceItsProbeSaysSo() {
    let pod = makePod(containers: [["name": "app", "image": "busybox", "readinessProbe": ["tcpSocket": ["port": 80]]]])
    var inputs = inputs(pod, makeRuntime([makeSandbox()], [makeContainer("app")]))
    #expect(condition(PodStatus(inputs), "Ready")?["status"] == "False")
    inputs.probes["app-0", .readiness] = true
    let status = PodStatus(inputs)
    #expect(status.phase == .running && condition(status, "Ready")?["status"] == "True")
    #expect(status.value["containerStatuses"]?[0]?["containerID"] == "fake://app-0")
    #expect(status.value["containerStatuses"]?[0]?["started"] == true && status.value["podIPs"] == [["ip": "10.0.0.7"]])
  }

  @Test func crashLoopShowsReasonAndLastState() {
    var inputs = inputs(makePod(), makeRuntime([makeSandbox()], [makeContainer("app", .exited, code: 3, attempt: 2)]))
    inputs.waiting["app"] = .init(
      reason: "CrashLoopBackOff", message: "back-off 10s restarting failed container=app pod=web_default(uid-1)")
    inputs.terminationMessages["app-2"] = "bye"
    let status = PodStatus(inputs)
    let container = status.value["containerStatuses"]?[0]
    #expect(status.phase == .running)
    #expect(container?[path: "state", "waiting", "reason"] == "CrashLoopBackOff")
    #expect(
      container?[path: "lastState", "terminated", "exitCode"] == 3 && container?[path: "lastState", "terminated", "message"] == "bye")
    #expect(container?["restartCount"] == 2)
  }

  @Test(arguments: [(Int32(0), "Succeeded", "PodCompleted"), (1, "Failed", "PodFailed")])
  func endedPodHasItsPhase(code: Int32, phase: String, reason: String) {
    let pod = makePod { $0[path: "spec", "restartPolicy"] = "Never" }
    let status = PodStatus(inputs(pod, makeRuntime([makeSandbox()], [makeContainer("app", .exited, code: code)])))
    #expect(status.phase.rawValue == phase && condition(status, "ContainersReady")?["reason"] == .string(reason))
  }

  @Test func uninitializedPodNamesWhatItWaitsFor() {
    let pod = makePod { $0[path: "spec", "initContainers"] = [["name": "a", "image": "i"], ["name": "b", "image": "i"]] }
    let status = PodStatus(inputs(pod, makeRuntime([makeSandbox()], [makeContainer("a")])))
    #expect(status.phase == .pending)
    #expect(status.value["initContainerStatuses"]?[0]?["ready"] == false && status.value["initContainerStatuses"]?[0]?["started"] == true)
    #expect(condition(status, "Initialized")?["message"] == "containers with incomplete status: [a b]")
    #expect(status.value["containerStatuses"]?[0]?[path: "state", "waiting", "reason"] == "PodInitializing")
  }

  @Test func missingReadinessGateHoldsReadinessBack() {
    let pod = makePod { $0[path: "spec", "readinessGates"] = [["conditionType": "example.com/ok"]] }
    let status = PodStatus(inputs(pod, makeRuntime([makeSandbox()], [makeContainer("app")])))
    #expect(condition(status, "ContainersReady")?["status"] == "True")
    #expect(condition(status, "Ready")?["message"] == "corresponding condition of pod readiness gate \"example.com/ok\" does not exist.")
  }

  @Test func endedPhaseIsFinal() {
    let pod = makePod { $0[path: "status", "phase"] = "Succeeded" }
    #expect(PodStatus(inputs(pod, makeRuntime([]))).phase == .succeeded)
  }

  @Test("the end of a pod is told once nothing of it runs")
  func heldBackEnd() {
    let pod = makePod {
      $0[path: "spec", "restartPolicy"] = "Never"
      $0[path: "spec", "initContainers"] = [["name": "proxy", "image": "i", "restartPolicy": "Always"]]
    }
    let done = makeRuntime([makeSandbox()], [makeContainer("proxy"), makeContainer("app", .exited)])
    let status = PodStatus(inputs(pod, done))
    #expect(status.phase == .succeeded && status.value["phase"] == "Running")
    var late = inputs(makePod(), makeRuntime([makeSandbox()], [makeContainer("app")]))
    late.verdict = .init(reason: "DeadlineExceeded", message: "too long")
    let running = PodStatus(late)
    #expect(running.phase == .failed && running.value["phase"] == "Running" && running.value["reason"] == nil)
    late.runtime = makeRuntime([makeSandbox()], [makeContainer("app", .exited, code: 143)])
    late.isTerminal = true
    let stopped = PodStatus(late)
    #expect(stopped.value["phase"] == "Failed" && stopped.value["reason"] == "DeadlineExceeded" && stopped.value["message"] == "too long")
    let unstarted = makeRuntime([makeSandbox()], [makeContainer("proxy"), makeContainer("setup", .exited, code: 1)])
    let failing = makePod {
      $0[path: "spec", "restartPolicy"] = "Never"
      $0[path: "spec", "initContainers"] = [["name": "proxy", "restartPolicy": "Always"], ["name": "setup"]]
    }
    #expect(PodStatus(inputs(failing, unstarted)).value["phase"] == "Pending")
  }

  @Test func patchHoldsOnlyWhatChangedAndRemovesReasons() {
    let pod = makePod()
    let before = PodStatus(inputs(pod, makeRuntime([])))
    let after = PodStatus(inputs(makePod { $0["status"] = before.value }, makeRuntime([makeSandbox()], [makeContainer("app")])))
    #expect(PodStatusPatch.patch(uid: "uid-1", from: before.value, to: before.value) == nil)
    let patch = PodStatusPatch.patch(uid: "uid-1", from: before.value, to: after.value)
    #expect(patch?[path: "metadata", "uid"] == "uid-1" && patch?[path: "status", "startTime"] == nil)
    let ready = patch?[path: "status", "conditions"]?.array?.first { $0["type"] == "Ready" }
    #expect(ready?["reason"] == .null && ready?["message"] == .null && ready?["status"] == "True")
    var moved = after.value
    moved["podIPs"] = [["ip": "10.0.0.9"]]
    #expect(
      PodStatusPatch.patch(uid: "u", from: after.value, to: moved)?[path: "status", "podIPs"] == [
        ["$patch": "replace"], ["ip": "10.0.0.9"]
      ])
  }
}

@Suite struct RestartRuleTests {
  private func pod(_ policy: String, container: Value) -> Pod {
    makePod(containers: [container]) { $0[path: "spec", "restartPolicy"] = .string(policy) }
  }

  @Test("a container's own policy and its rules on exit codes come before the pod's policy")
  func rules() {
    let retried: Value = [
      "name": "app", "image": "busybox", "restartPolicy": "Never",
      "restartPolicyRules": [["action": "Restart", "exitCodes": ["operator": "In", "values": [42]]]],
    ]
    let never = pod("Always", container: retried)
    #expect(never.containers[0].restarts(afterExit: 42, in: .always) && !never.containers[0].restarts(afterExit: 1, in: .always))
    func actions(_ code: Int32) -> PodActions {
      PodActions(for: never, makeRuntime([makeSandbox()], [makeContainer("app", .exited, code: code)]), ProbeResults())
    }
    #expect(actions(42).containersToStart == [0] && !actions(42).killsPod)
    #expect(actions(1).containersToStart.isEmpty && actions(1).killsPod)
    let others = pod("Never", container: ["name": "app", "restartPolicyRules": [["action": "Restart", "exitCodes": ["operator": "NotIn", "values": [0]]]]])
    #expect(others.containers[0].restarts(afterExit: 7, in: .never) && !others.containers[0].restarts(afterExit: 0, in: .never))
  }

  @Test("the phase follows from what is started again")
  func phase() {
    func phase(_ pod: Pod, code: Int32) -> PodPhase {
      PodStatus(
        PodStatusInputs(
          pod: pod, runtime: makeRuntime([makeSandbox()], [makeContainer("app", .exited, code: code)]), runtimeName: "fake",
          startTime: start, now: start)).phase
    }
    let own = pod("Always", container: ["name": "app", "restartPolicy": "Never"])
    #expect(phase(own, code: 0) == .succeeded && phase(own, code: 1) == .failed)
    #expect(phase(pod("Always", container: ["name": "app"]), code: 1) == .running)
    #expect(phase(pod("OnFailure", container: ["name": "app"]), code: 1) == .running)
    #expect(phase(pod("OnFailure", container: ["name": "app"]), code: 0) == .succeeded)
  }
}
