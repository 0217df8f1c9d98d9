import APIMachinery
import RuntimeInterface

extension PodActions {
  /// Decides from the pod, what the runtime has of it, and what its probes say. Asking again gives the same answer until
  /// something has changed.
  init(for pod: Pod, _ runtime: PodRuntimeStatus, _ probes: ProbeResults) {
    let sandbox = SandboxNeed(pod, runtime)
    sandboxID = sandbox.id
    attempt = sandbox.attempt
    if sandbox.isMissing {
      createsSandbox = true
      killsPod = !runtime.isEmpty
      decideStartInNewSandbox(pod, runtime)
      return
    }
    for (index, container) in pod.ephemeralContainers.enumerated() where runtime.newest(container.name) == nil {
      ephemeralContainersToStart.append(index)
    }
    let initialization = InitSequence(pod, runtime, probes)
    containersToKill = initialization.kills
    initContainersToStart = initialization.starts
    containersToResize = initialization.resizes
    if initialization.hasFailed { killsPod = true }
    guard initialization.isDone, !killsPod else { return }
    decideContainers(pod, runtime, probes)
  }

  private mutating func decideStartInNewSandbox(_ pod: Pod, _ runtime: PodRuntimeStatus) {
    // A pod that must never restart has lost its containers with its sandbox for good.
    let isOver = pod.restartPolicy == .never && pod.containers.allSatisfy { !$0.mayRestart(in: .never) }
    if isOver, attempt > 0, !runtime.containers.isEmpty {
      createsSandbox = false
      return
    }
    let pending = pod.containers.indices.filter { index in
      let container = pod.containers[index]
      guard container.restartPolicy(in: pod.restartPolicy) != .always, let last = runtime.newest(container.name), last.state == .exited
      else { return true }
      return container.restarts(afterExit: last.exitCode, in: pod.restartPolicy)
    }
    if pending.isEmpty {
      createsSandbox = false
    } else if pod.initContainers.isEmpty {
      containersToStart = pending
    } else {
      initContainersToStart = [0]
    }
  }

  private mutating func decideContainers(_ pod: Pod, _ runtime: PodRuntimeStatus, _ probes: ProbeResults) {
    var keptCount = 0
    for (index, container) in pod.containers.enumerated() {
      guard let status = runtime.newest(container.name), status.state == .running else {
        if Self.shouldRestart(container, pod, runtime) {
          if let status = runtime.newest(container.name), status.state == .unknown {
            containersToKill.append(.init(
              id: status.id, name: container.name, reason: .unknownState,
              message: "Container is in unknown state, try killing it before restart"))
          }
          containersToStart.append(index)
        }
        continue
      }
      guard let (reason, message, alwaysRestarts) = Self.fault(of: container, status, probes, pod) else {
        keptCount += 1
        if ResizeNeed(container, of: pod, status) == .inPlace { containersToResize.append(container.name) }
        continue
      }
      let restarts = alwaysRestarts || container.mayRestart(in: pod.restartPolicy)
      if restarts { containersToStart.append(index) }
      containersToKill.append(.init(
        id: status.id, name: container.name, reason: reason, message: restarts ? message + ", will be restarted" : message))
    }
    if keptCount == 0, containersToStart.isEmpty { killsPod = true }
  }

  /// Why a running container has to go.
  private static func fault(
    of container: ContainerSpec, _ status: ContainerStatus, _ probes: ProbeResults, _ pod: Pod
  ) -> (Kill.Reason, String, alwaysRestarts: Bool)? {
    if let hash = status.annotations[RuntimeLabels.containerHash], hash != container.hash {
      return (.definitionChanged, "Container \(container.name) definition changed", true)
    }
    if probes[status.id, .liveness] == false { return (.livenessProbe, "Container \(container.name) failed liveness probe", false) }
    if probes[status.id, .startup] == false { return (.startupProbe, "Container \(container.name) failed startup probe", false) }
    if ResizeNeed(container, of: pod, status) == .restart {
      return (.resize, "Container \(container.name) resize requires restart", false)
    }
    return nil
  }

  static func shouldRestart(_ container: ContainerSpec, _ pod: Pod, _ runtime: PodRuntimeStatus) -> Bool {
    if pod.object.isBeingDeleted { return false }
    guard let status = runtime.newest(container.name) else { return true }
    switch status.state {
    case .running: return false
    case .created, .unknown: return true
    case .exited: return container.restarts(afterExit: status.exitCode, in: pod.restartPolicy)
    }
  }
}

/// Whether the pod's newest sandbox can hold its containers.
struct SandboxNeed {
  var isMissing: Bool
  var id: String?
  var attempt: Int

  init(_ pod: Pod, _ runtime: PodRuntimeStatus) {
    guard let newest = runtime.newestSandbox else {
      (isMissing, id, attempt) = (true, nil, 0)
      return
    }
    let readyCount = runtime.sandboxes.count { $0.state == .ready }
    let hasNetwork = pod.isHostNetwork || !newest.ips.isEmpty
    isMissing = readyCount > 1 || newest.state != .ready || !hasNetwork
    id = newest.id
    attempt = isMissing ? newest.attempt + 1 : newest.attempt
  }
}
