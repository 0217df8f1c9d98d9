import APIMachinery
import Basics
import Client
import RuntimeInterface
import Testing

@testable import Kubelet

@Suite struct ResizeTests {
  private func pod(_ cpu: String, policy: String = "NotRequired") -> Pod {
    makePod(containers: [
      [
        "name": "app", "image": "busybox", "resources": ["requests": ["cpu": .string(cpu)], "limits": ["cpu": .string(cpu)]],
        "resizePolicy": [["resourceName": "cpu", "restartPolicy": .string(policy)]],
      ]
    ])
  }

  private func running(_ pod: Pod) -> ContainerStatus {
    var status = makeContainer("app")
    status.resources = LinuxResources(pod.containers[0], of: pod, nodeMemoryBytes: 8 << 30)
    status.annotations[RuntimeLabels.containerHash] = pod.containers[0].hash
    return status
  }

  @Test("a running container is resized in place, or restarted where its policy says so")
  func actions() {
    let runtime = makeRuntime([makeSandbox()], [running(pod("1"))])
    #expect(PodActions(for: pod("1"), runtime, ProbeResults()).isEmpty)
    let inPlace = PodActions(for: pod("2"), runtime, ProbeResults())
    #expect(inPlace.containersToResize == ["app"] && inPlace.containersToKill.isEmpty && inPlace.containersToStart.isEmpty)
    let restart = PodActions(for: pod("2", policy: "RestartContainer"), runtime, ProbeResults())
    #expect(restart.containersToResize.isEmpty && restart.containersToStart == [0])
    #expect(restart.containersToKill.map(\.message) == ["Container app resize requires restart, will be restarted"])
  }

  @Test("a request that doesn't fit waits with the reason, and what runs keeps what it has")
  func allocation() {
    var resize = PodResize()
    let other = makePod("other", containers: [["name": "o", "resources": ["requests": ["cpu": "2"]]]], uid: "o")
    #expect(resize.allocate(pod("1"), others: [other], allocatable: bigNode) == pod("1"))
    #expect(resize.conditions.isEmpty)
    #expect(resize.allocate(pod("3"), others: [other], allocatable: bigNode).requests.cpuMillis == 1_000)
    #expect(resize.pending == .deferred("Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000"))
    #expect(resize.allocate(pod("5"), others: [], allocatable: bigNode).requests.cpuMillis == 1_000)
    #expect(resize.pending == .infeasible("Node didn't have enough capacity: cpu, requested: 5000, capacity: 4000"))
    #expect(resize.conditions.map(\.type) == ["PodResizePending"])
    #expect(resize.allocate(pod("2"), others: [other], allocatable: bigNode).requests.cpuMillis == 2_000)
    #expect(resize.conditions.map(\.type) == ["PodResizeInProgress"])
  }

  @Test("a limit that is no longer asked for, which no update could take away, is nothing to do")
  func removedLimit() {
    let limitless = makePod(containers: [["name": "app", "image": "busybox", "resources": ["requests": ["cpu": "1"]]]])
    #expect(PodActions(for: limitless, makeRuntime([makeSandbox()], [running(pod("1"))]), ProbeResults()).isEmpty)
  }

  @Test("the pod's own limits are never below its containers' while both change")
  func order() {
    var whole = LinuxResources()
    whole.memoryLimitBytes = 100
    var status = makeContainer("app")
    status.resources = LinuxResources()
    status.resources?.memoryLimitBytes = 300
    #expect(PodWorker.wider(whole, makeRuntime([makeSandbox()], [status])).memoryLimitBytes == 300)
  }

  @Test("a resize through the API reaches the runtime and shows in the status", .timeLimit(.minutes(1)))
  func whole() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("web") {
        $0[path: "spec", "containers"] = [
          [
            "name": "app", "image": "busybox", "imagePullPolicy": "IfNotPresent",
            "resources": ["requests": ["cpu": "100m"], "limits": ["cpu": "200m"]],
          ]
        ]
      }
      let before = try await node.wait(for: "web") { $0?.condition("Ready")?["status"] == "True" }
      #expect(before?.firstContainer?[path: "allocatedResources", "cpu"] == "100m")
      #expect(before?.firstContainer?[path: "resources", "limits", "cpu"] == "200m")
      let change: Value = [
        "spec": ["containers": [["name": "app", "resources": ["requests": ["cpu": "150m"], "limits": ["cpu": "300m"]]]]]
      ]
      _ = try await node.admin.patch(node.pods.subresource("resize"), name: "web", .strategicMerge(change), options: WriteOptions())
      let after = try await node.wait(for: "web") {
        $0?.firstContainer?[path: "resources", "limits", "cpu"] == "300m" && $0?.condition("PodResizeInProgress") == nil
      }
      #expect(after?.firstContainer?[path: "allocatedResources", "cpu"] == "150m")
      #expect(after?.firstContainer?["restartCount"] == 0)
      #expect(node.runtime.calls.contains(.init(.updateContainer, "app")))
    }
  }
}
