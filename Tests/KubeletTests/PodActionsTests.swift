import APIMachinery
import Basics
import RuntimeInterface
import Testing

@testable import Kubelet

@Suite struct PodActionsTests {
  @Test func newPodGetsSandboxThenItsContainers() {
    let first = PodActions(for: makePod(), makeRuntime([]), ProbeResults())
    #expect(first.createsSandbox && !first.killsPod && first.attempt == 0 && first.containersToStart == [0])
    let second = PodActions(for: makePod(), makeRuntime([makeSandbox()]), ProbeResults())
    #expect(!second.createsSandbox && second.sandboxID == "s1" && second.containersToStart == [0])
    #expect(PodActions(for: makePod(), makeRuntime([makeSandbox()], [makeContainer("app")]), ProbeResults()).isEmpty)
  }

  @Test(arguments: [("Always", 0, true), ("Always", 1, true), ("OnFailure", 0, false), ("OnFailure", 1, true), ("Never", 1, false)])
  func restartPolicyDecides(policy: String, code: Int32, restarts: Bool) {
    let pod = makePod { $0[path: "spec", "restartPolicy"] = .string(policy) }
    let actions = PodActions(for: pod, makeRuntime([makeSandbox()], [makeContainer("app", .exited, code: code)]), ProbeResults())
    #expect(actions.containersToStart == (restarts ? [0] : []))
    #expect(actions.killsPod == !restarts)
  }

  @Test func lostSandboxIsReplacedAndInitializedAgain() {
    let pod = makePod { $0[path: "spec", "initContainers"] = [["name": "setup", "image": "busybox"]] }
    let runtime = makeRuntime(
      [makeSandbox(ready: false)], [makeContainer("setup", .exited), makeContainer("app", .exited, code: 137, at: 5)])
    let actions = PodActions(for: pod, runtime, ProbeResults())
    #expect(actions.createsSandbox && actions.killsPod && actions.attempt == 1 && actions.initContainersToStart == [0])
    #expect(actions.containersToStart.isEmpty)
    let renewed = makeRuntime(
      [makeSandbox(ready: false), makeSandbox("s2", attempt: 1, at: 10)],
      [makeContainer("setup", .exited), makeContainer("app", .exited, at: 5)])
    #expect(PodActions(for: pod, renewed, ProbeResults()).initContainersToStart == [0])
  }

  @Test func podThatNeverRestartsStaysLost() {
    let pod = makePod { $0[path: "spec", "restartPolicy"] = "Never" }
    let actions = PodActions(
      for: pod, makeRuntime([makeSandbox(ready: false)], [makeContainer("app", .exited, code: 137)]), ProbeResults())
    #expect(!actions.createsSandbox && actions.killsPod)
  }

  @Test func failedLivenessProbeReplacesTheContainer() {
    var probes = ProbeResults()
    probes["app-0", .liveness] = false
    let actions = PodActions(for: makePod(), makeRuntime([makeSandbox()], [makeContainer("app")]), probes)
    #expect(actions.containersToKill.map(\.message) == ["Container app failed liveness probe, will be restarted"])
    #expect(actions.containersToStart == [0])
  }

  @Test func changedImageReplacesTheContainer() {
    var status = makeContainer("app")
    status.annotations[RuntimeLabels.containerHash] = ContainerSpec(["name": "app", "image": "old"], .regular, "").hash
    let actions = PodActions(for: makePod(), makeRuntime([makeSandbox()], [status]), ProbeResults())
    #expect(actions.containersToKill.map(\.message) == ["Container app definition changed, will be restarted"])
  }

  @Test func initContainersRunInOrder() {
    let pod = makePod { $0[path: "spec", "initContainers"] = [["name": "a", "image": "i"], ["name": "b", "image": "i"]] }
    func starts(_ containers: [ContainerStatus]) -> ([Int], [Int]) {
      let actions = PodActions(for: pod, makeRuntime([makeSandbox()], containers), ProbeResults())
      return (actions.initContainersToStart, actions.containersToStart)
    }
    #expect(starts([]) == ([0], []))
    #expect(starts([makeContainer("a")]) == ([], []))
    #expect(starts([makeContainer("a", .exited)]) == ([1], []))
    #expect(starts([makeContainer("a", .exited), makeContainer("b", .exited, code: 1)]) == ([1], []))
    #expect(starts([makeContainer("a", .exited), makeContainer("b", .exited)]) == ([], [0]))
  }

  @Test func failedInitContainerEndsPodThatNeverRestarts() {
    let pod = makePod {
      $0[path: "spec", "initContainers"] = [["name": "a", "image": "i"]]
      $0[path: "spec", "restartPolicy"] = "Never"
    }
    #expect(PodActions(for: pod, makeRuntime([makeSandbox()], [makeContainer("a", .exited, code: 1)]), ProbeResults()).killsPod)
  }

  @Test func sidecarStaysAliveBesideThePod() {
    let pod = makePod {
      $0[path: "spec", "initContainers"] = [
        ["name": "proxy", "image": "i", "restartPolicy": "Always", "startupProbe": ["tcpSocket": ["port": 80]]],
        ["name": "b", "image": "i"]
      ]
    }
    var probes = ProbeResults()
    let running = makeRuntime([makeSandbox()], [makeContainer("proxy")])
    #expect(PodActions(for: pod, running, probes).isEmpty)
    probes["proxy-0", .startup] = true
    #expect(PodActions(for: pod, running, probes).initContainersToStart == [1])
    let dead = makeRuntime([makeSandbox()], [makeContainer("proxy", .exited, code: 1), makeContainer("b", .exited), makeContainer("app")])
    let actions = PodActions(for: pod, dead, probes)
    #expect(actions.initContainersToStart == [0] && actions.containersToStart.isEmpty && !actions.killsPod)
  }

  @Test func crashBackOffDoublesAndForgets() {
    var backOff = CrashBackOff()
    #expect(backOff.wait("a", after: start, now: start) == nil)
    backOff.recordRestart("a", after: start, now: start)
    #expect(backOff.wait("a", after: start, now: start)?.delay == .seconds(10))
    #expect(backOff.wait("a", after: start, now: start + .seconds(10)) == nil)
    var now = start
    for expected in [20, 40, 80, 160, 300, 300] {
      now = now + .seconds(300)
      backOff.recordRestart("a", after: now, now: now)
      #expect(backOff.wait("a", after: now, now: now)?.delay == .seconds(expected))
    }
    #expect(backOff.wait("a", after: now + .seconds(601), now: now + .seconds(601)) == nil)
    #expect([Duration.seconds(10), .seconds(80), .seconds(300)].map(\.goText) == ["10s", "1m20s", "5m0s"])
  }
}
