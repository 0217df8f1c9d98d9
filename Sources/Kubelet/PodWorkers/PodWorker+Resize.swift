import APIMachinery
import Basics
import RuntimeInterface

extension PodWorker {
  /// Gives running containers the limits that the node has set aside for them. The pod's own group is widened before its containers
  /// are and narrowed after them, so that no container is ever held below its own limit by the pod's.
  func applyResize(_ names: [String], _ pod: Pod, _ runtime: PodRuntimeStatus) async throws {
    guard let sandbox = runtime.readySandbox else { return }
    resize.isInProgress = true
    let whole = LinuxResources(pod: pod)
    do {
      // On the way both groups may be used up to the larger of the limits.
      try await context.runtime.updatePodSandbox(sandbox.id, resources: Self.wider(whole, runtime))
      for name in names {
        guard let container = pod.container(named: name), let status = runtime.newest(name), status.state == .running else { continue }
        var change = LinuxResources(container, of: pod, nodeMemoryBytes: context.configuration.capacity.memoryBytes)
        // The score is set when a process starts, and can't be changed without a right that the node may lack.
        change.oomScoreAdj = nil
        try await context.runtime.updateContainer(status.id, resources: change)
      }
      try await context.runtime.updatePodSandbox(sandbox.id, resources: whole)
      resize.problem = nil
      resize.isInProgress = false
    } catch let error as RuntimeError {
      resize.problem = error.message
      context.events.warning(EventTarget(pod), "ResizeError", "Error resizing pod: \(error.message)")
      throw error
    }
  }

  /// The pod's new limits, none of them below the sum of what its containers have now.
  static func wider(_ whole: LinuxResources, _ runtime: PodRuntimeStatus) -> LinuxResources {
    var result = whole
    let running = runtime.runningContainers.compactMap(\.resources)
    func sum(_ limit: (LinuxResources) -> Int64?) -> Int64 { running.reduce(0) { $0.addingSaturated(limit($1) ?? 0) } }
    if let memory = whole.memoryLimitBytes { result.memoryLimitBytes = max(memory, sum(\.memoryLimitBytes)) }
    if let quota = whole.cpuQuotaMicroseconds { result.cpuQuotaMicroseconds = max(quota, sum(\.cpuQuotaMicroseconds)) }
    return result
  }
}
