import Basics
import Client
import RuntimeInterface

/// `/metrics` and what is below it, under upstream's names.
extension Kubelet {
  func metrics(_ rest: [String]) async -> HTTPResponse {
    let text: PrometheusText
    switch rest {
    case []: text = ownMetrics()
    case ["resource"]: text = Self.resourceMetrics(await statistics())
    case ["cadvisor"]: text = containerMetrics(await statistics())
    case ["probes"]: text = context.probeCounts.text
    default: return Self.notFound
    }
    return HTTPResponse(200, headers: ["Content-Type": PrometheusText.contentType], body: .bytes(Array(text.text.utf8)))
  }

  private func ownMetrics() -> PrometheusText {
    var text = PrometheusText()
    text.describe("kubelet_node_name", .gauge, "The node's name.")
    text.sample("kubelet_node_name", [("node", context.configuration.nodeName)], 1)
    let statuses = workers.all.map { context.cache.status(of: $0.pod) }
    text.describe("kubelet_running_pods", .gauge, "Number of pods that have a running pod sandbox.")
    text.sample("kubelet_running_pods", Double(statuses.count { $0.readySandbox != nil }))
    text.describe("kubelet_desired_pods", .gauge, "Number of pods the kubelet is to run.")
    text.sample("kubelet_desired_pods", Double(statuses.count))
    text.describe("kubelet_running_containers", .gauge, "Number of containers by state.")
    let containers = statuses.flatMap(\.containers)
    let states: [(ContainerStatus.State, String)] = [(.created, "created"), (.running, "running"), (.exited, "exited"), (.unknown, "unknown")]
    for (state, name) in states {
      text.sample("kubelet_running_containers", [("container_state", name)], Double(containers.count { $0.state == state }))
    }
    return text
  }

  /// What metrics servers and autoscalers read.
  static func resourceMetrics(_ statistics: NodeStatistics) -> PrometheusText {
    var text = PrometheusText()
    let time = statistics.time
    func labels(_ use: NodeStatistics.PodUse) -> [(String, String)] { [("namespace", use.pod.namespace), ("pod", use.pod.name)] }
    func each(_ body: (NodeStatistics.PodUse, NodeStatistics.Container) -> Void) {
      for use in statistics.pods { for container in use.containers { body(use, container) } }
    }
    text.describe("container_cpu_usage_seconds_total", .counter, "Cumulative cpu time consumed by the container in core-seconds.")
    each { text.sample("container_cpu_usage_seconds_total", [("container", $1.status.name)] + labels($0), seconds($1.stats.cpuUsageNanoseconds), at: time) }
    text.describe("container_memory_working_set_bytes", .gauge, "Current working set of the container in bytes.")
    each { text.sample("container_memory_working_set_bytes", [("container", $1.status.name)] + labels($0), Double($1.stats.memoryWorkingSetBytes), at: time) }
    text.describe("container_start_time_seconds", .gauge, "Start time of the container since unix epoch in seconds.")
    each { use, container in
      let start = container.status.startedAt ?? container.status.createdAt
      text.sample(
        "container_start_time_seconds", [("container", container.status.name)] + labels(use), Double(start.nanosecondsSinceEpoch) / 1e9)
    }
    if let cpu = statistics.host.cpuNanoseconds {
      text.describe("node_cpu_usage_seconds_total", .counter, "Cumulative cpu time consumed by the node in core-seconds.")
      text.sample("node_cpu_usage_seconds_total", seconds(cpu), at: time)
    }
    if let memory = statistics.host.workingSetBytes {
      text.describe("node_memory_working_set_bytes", .gauge, "Current working set of the node in bytes.")
      text.sample("node_memory_working_set_bytes", Double(memory), at: time)
    }
    text.describe("pod_cpu_usage_seconds_total", .counter, "Cumulative cpu time consumed by the pod in core-seconds.")
    for use in statistics.pods where !use.containers.isEmpty {
      text.sample("pod_cpu_usage_seconds_total", labels(use), seconds(use.cpuNanoseconds), at: time)
    }
    text.describe("pod_memory_working_set_bytes", .gauge, "Current working set of the pod in bytes.")
    for use in statistics.pods where !use.containers.isEmpty {
      text.sample("pod_memory_working_set_bytes", labels(use), Double(use.workingSetBytes), at: time)
    }
    text.describe("resource_scrape_error", .gauge, "1 if there was an error while getting container metrics, 0 otherwise.")
    text.sample("resource_scrape_error", 0)
    return text
  }

  private static func seconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1e9 }

  private func containerMetrics(_ statistics: NodeStatistics) -> PrometheusText {
    var text = PrometheusText()
    let time = statistics.time
    let containers = statistics.pods.flatMap { use in use.containers.map { (use.pod, $0) } }
    func labels(_ pod: Pod, _ status: ContainerStatus) -> [(String, String)] {
      [
        ("container", status.name), ("id", "/kubepods/pod\(pod.uid)/\(status.id)"), ("image", status.image), ("name", status.id),
        ("namespace", pod.namespace), ("pod", pod.name),
      ]
    }
    func family(_ name: String, _ kind: PrometheusText.Kind, _ help: String, _ value: (NodeStatistics.Container) -> Double) {
      text.describe(name, kind, help)
      for (pod, container) in containers { text.sample(name, labels(pod, container.status), value(container), at: time) }
    }
    family("container_cpu_usage_seconds_total", .counter, "Cumulative cpu time consumed in seconds.") { Self.seconds($0.stats.cpuUsageNanoseconds) }
    family("container_memory_usage_bytes", .gauge, "Current memory usage in bytes, including all memory regardless of when it was accessed.") { Double($0.stats.memoryUsageBytes) }
    family("container_memory_working_set_bytes", .gauge, "Current working set in bytes.") { Double($0.stats.memoryWorkingSetBytes) }
    family("container_fs_usage_bytes", .gauge, "Number of bytes that are consumed by the container on this filesystem.") { Double($0.stats.writableLayerBytes ?? 0) }
    family("container_start_time_seconds", .gauge, "Start time of the container since unix epoch in seconds.") {
      Double(($0.status.startedAt ?? $0.status.createdAt).nanosecondsSinceEpoch) / 1e9
    }
    family("container_last_seen", .gauge, "Last time a container was seen by the exporter.") { _ in Double(time.nanosecondsSinceEpoch / 1_000_000_000) }
    text.describe("machine_cpu_cores", .gauge, "Number of logical CPU cores.")
    text.sample("machine_cpu_cores", Double(context.configuration.capacity.cpuMillis) / 1_000)
    text.describe("machine_memory_bytes", .gauge, "Amount of memory installed on the machine.")
    text.sample("machine_memory_bytes", Double(context.configuration.capacity.memoryBytes))
    return text
  }
}
