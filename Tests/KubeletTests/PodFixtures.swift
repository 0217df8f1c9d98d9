import APIMachinery
import Basics
import RuntimeInterface

@testable import Kubelet

let start = Timestamp(secondsSinceEpoch: 1_700_000_000)

/// A pod of the given containers; `change` sets what else a test is about.
func makePod(
  _ name: String = "web", containers: [Value] = [["name": "app", "image": "busybox"]], uid: String = "uid-1",
  change: (inout Value) -> Void = { _ in }
) -> Pod {
  var value: Value = [
    "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name), "namespace": "default", "uid": .string(uid)],
    "spec": ["containers": .array(containers), "nodeName": "n1"],
  ]
  change(&value)
  return Pod(value)
}

func makeSandbox(_ id: String = "s1", attempt: Int = 0, ready: Bool = true, at offset: Int = 0) -> PodSandboxStatus {
  PodSandboxStatus(
    id: id, name: "web", namespace: "default", uid: "uid-1", attempt: attempt, state: ready ? .ready : .notReady,
    createdAt: start + .seconds(offset), ips: ["10.0.0.7"])
}

func makeContainer(
  _ name: String, _ state: ContainerStatus.State = .running, code: Int32 = 0, attempt: Int = 0, sandbox: String = "s1", at offset: Int = 1
) -> ContainerStatus {
  var status = ContainerStatus(
    id: "\(name)-\(attempt)", sandboxID: sandbox, name: name, attempt: attempt, state: state, createdAt: start + .seconds(offset),
    image: "busybox", imageID: "sha256:1", logPath: "/dev/null")
  if state != .created { status.startedAt = start + .seconds(offset) }
  if state == .exited { (status.exitCode, status.finishedAt) = (code, start + .seconds(offset + 1)) }
  return status
}

func makeRuntime(_ sandboxes: [PodSandboxStatus], _ containers: [ContainerStatus] = []) -> PodRuntimeStatus {
  PodRuntimeStatus.group(sandboxes, containers)["uid-1"] ?? PodRuntimeStatus(uid: "uid-1", name: "web", namespace: "default")
}

let bigNode = NodeResources(cpuMillis: 4_000, memoryBytes: 8 << 30, ephemeralStorageBytes: 100 << 30)
