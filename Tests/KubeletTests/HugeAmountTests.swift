import APIMachinery
import Basics
import RuntimeInterface
import Testing

@testable import Kubelet

/// Amounts are the clients': however large, alone or together, they are no more than the largest number.
@Suite struct HugeAmountTests {
  private func pod(_ limits: Value, count: Int = 2) -> Pod {
    makePod(containers: (0..<count).map { ["name": .string("c\($0)"), "resources": ["limits": limits, "requests": limits]] })
  }

  @Test("the kernel's limits stay within what kernels take", arguments: ["100T", "9E", "99999E", "1e60"])
  func limits(_ text: String) {
    let pod = pod(["cpu": .string(text), "memory": .string(text)])
    let container = LinuxResources(pod.containers[0], of: pod, nodeMemoryBytes: 1)
    let whole = LinuxResources(pod: pod)
    for resources in [container, whole] {
      #expect(resources.cpuShares == 262_144 && resources.cpuQuotaMicroseconds == 1 << 44 - 1)
      #expect((resources.memoryLimitBytes ?? 0) >= 100_000_000_000_000)
    }
    var status = makeContainer("c0")
    status.resources = container
    var other = makeContainer("c1")
    other.resources = container
    let wider = PodWorker.wider(whole, makeRuntime([makeSandbox()], [status, other]))
    #expect((wider.memoryLimitBytes ?? 0) >= whole.memoryLimitBytes ?? 0)
  }

  @Test("sums are the largest number, and don't fit")
  func sums() {
    let huge = pod(["cpu": "9E", "memory": "9E", "ephemeral-storage": "9E"])
    #expect(huge.limits.memoryBytes == .max && huge.limits.cpuMillis == .max && huge.limits.ephemeralStorageBytes == .max)
    let admission = NodeAdmission(labels: [:], nodeName: "n1", allocatable: bigNode)
    #expect(admission.reject(pod(["memory": "1Gi"]), others: [huge, huge])?.reason == "OutOfmemory")
    #expect(admission.reject(huge, others: [huge])?.reason == "OutOfcpu")
    var resize = PodResize()
    _ = resize.allocate(pod(["cpu": "1"]), others: [huge], allocatable: bigNode)
    #expect(resize.allocate(pod(["cpu": "2"]), others: [huge], allocatable: bigNode).requests.cpuMillis == 2_000)
    let usage = EvictionCandidate.Usage(container: "c", bytes: 0, requestBytes: .max)
    let candidate = EvictionCandidate(pod: huge, containers: [usage, usage])
    #expect(EvictionCandidate.first([candidate, candidate])?.pod == huge)
  }

  @Test("the downward API divides them")
  func downward() throws {
    let pod = pod(["memory": "99999E"])
    let context = DownwardContext(pod: pod, podIPs: [], hostIPs: [], nodeName: "n1", allocatable: bigNode)
    func text(_ divisor: Value) throws -> String {
      try context.resource(["resource": "limits.memory", "divisor": divisor], container: pod.containers[0])
    }
    #expect(try text("1") == String(Int64.max) && text("99999E") == "1" && text("1Ei") == "8")
  }

  @Test("saturating arithmetic ends at both ends of the range")
  func arithmetic() {
    #expect(Int64.max.addingSaturating(1) == .max && Int64.min.addingSaturating(-1) == .min && Int64(1).addingSaturating(2) == 3)
    #expect(Int64.max.subtractingSaturating(-1) == .max && Int64.min.subtractingSaturating(1) == .min)
    #expect(Int64.max.multipliedSaturating(by: 2) == .max && Int64.max.multipliedSaturating(by: -2) == .min)
    #expect(Int64.min.multipliedSaturating(by: -1) == .max)
  }
}
