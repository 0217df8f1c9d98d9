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
    #expect(resize.conditions(isInProgress: false).isEmpty)
    #expect(resize.allocate(pod("3"), others: [other], allocatable: bigNode).requests.cpuMillis == 1_000)
    #expect(resize.pending == .deferred("Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000"))
    #expect(resize.allocate(pod("5"), others: [], allocatable: bigNode).requests.cpuMillis == 1_000)
    #expect(resize.pending == .infeasible("Node didn't have enough capacity: cpu, requested: 5000, capacity: 4000"))
    #expect(resize.conditions(isInProgress: false).map(\.type) == ["PodResizePending"])
    #expect(resize.allocate(pod("2"), others: [other], allocatable: bigNode).requests.cpuMillis == 2_000)
    #expect(resize.conditions(isInProgress: true).map(\.type) == ["PodResizeInProgress"])
  }

  @Test("sidecars are resized as other containers are, also while the pod is being initialized")
  func sidecars() {
    func pod(_ cpu: String, _ policy: String = "NotRequired") -> Pod {
      makePod {
        $0[path: "spec", "initContainers"] = [
          [
            "name": "app", "image": "busybox", "restartPolicy": "Always", "resources": ["limits": ["cpu": .string(cpu)]],
            "resizePolicy": [["resourceName": "cpu", "restartPolicy": .string(policy)]],
          ],
          ["name": "setup", "image": "busybox"],
        ]
        $0[path: "spec", "containers"] = [["name": "main", "image": "busybox"]]
      }
    }
    var status = makeContainer("app")
    status.resources = LinuxResources(pod("1").initContainers[0], of: pod("1"), nodeMemoryBytes: 8 << 30)
    let runtime = makeRuntime([makeSandbox()], [status, makeContainer("setup")])
    #expect(PodActions(for: pod("1"), runtime, ProbeResults()).isEmpty)
    #expect(PodActions(for: pod("2"), runtime, ProbeResults()).containersToResize == ["app"])
    let restart = PodActions(for: pod("2", "RestartContainer"), runtime, ProbeResults())
    #expect(restart.containersToKill.map(\.reason) == [.resize] && restart.initContainersToStart == [0])
    var inputs = PodStatusInputs(pod: pod("2"), runtime: runtime, runtimeName: "fake", startTime: start, now: start)
    #expect(inputs.isResizing)
    inputs.pod = pod("1")
    #expect(!inputs.isResizing)
  }

  @Test("a lower limit of memory than what is used is refused")
  func usedMemory() {
    var (wanted, actual) = (LinuxResources(), LinuxResources())
    (wanted.memoryLimitBytes, actual.memoryLimitBytes) = (100, 200)
    #expect(PodResize.obstacle("app", wanted, actual, usedBytes: 100) == nil)
    #expect(
      PodResize.obstacle("app", wanted, actual, usedBytes: 150)
        == "cannot decrease memory limits: attempting to set container \"app\" memory limit (100) below current usage (150)")
    wanted.memoryLimitBytes = 300
    #expect(PodResize.obstacle("app", wanted, actual, usedBytes: 500) == nil)
  }

  @Test("a resize by restart gives the pod's own group its limits too; one that can't be is told", .timeLimit(.minutes(1)))
  func restartAndRefusal() async throws {
    try await NodeFixture.with { node in
      for (name, policy) in [("web", "RestartContainer"), ("full", "NotRequired")] {
        try await node.createPod(name) {
          $0[path: "spec", "containers"] = [
            [
              "name": .string(name), "image": "busybox", "imagePullPolicy": "IfNotPresent",
              "resources": ["requests": ["memory": "1Mi"], "limits": ["memory": "8Mi"]],
              "resizePolicy": [["resourceName": "memory", "restartPolicy": .string(policy)]],
            ]
          ]
        }
        try await node.wait(for: name) { $0?.condition("Ready")?["status"] == "True" }
        node.runtime.setStats(
          container: name, ContainerStats(cpuUsageNanoseconds: 0, memoryUsageBytes: 6 << 20, memoryWorkingSetBytes: 6 << 20))
      }
      func resize(_ name: String, _ limit: Value) async throws {
        let change: Value = ["spec": ["containers": [["name": .string(name), "resources": ["limits": ["memory": limit]]]]]]
        _ = try await node.admin.patch(node.pods.subresource("resize"), name: name, .strategicMerge(change), options: WriteOptions())
      }
      try await resize("web", "16Mi")
      try await node.wait(for: "web") {
        $0?.firstContainer?["restartCount"] == 1 && $0?.firstContainer?[path: "resources", "limits", "memory"] == "16Mi"
          && $0?.condition("PodResizeInProgress") == nil
      }
      let sandboxes = try await node.runtime.podSandboxes()
      let id = try #require(sandboxes.first { $0.name == "web" }?.id)
      #expect(node.runtime.config(ofSandbox: id)?.resources.memoryLimitBytes == 16 << 20)
      try await resize("full", "4Mi")
      let full = try await node.wait(for: "full") { $0?.condition("PodResizeInProgress")?["reason"] == "Error" }
      #expect(full?.condition("PodResizeInProgress")?["message"]?.string?.hasPrefix("cannot decrease memory limits") == true)
      #expect(!node.runtime.calls.contains(.init(.updateContainer, "full")))
    }
  }

  @Test("a resize that waits for room goes on when another pod has gone", .timeLimit(.minutes(1)))
  func deferral() async throws {
    try await NodeFixture.with { node in
      for (name, cpu) in [("web", "1"), ("other", "2")] {
        try await node.createPod(name) {
          $0[path: "spec", "containers"] = [
            [
              "name": "app", "image": "busybox", "imagePullPolicy": "IfNotPresent",
              "resources": ["requests": ["cpu": .string(cpu)], "limits": ["cpu": "4"]],
            ]
          ]
        }
        try await node.wait(for: name) { $0?.condition("Ready")?["status"] == "True" }
      }
      let change: Value = ["spec": ["containers": [["name": "app", "resources": ["requests": ["cpu": "3"]]]]]]
      _ = try await node.admin.patch(node.pods.subresource("resize"), name: "web", .strategicMerge(change), options: WriteOptions())
      try await node.wait(for: "web") { $0?.condition("PodResizePending")?["reason"] == "Deferred" }
      _ = try await node.admin.delete(node.pods, name: "other", options: DeleteOptions(gracePeriodSeconds: 1))
      try await node.wait(for: "web") {
        $0?.firstContainer?[path: "allocatedResources", "cpu"] == "3" && $0?.condition("PodResizePending") == nil
      }
    }
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
