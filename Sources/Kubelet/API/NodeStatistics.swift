import Basics
import RuntimeInterface

/// What the node, its pods and their containers use at a moment.
struct NodeStatistics: Sendable {
  struct Container: Sendable {
    var status: ContainerStatus
    var stats: ContainerStats
  }
  struct PodUse: Sendable {
    var pod: Pod
    var startedAt: Timestamp?
    var containers: [Container]
    var cpuNanoseconds: UInt64 { containers.reduce(0) { $0 &+ $1.stats.cpuUsageNanoseconds } }
    var memoryBytes: UInt64 { containers.reduce(0) { $0 &+ $1.stats.memoryUsageBytes } }
    var workingSetBytes: UInt64 { containers.reduce(0) { $0 &+ $1.stats.memoryWorkingSetBytes } }
  }

  var time: Timestamp
  var pods: [PodUse]
  var host: HostUse

  /// The whole host's, since it started.
  struct HostUse: Sendable, Hashable {
    var cpuNanoseconds: UInt64?
    var memoryTotalBytes: UInt64?
    var memoryAvailableBytes: UInt64?
    var startedAt: Timestamp?

    /// From the text of /proc/stat (proc(5): times in hundredths of a second on Linux) and /proc/meminfo.
    init(stat: String, meminfo: String) {
      for line in stat.split(separator: "\n") {
        let fields = line.split(separator: " ")
        if fields.first == "cpu" {
          // user nice system idle iowait irq softirq steal; guests' times are within the first two.
          let ticks = fields.dropFirst().prefix(8).compactMap { UInt64($0) }
          if ticks.count == 8 { cpuNanoseconds = (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) &* 10_000_000 }
        } else if fields.first == "btime", fields.count == 2 {
          startedAt = Int64(fields[1]).map { Timestamp(secondsSinceEpoch: $0) }
        }
      }
      for line in meminfo.split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count >= 2, let kibibytes = UInt64(fields[1]) else { continue }
        if fields[0] == "MemTotal:" { memoryTotalBytes = kibibytes &* 1_024 }
        if fields[0] == "MemAvailable:" { memoryAvailableBytes = kibibytes &* 1_024 }
      }
    }

    /// What can't be given back.
    var workingSetBytes: UInt64? {
      guard let memoryTotalBytes, let memoryAvailableBytes else { return nil }
      return memoryTotalBytes >= memoryAvailableBytes ? memoryTotalBytes - memoryAvailableBytes : 0
    }
  }
}

extension Kubelet {
  /// A container that ends meanwhile is left out.
  func statistics() async -> NodeStatistics {
    let context = context
    let pods = workers.all.map(\.pod).sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    var uses: [NodeStatistics.PodUse] = []
    for pod in pods {
      let runtime = context.cache.status(of: pod)
      var containers: [NodeStatistics.Container] = []
      for status in runtime.containers where status.state == .running {
        guard let stats = try? await context.runtime.containerStats(status.id) else { continue }
        containers.append(.init(status: status, stats: stats))
      }
      uses.append(.init(pod: pod, startedAt: runtime.readySandbox?.createdAt, containers: containers))
    }
    let host = await context.threads.run {
      NodeStatistics.HostUse(stat: Self.file("/proc/stat"), meminfo: Self.file("/proc/meminfo"))
    }
    return NodeStatistics(time: context.clock.now, pods: uses, host: host)
  }

  private static func file(_ path: String) -> String { String(decoding: Files.read(path, limit: 1 << 20) ?? [], as: UTF8.self) }
}
