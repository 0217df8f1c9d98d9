import APIMachinery
import RuntimeInterface

/// A pod's quality-of-service class (Pod QoS classes) and what follows from it for the kernel.
enum QualityOfService: String, Sendable {
  case guaranteed = "Guaranteed"
  case burstable = "Burstable"
  case bestEffort = "BestEffort"

  init(_ pod: Pod) {
    if let known = pod.status["qosClass"]?.string.flatMap(Self.init) {
      self = known
      return
    }
    var isGuaranteed = true
    var isBestEffort = true
    for container in pod.initContainers + pod.containers {
      for resource in ["cpu", "memory"] {
        let resources = container.value["resources"]
        let limit = ResourceAmount.milli(resources?["limits"]?[resource]) ?? 0
        let request = ResourceAmount.milli(resources?["requests"]?[resource]) ?? limit
        if request > 0 || limit > 0 { isBestEffort = false }
        if limit <= 0 || request != limit { isGuaranteed = false }
      }
    }
    self = isBestEffort ? .bestEffort : isGuaranteed ? .guaranteed : .burstable
  }

  /// Below the kubelet's cgroup root; guaranteed pods sit at its top.
  func cgroupParent(uid: String) -> String {
    switch self {
    case .guaranteed: "pod\(uid)"
    case .burstable: "burstable/pod\(uid)"
    case .bestEffort: "besteffort/pod\(uid)"
    }
  }

  /// How gladly the kernel kills the process when the node runs out of memory: guaranteed last, best-effort first, burstable by
  /// how small a share of the node's memory it asked for (Node-pressure eviction, "node out of memory behavior").
  func oomScoreAdjustment(memoryRequestBytes: Int64, nodeMemoryBytes: Int64) -> Int {
    switch self {
    case .guaranteed: return -997
    case .bestEffort: return 1000
    case .burstable:
      let share = nodeMemoryBytes > 0 ? Int(min(1000 * Double(memoryRequestBytes) / Double(nodeMemoryBytes), 1000)) : 0
      return min(max(1000 - share, 3), 999)
    }
  }
}

extension LinuxResources {
  private static let period: Int64 = 100_000
  /// The largest that kernels take (kernel/sched/core.c, max_cfs_runtime): so many CPUs no host has.
  private static let quotaMax: Int64 = 1 << 44 - 1

  /// The limits of one container.
  init(_ container: ContainerSpec, of pod: Pod, nodeMemoryBytes: Int64) {
    self.init()
    let limits = container.value["resources"]?["limits"]
    let requests = container.value["resources"]?["requests"]
    setCPU(
      request: ResourceAmount.milli(requests?["cpu"]) ?? ResourceAmount.milli(limits?["cpu"]) ?? 0,
      limit: ResourceAmount.milli(limits?["cpu"]) ?? 0)
    if let memory = ResourceAmount.value(limits?["memory"]), memory > 0 { memoryLimitBytes = memory }
    let memoryRequest = ResourceAmount.value(requests?["memory"]) ?? ResourceAmount.value(limits?["memory"]) ?? 0
    oomScoreAdj =
      pod.isCritical
      ? -997 : QualityOfService(pod).oomScoreAdjustment(memoryRequestBytes: memoryRequest, nodeMemoryBytes: nodeMemoryBytes)
  }

  /// The limits of the pod's own cgroup: a limit only where every container has one.
  init(pod: Pod) {
    self.init()
    let all = pod.initContainers + pod.containers
    func everyOneHas(_ resource: String) -> Bool {
      all.allSatisfy { (ResourceAmount.milli($0.value["resources"]?["limits"]?[resource]) ?? 0) > 0 }
    }
    setCPU(request: pod.requests.cpuMillis, limit: everyOneHas("cpu") ? pod.limits.cpuMillis : 0)
    if everyOneHas("memory"), pod.limits.memoryBytes > 0 { memoryLimitBytes = pod.limits.memoryBytes }
  }

  /// 1024 shares a CPU, at least 2; the quota at least 1 ms, as the kernel wants it.
  private mutating func setCPU(request: Int64, limit: Int64) {
    cpuShares = min(max(request.multipliedSaturating(by: 1_024) / 1_000, 2), 262_144)
    guard limit > 0 else { return }
    cpuPeriodMicroseconds = Self.period
    cpuQuotaMicroseconds = min(max(limit.multipliedSaturating(by: Self.period / 1_000), 1_000), Self.quotaMax)
  }
}
