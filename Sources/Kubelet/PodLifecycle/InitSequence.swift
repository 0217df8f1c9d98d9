import RuntimeInterface

/// Where a pod stands in the sequence of its init containers: one after the other to their end, sidecars (KEP-753) only until
/// they have started.
struct InitSequence {
  private(set) var isDone = false
  /// An init container failed that may not be restarted.
  private(set) var hasFailed = false
  private(set) var starts: [Int] = []
  private(set) var kills: [PodActions.Kill] = []
  /// Running sidecars that get other limits, by name.
  private(set) var resizes: [String] = []

  init(_ pod: Pod, _ runtime: PodRuntimeStatus, _ probes: ProbeResults) {
    guard !pod.initContainers.isEmpty else {
      isDone = true
      return
    }
    // Once a regular container was there, the sequence is over; only the sidecars are kept alive.
    isDone = pod.containers.contains { container in runtime.current(container.name).map { $0.state != .created } ?? false }
    var hasPassed = isDone
    // From the last to the first: the last one that was ever created is where the sequence stands.
    for index in pod.initContainers.indices.reversed() {
      let container = pod.initContainers[index]
      guard let status = runtime.current(container.name) else {
        if hasPassed, container.role == .sidecar { starts.append(index) }
        continue
      }
      if hasPassed, container.role != .sidecar { continue }
      if container.role == .sidecar {
        keepSidecar(index, pod, status, probes, isFrontier: !hasPassed, isLast: index == pod.initContainers.count - 1)
      } else {
        advance(index, status, pod)
      }
      hasPassed = true
      if hasFailed {
        starts = []
        return
      }
    }
    if !hasPassed { starts.append(0) }
    starts.reverse()
  }

  private mutating func advance(_ index: Int, _ status: ContainerStatus, _ pod: Pod) {
    switch status.state {
    case .created, .running: break
    case .unknown:
      kills.append(.init(
        id: status.id, name: status.name, reason: .unknownState,
        message: "Init container is in unknown state, try killing it before restart"))
      starts.append(index)
    case .exited where status.exitCode == 0: moveOn(from: index, isLast: index == pod.initContainers.count - 1)
    case .exited where !pod.initContainers[index].restarts(afterExit: status.exitCode, in: pod.restartPolicy): hasFailed = true
    case .exited: starts.append(index)
    }
  }

  private mutating func moveOn(from index: Int, isLast: Bool) {
    if isLast { isDone = true } else { starts.append(index + 1) }
  }

  private mutating func keepSidecar(
    _ index: Int, _ pod: Pod, _ status: ContainerStatus, _ probes: ProbeResults, isFrontier: Bool, isLast: Bool
  ) {
    let container = pod.initContainers[index]
    switch status.state {
    case .created: break
    case .unknown, .exited:
      if status.state == .unknown {
        kills.append(.init(
          id: status.id, name: status.name, reason: .unknownState,
          message: "Init container is in unknown state, try killing it before restart"))
      }
      starts.append(index)
    case .running:
      let startup = probes[status.id, .startup]
      if startup == false {
        replace(index, status, .startupProbe, "Init container \(container.name) failed startup probe, will be restarted")
      } else if probes[status.id, .liveness] == false {
        replace(index, status, .livenessProbe, "Init container \(container.name) failed liveness probe, will be restarted")
      } else {
        switch ResizeNeed(container, of: pod, status) {
        case .restart: return replace(index, status, .resize, "Init container \(container.name) resize requires restart, will be restarted")
        case .inPlace: resizes.append(container.name)
        case .none: break
        }
        if isFrontier, container.probe(.startup) == nil || startup == true { moveOn(from: index, isLast: isLast) }
      }
    }
  }

  private mutating func replace(_ index: Int, _ status: ContainerStatus, _ reason: PodActions.Kill.Reason, _ message: String) {
    kills.append(.init(id: status.id, name: status.name, reason: reason, message: message))
    starts.append(index)
  }
}
