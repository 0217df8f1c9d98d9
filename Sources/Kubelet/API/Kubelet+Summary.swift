import APIMachinery
import Basics
import RuntimeInterface

extension Kubelet {
  /// `/stats/summary`: upstream's stats/v1alpha1 Summary.
  func summary(onlyCPUAndMemory: Bool) async -> Value {
    let statistics = await statistics()
    var node: Value = ["nodeName": .string(context.configuration.nodeName)]
    let time = Value.string(statistics.time.rfc3339)
    if let start = statistics.host.startedAt { node["startTime"] = .string(start.rfc3339) }
    if let cpu = statistics.host.cpuNanoseconds { node["cpu"] = Self.cpu(cpu, time) }
    if let working = statistics.host.workingSetBytes {
      var memory = Self.memory(usage: working, workingSet: working, time)
      if let available = statistics.host.memoryAvailableBytes { memory["availableBytes"] = .int(Int64(clamping: available)) }
      node["memory"] = memory
    }
    if !onlyCPUAndMemory { await addStorage(to: &node, time) }
    return ["node": node, "pods": .array(statistics.pods.map { Self.pod($0, time, onlyCPUAndMemory) })]
  }

  private static func pod(_ use: NodeStatistics.PodUse, _ time: Value, _ onlyCPUAndMemory: Bool) -> Value {
    var value: Value = [
      "podRef": ["name": .string(use.pod.name), "namespace": .string(use.pod.namespace), "uid": .string(use.pod.uid)],
      "containers": .array(use.containers.map { container($0, time, onlyCPUAndMemory) }),
    ]
    if let start = use.startedAt { value["startTime"] = .string(start.rfc3339) }
    if !use.containers.isEmpty {
      value["cpu"] = cpu(use.cpuNanoseconds, time)
      value["memory"] = memory(usage: use.memoryBytes, workingSet: use.workingSetBytes, time)
    }
    return value
  }

  private static func container(_ container: NodeStatistics.Container, _ time: Value, _ onlyCPUAndMemory: Bool) -> Value {
    let (status, stats) = (container.status, container.stats)
    var value: Value = [
      "name": .string(status.name), "startTime": .string((status.startedAt ?? status.createdAt).rfc3339),
      "cpu": cpu(stats.cpuUsageNanoseconds, time),
      "memory": memory(usage: stats.memoryUsageBytes, workingSet: stats.memoryWorkingSetBytes, time),
    ]
    if !onlyCPUAndMemory, let bytes = stats.writableLayerBytes { value["rootfs"] = ["time": time, "usedBytes": .int(Int64(clamping: bytes))] }
    return value
  }

  private static func cpu(_ nanoseconds: UInt64, _ time: Value) -> Value {
    ["time": time, "usageCoreNanoSeconds": .int(Int64(clamping: nanoseconds))]
  }

  private static func memory(usage: UInt64, workingSet: UInt64, _ time: Value) -> Value {
    ["time": time, "usageBytes": .int(Int64(clamping: usage)), "workingSetBytes": .int(Int64(clamping: workingSet))]
  }

  private func addStorage(to node: inout Value, _ time: Value) async {
    guard let observer else { return }
    let usage = await context.threads.run { observer.usage() }
    func fileSystem(_ space: EvictionSignal, _ inodes: EvictionSignal) -> Value? {
      guard let space = usage.amounts[space] else { return nil }
      var value: Value = [
        "time": time, "availableBytes": .int(space.available), "capacityBytes": .int(space.capacity),
        "usedBytes": .int(space.capacity - space.available),
      ]
      if let inodes = usage.amounts[inodes] {
        value["inodesFree"] = .int(inodes.available)
        value["inodes"] = .int(inodes.capacity)
        value["inodesUsed"] = .int(inodes.capacity - inodes.available)
      }
      return value
    }
    if let fs = fileSystem(.nodefsAvailable, .nodefsInodesFree) { node["fs"] = fs }
    if let fs = fileSystem(.imagefsAvailable, .imagefsInodesFree) { node["runtime"] = ["imageFs": fs, "containerFs": fs] }
    if let processes = usage.amounts[.pidAvailable] {
      node["rlimit"] = [
        "time": time, "maxpid": .int(processes.capacity), "curproc": .int(processes.capacity - processes.available),
      ]
    }
  }
}
