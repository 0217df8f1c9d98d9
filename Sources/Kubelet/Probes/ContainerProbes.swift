import Basics
import RuntimeInterface
import Synchronization

/// Runs the probes of one pod's containers while they run, and holds what they say.
///
/// One task a probe: the startup probe goes first, and only when it has succeeded do the other two begin.
final class ContainerProbes: Sendable {
  private struct Key: Hashable {
    var containerID: String
    var kind: ProbeKind
  }
  private struct State {
    var results = ProbeResults()
    var tasks: [Key: Task<Void, Never>] = [:]
  }

  private let state = Mutex(State())
  private let prober: Prober
  private let clock: any WallClock
  private let events: EventRecorder
  private let counts: ProbeCounts
  private let onChange: @Sendable () -> Void

  init(
    prober: Prober, clock: any WallClock, events: EventRecorder, counts: ProbeCounts, onChange: @escaping @Sendable () -> Void
  ) {
    (self.prober, self.clock, self.events, self.counts, self.onChange) = (prober, clock, events, counts, onChange)
  }

  var results: ProbeResults { state.withLock { $0.results } }

  /// Starts the probes that are due for what runs, stops those whose container is gone. `kinds` are the ones wanted: a pod that is
  /// being terminated keeps only its readiness probes.
  func update(_ pod: Pod, _ runtime: PodRuntimeStatus, kinds: Set<ProbeKind>) {
    let running = runtime.runningContainers
    let podIP = (pod.isHostNetwork ? nil : runtime.readySandbox?.ips.first) ?? "127.0.0.1"
    let stopped = state.withLock { state -> [Task<Void, Never>] in
      let ids = Set(running.map(\.id))
      let gone = state.tasks.filter { !ids.contains($0.key.containerID) || !kinds.contains($0.key.kind) }
      for key in gone.keys {
        state.tasks[key] = nil
        if !ids.contains(key.containerID) { state.results.forget(key.containerID) }
      }
      return Array(gone.values)
    }
    for task in stopped { task.cancel() }
    for status in running {
      guard let container = pod.container(named: status.name) else { continue }
      if let startup = container.probe(.startup), results[status.id, .startup] != true {
        if kinds.contains(.startup) { start(.startup, ProbeSpec(startup, container), pod, container, status, podIP) }
        continue
      }
      for kind in [ProbeKind.readiness, .liveness] where kinds.contains(kind) {
        if let probe = container.probe(kind) { start(kind, ProbeSpec(probe, container), pod, container, status, podIP) }
      }
    }
  }

  /// Takes over what an earlier kubelet found out, so that a restart of the kubelet makes no ready container unready.
  func adopt(_ id: String, startup: Bool, readiness: Bool) {
    state.withLock { state in
      if startup { state.results[id, .startup] = true }
      if readiness { state.results[id, .readiness] = true }
    }
  }

  func stop() {
    let tasks = state.withLock { state in
      defer { state.tasks = [:] }
      return Array(state.tasks.values)
    }
    for task in tasks { task.cancel() }
  }

  private func start(
    _ kind: ProbeKind, _ spec: ProbeSpec, _ pod: Pod, _ container: ContainerSpec, _ status: ContainerStatus, _ podIP: String
  ) {
    let key = Key(containerID: status.id, kind: kind)
    state.withLock { state in
      guard state.tasks[key] == nil else { return }
      state.tasks[key] = Task { [weak self] in
        await self?.run(
          key, spec, EventTarget(pod, container), container.name, startedAt: status.startedAt ?? status.createdAt, podIP)
      }
    }
  }

  private func run(
    _ key: Key, _ spec: ProbeSpec, _ target: EventTarget, _ container: String, startedAt: Timestamp, _ podIP: String
  ) async {
    var counter = ProbeCounter()
    do {
      try await clock.sleep(until: startedAt + .seconds(spec.initialDelaySeconds))
      while !Task.isCancelled {
        let begun = clock.now
        let outcome = await prober.attempt(spec, containerID: key.containerID, podIP: podIP)
        if Task.isCancelled { return }
        report(outcome, key.kind, target)
        count(outcome, key.kind, target, container)
        if let result = counter.record(outcome, spec), set(key, result) {
          // A failed liveness or startup probe has done its work: the container is killed. A startup probe that succeeded too.
          if key.kind == .startup || (key.kind == .liveness && !result) { return }
        }
        try await clock.sleep(until: max(begun + .seconds(spec.periodSeconds), clock.now))
      }
    } catch {
      return  // cancelled
    }
  }

  private func report(_ outcome: ProbeOutcome, _ kind: ProbeKind, _ target: EventTarget) {
    switch outcome {
    case .success: break
    case .failure(let output): events.warning(target, "Unhealthy", "\(kind.title) probe failed: \(output)")
    case .unknown(let error): events.warning(target, "Unhealthy", "\(kind.title) probe errored and resulted in unknown state: \(error)")
    }
  }

  private func count(_ outcome: ProbeOutcome, _ kind: ProbeKind, _ target: EventTarget, _ container: String) {
    let result =
      switch outcome {
      case .success: "successful"
      case .failure: "failed"
      case .unknown: "unknown"
      }
    counts.add(
      .init(
        namespace: target.namespace, pod: target.name, uid: target.uid, container: container, kind: kind.title, result: result))
  }

  /// True when the probe has come to a result, new or not.
  private func set(_ key: Key, _ result: Bool) -> Bool {
    let isChange = state.withLock { state in
      guard state.tasks[key] != nil else { return false }
      defer { state.results[key.containerID, key.kind] = result }
      return state.results[key.containerID, key.kind] != result
    }
    if isChange { onChange() }
    return true
  }

  deinit { state.withLock { for task in $0.tasks.values { task.cancel() } } }
}
