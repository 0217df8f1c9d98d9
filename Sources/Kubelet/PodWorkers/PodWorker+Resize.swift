import APIMachinery
import Basics
import RuntimeInterface

extension PodWorker {
  /// Gives running containers the limits that the node has set aside for them. The pod's own group is widened before its containers
  /// are and narrowed after them (`endResize`), so that no container is ever held below its own limit by the pod's. False when it
  /// couldn't be: why is part of the status, and it is tried again.
  func beginResize(_ names: [String], _ pod: Pod, _ runtime: PodRuntimeStatus) async -> Bool {
    guard let sandbox = runtime.readySandbox else { return false }
    return await reportingProblem(pod) { () async throws in
      let changes = try await changes(names, pod, runtime)
      // On the way both groups may be used up to the larger of the limits.
      try await context.runtime.updatePodSandbox(sandbox.id, resources: Self.wider(LinuxResources(pod: pod), runtime))
      for (id, change) in changes { try await context.runtime.updateContainer(id, resources: change) }
    }
  }

  /// When the containers have their new limits, or those that have to be started anew for them are gone.
  func endResize(_ pod: Pod, _ runtime: PodRuntimeStatus) async {
    guard let sandbox = runtime.readySandbox else { return }
    _ = await reportingProblem(pod) { () async throws in
      try await context.runtime.updatePodSandbox(sandbox.id, resources: LinuxResources(pod: pod))
    }
  }

  /// All or none: throws when one of the containers can't have its limits.
  private func changes(_ names: [String], _ pod: Pod, _ runtime: PodRuntimeStatus) async throws -> [(id: String, LinuxResources)] {
    var changes: [(id: String, LinuxResources)] = []
    for name in names {
      guard let container = pod.container(named: name), let status = runtime.newest(name), status.state == .running else { continue }
      var change = LinuxResources(container, of: pod, nodeMemoryBytes: context.configuration.capacity.memoryBytes)
      // The score is set when a process starts, and can't be changed without a right that the node may lack.
      change.oomScoreAdj = nil
      let used = try await context.runtime.containerStats(status.id).memoryWorkingSetBytes
      if let obstacle = PodResize.obstacle(name, change, status.resources ?? LinuxResources(), usedBytes: used) {
        throw RuntimeError(.failed, obstacle)
      }
      changes.append((status.id, change))
    }
    return changes
  }

  private func reportingProblem(_ pod: Pod, _ work: () async throws -> Void) async -> Bool {
    do {
      try await work()
      resize.problem = nil
      return true
    } catch {
      if Task.isCancelled { return false }
      resize.problem = "\(error)"
      context.events.warning(EventTarget(pod), "ResizeError", "Error resizing pod: \(error)")
      wake(at: context.clock.now + retries.next())
      return false
    }
  }

  /// The pod's new limits, none of them below the sum of what its containers have now.
  static func wider(_ whole: LinuxResources, _ runtime: PodRuntimeStatus) -> LinuxResources {
    var result = whole
    let running = runtime.runningContainers.compactMap(\.resources)
    func sum(_ limit: (LinuxResources) -> Int64?) -> Int64 { running.reduce(0) { $0.addingSaturating(limit($1) ?? 0) } }
    if let memory = whole.memoryLimitBytes { result.memoryLimitBytes = max(memory, sum(\.memoryLimitBytes)) }
    if let quota = whole.cpuQuotaMicroseconds { result.cpuQuotaMicroseconds = max(quota, sum(\.cpuQuotaMicroseconds)) }
    return result
  }
}
