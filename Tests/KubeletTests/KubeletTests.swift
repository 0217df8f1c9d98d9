import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface
import Testing

@testable import Kubelet

@Suite(.timeLimit(.minutes(1))) struct KubeletTests {
  @Test func nodeRegistersAndIsReady() async throws {
    try await NodeFixture.with { node in
      let nodes = ResourcePath(Resources.nodes)
      let object = try await node.wait(for: "n1", in: nodes) { $0?.condition("Ready")?["status"] == "True" }
      #expect(object?.labels["kubernetes.io/hostname"] == "n1" && object?["spec"]?["podCIDR"] == "10.244.0.0/24")
      #expect(
        object?[path: "status", "capacity", "cpu"] == "4"
          && object?[path: "status", "nodeInfo", "containerRuntimeVersion"] == "fake://1.0.0")
      #expect(object?.condition("Ready")?["message"] == "kubelet is posting ready status")
      let uid = object?.uid
      try await node.wait(for: "n1", in: ResourcePath(Resources.leases, namespace: "kube-node-lease")) {
        $0?["spec"]?["leaseDurationSeconds"] == 40
      }
      _ = try await node.admin.delete(nodes, name: "n1", options: DeleteOptions())
      try await node.wait(for: "n1", in: nodes) { $0 != nil && $0?.uid != uid && $0?.condition("Ready")?["status"] == "True" }
    }
  }

  @Test func podRunsAndIsDeletedGracefully() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("web")
      let pod = try await node.wait(for: "web") { $0?.condition("Ready")?["status"] == "True" }
      #expect(pod?[path: "status", "phase"] == "Running" && pod?[path: "status", "hostIP"] == "192.0.2.1")
      #expect(pod?.firstContainer?["ready"] == true && pod?[path: "status", "podIP"] != nil)
      #expect(try await node.waitForEvent("Started", about: "web")?["message"] == "Started container app")
      #expect(try await node.waitForEvent("Pulled", about: "web")?["message"] == "Container image \"busybox\" already present on machine")
      _ = try await node.admin.delete(node.pods, name: "web", options: DeleteOptions(gracePeriodSeconds: 5))
      try await node.wait(for: "web") { $0 == nil }
      #expect(node.runtime.calls.contains(.init(.stopContainer, "app")))
      #expect(try await node.waitForEvent("Killing", about: "web")?["message"] == "Stopping container app")
    }
  }

  @Test("while a pod is being stopped, the API sees which of its containers have ended")
  func endsAreToldWhileOthersStop() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("web") {
        $0[path: "spec", "containers"] = [
          [
            "name": "app", "image": "busybox", "imagePullPolicy": "IfNotPresent",
            "lifecycle": ["preStop": ["sleep": ["seconds": 20]]],
          ],
          ["name": "quick", "image": "busybox", "imagePullPolicy": "IfNotPresent"],
        ]
      }
      try await node.wait(for: "web") { $0?.condition("Ready")?["status"] == "True" }
      _ = try await node.admin.delete(node.pods, name: "web", options: DeleteOptions(gracePeriodSeconds: 30))
      let pod = try await node.wait(for: "web") { $0?[path: "status", "containerStatuses"]?[1]?[path: "state", "terminated"] != nil }
      #expect(pod?.firstContainer?[path: "state", "running"] != nil && pod?[path: "status", "phase"] == "Running")
      #expect(pod?.condition("Ready")?["status"] == "False")
    }
  }

  @Test func jobPodSucceeds() async throws {
    try await NodeFixture.with { node in
      node.runtime.script(container: "app", .exit(0))
      try await node.createPod("job") { $0[path: "spec", "restartPolicy"] = "Never" }
      let pod = try await node.wait(for: "job") { $0?[path: "status", "phase"] == "Succeeded" }
      #expect(pod?.firstContainer?[path: "state", "terminated", "reason"] == "Completed")
      #expect(pod?.condition("Ready")?["reason"] == "PodCompleted")
    }
  }

  @Test func crashingContainerBacksOffAndRestarts() async throws {
    try await NodeFixture.with { node in
      node.runtime.script(container: "app", .exit(1))
      try await node.createPod("crash")
      let pod = try await node.wait(for: "crash") { $0?.firstContainer?[path: "state", "waiting", "reason"] == "CrashLoopBackOff" }
      #expect(pod?.firstContainer?["restartCount"] == 1)
      #expect(
        pod?.firstContainer?[path: "state", "waiting", "message"]?.string?.hasPrefix(
          "back-off 10s restarting failed container=app pod=crash_default(") == true)
      node.runtime.script(container: "app", .run)
      node.clock.advance(by: .seconds(11))
      let running = try await node.wait(for: "crash") { $0?.condition("Ready")?["status"] == "True" }
      #expect(running?.firstContainer?["restartCount"] == 2)
      #expect(running?.firstContainer?[path: "lastState", "terminated", "exitCode"] == 1)
    }
  }

  @Test func exitOfARunningContainerRestartsItAtOnce() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("web")
      try await node.wait(for: "web") { $0?.condition("Ready")?["status"] == "True" }
      #expect(node.runtime.exit(container: "app", code: 2))
      let pod = try await node.wait(for: "web") { $0?.firstContainer?["restartCount"] == 1 && $0?.firstContainer?["ready"] == true }
      #expect(pod?.firstContainer?[path: "lastState", "terminated", "exitCode"] == 2)
    }
  }

  @Test func podWaitsForItsConfigMapAndSeesItChange() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("web") {
        $0[path: "spec", "volumes"] = [["name": "v", "configMap": ["name": "c"]]]
        $0[path: "spec", "containers"] = [["name": "app", "image": "busybox", "volumeMounts": [["name": "v", "mountPath": "/v"]]]]
      }
      let event = try await node.waitForEvent("FailedMount", about: "web")
      #expect(event?["message"] == "MountVolume.SetUp failed for volume \"v\" : configmap \"c\" not found")
      try await node.create("configmaps", ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "c"], "data": ["k": "1"]])
      let pod = try await node.wait(for: "web") { $0?.condition("Ready")?["status"] == "True" }
      let path = "\(node.root)/kubelet/pods/\(pod?.uid ?? "")/volumes/kubernetes.io~configmap/v/k"
      #expect(Files.read(path) == Array("1".utf8))
    }
  }

  @Test func imageThatCannotBePulledIsReported() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("web") {
        $0[path: "spec", "containers"] = [["name": "app", "image": "none", "imagePullPolicy": "IfNotPresent"]]
      }
      try await node.wait(for: "web") { $0?.firstContainer?[path: "state", "waiting", "reason"] == "ErrImagePull" }
      node.clock.advance(by: .seconds(2))
      try await node.wait(for: "web") { $0?.firstContainer?[path: "state", "waiting", "reason"] == "ImagePullBackOff" }
      node.runtime.publishImage("none")
      node.clock.advance(by: .seconds(10))
      try await node.wait(for: "web") { $0?.condition("Ready")?["status"] == "True" }
    }
  }

  @Test("a pod that wants users of its own gets no sandbox with the host's")
  func userNamespace() {
    let configuration = KubeletConfiguration(nodeName: "n1", rootDirectory: "/r", logDirectory: "/l", capacity: bigNode)
    #expect(PodSandboxConfig(makePod(), attempt: 0, configuration).usesHostUsers)
    #expect(!PodSandboxConfig(makePod { $0[path: "spec", "hostUsers"] = false }, attempt: 0, configuration).usesHostUsers)
  }

  @Test func podThatDoesNotFitFails() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("big") {
        $0[path: "spec", "containers"] = [["name": "app", "image": "busybox", "resources": ["requests": ["cpu": "8"]]]]
      }
      let pod = try await node.wait(for: "big") { $0?[path: "status", "phase"] == "Failed" }
      #expect(pod?[path: "status", "reason"] == "OutOfcpu")
      #expect(!node.runtime.calls.contains { $0.operation == .runPodSandbox })
    }
  }

  @Test("an image's name that can't be read is called so")
  func malformedImageName() async throws {
    try await NodeFixture.with { node in
      node.runtime.fail(.image, with: RuntimeError(.invalid, "invalid"))
      try await node.createPod("web")
      let event = try await node.waitForEvent("InspectFailed", about: "web")
      #expect(event?["message"]?.string?.hasSuffix("couldn't parse image name \"busybox\": invalid reference format") == true)
    }
  }

  @Test func failedLivenessProbeRestartsTheContainer() async throws {
    try await NodeFixture.with { node in
      node.runtime.onExec { _, _ in ExecResult(stdout: Array("sick".utf8), stderr: [], exitCode: 1) }
      try await node.createPod("web") {
        $0[path: "spec", "containers"] = [
          ["name": "app", "image": "busybox", "livenessProbe": ["exec": ["command": ["check"]], "failureThreshold": 1]]
        ]
      }
      #expect(try await node.waitForEvent("Unhealthy", about: "web")?["message"] == "Liveness probe failed: sick")
      let pod = try await node.wait(for: "web") { ($0?.firstContainer?["restartCount"]?.int ?? 0) >= 1 }
      #expect(pod != nil)
      #expect(try await node.waitForEvent("Killing", about: "web")?["message"] == "Container app failed liveness probe, will be restarted")
    }
  }

  @Test func nextKubeletAdoptsWhatRunsAndStopsOrphans() async throws {
    let directory = TemporaryDirectory()
    try await NodeFixture.with { node in
      try await node.createPod("kept")
      let before = try await node.wait(for: "kept") { $0?.condition("Ready")?["status"] == "True" }
      // A second kubelet on the same runtime, as after a restart.
      node.runtime.clearCalls()
      let orphan = PodSandboxConfig(name: "lost", namespace: "default", uid: "lost-uid", logDirectory: directory.path)
      let sandbox = try await node.runtime.runPodSandbox(orphan)
      _ = try await node.runtime.startContainer(
        node.runtime.createContainer(sandbox: sandbox, ContainerConfig(name: "old", image: "busybox", logPath: "old/0.log")))
      let next = NodeFixture.kubelet(
        node.root, node.admin, node.runtime, node.clock, Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let (removals, removed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      node.runtime.onCall { if $0.operation == .removePodSandbox, $0.subject == "lost" { removed.yield() } }
      let serving = Task { try await next.run() }
      for await _ in removals { break }
      serving.cancel()
      try await serving.value
      let after = try await node.wait(for: "kept") { $0 != nil }
      #expect(after?.firstContainer?["containerID"] == before?.firstContainer?["containerID"])
      #expect(after?.firstContainer?["restartCount"] == 0)
      #expect(!node.runtime.calls.contains(.init(.stopContainer, "app")) && node.runtime.calls.contains(.init(.stopContainer, "old")))
    }
  }
}
