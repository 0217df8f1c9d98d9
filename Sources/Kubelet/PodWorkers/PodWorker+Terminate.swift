import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface

extension PodWorker {
  /// The least time that a container has between its stop signal and SIGKILL, whatever its hook used up.
  private static let minimumGraceSeconds = 2

  /// Stops everything, then tells the API how it ended.
  func terminate() async {
    let pod = self.pod
    waiting = [:]
    do {
      try await context.cache.refresh()
      let runtime = context.cache.status(of: pod)
      await reportStopping()
      try await reportingChanges { try await killAll(pod, runtime, graceSeconds: graceSeconds(pod)) }
      if Task.isCancelled { return }
      probes.stop()
      for sandbox in runtime.sandboxes where sandbox.state == .ready { try await context.runtime.stopPodSandbox(sandbox.id) }
      try await context.cache.refresh()
      let after = context.cache.status(of: pod)
      guard after.runningContainers.isEmpty, after.sandboxes.allSatisfy({ $0.state != .ready }) else {
        return wake(at: context.clock.now + retries.next())
      }
      await readTerminationMessages(after)
      await report(pod, after, isTerminal: true)
      if !isGone { await context.publisher.flush(uid) }
      if Task.isCancelled { return }
      retries.reset()
      enter(.terminated)
      context.onFreed()
    } catch {
      if Task.isCancelled { return }
      context.events.warning(EventTarget(pod), "FailedKillPod", "error killing pod: \(error)")
      context.logger.warning("Pod was not stopped", metadata: ["pod": "\(pod.fullName)", "error": "\(error)"])
      wake(at: context.clock.now + retries.next())
    }
  }

  /// Tells the API of what changes while `work` waits for the containers: which have ended, which aren't ready any more.
  private func reportingChanges(while work: () async throws -> Void) async throws {
    let changes = pulses.listen()
    let reporter = Task { for await _ in changes { await self.reportStopping() } }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
    pulses.endListening()
    // Its last word comes before any other.
    await reporter.value
    try outcome.get()
  }

  private func reportStopping() async {
    let (pod, runtime) = (pod, context.cache.status(of: pod))
    await readTerminationMessages(runtime)
    probes.update(pod, runtime, kinds: [.readiness])
    await report(pod, runtime)
  }

  private func graceSeconds(_ pod: Pod) -> Int {
    if isEvicted { return 1 }
    return max(
      1,
      pod.object.isBeingDeleted ? pod.deletionGracePeriodSeconds ?? pod.terminationGracePeriodSeconds : pod.terminationGracePeriodSeconds)
  }

  /// Regular containers all at once; when they are dead, the sidecars, the last one first (KEP-753).
  func killAll(_ pod: Pod, _ runtime: PodRuntimeStatus, graceSeconds: Int) async throws {
    let deadline = context.clock.now + .seconds(graceSeconds)
    let live = runtime.containers.filter { $0.state == .running || $0.state == .unknown }
    let sidecars = Set(pod.initContainers.filter { $0.role == .sidecar }.map(\.name))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for status in live where !sidecars.contains(status.name) {
        group.addTask { try await self.stop(status, pod, graceSeconds: graceSeconds) }
      }
      try await group.waitForAll()
    }
    for container in pod.initContainers.reversed() where container.role == .sidecar {
      for status in live where status.name == container.name {
        let remaining = Int((deadline - context.clock.now).seconds.rounded(.up))
        try await stop(status, pod, graceSeconds: max(1, remaining))
      }
    }
  }

  private func stop(_ status: ContainerStatus, _ pod: Pod, graceSeconds: Int) async throws {
    try await stop(
      id: status.id, name: status.name, message: "Stopping container \(status.name)", pod, graceSeconds: graceSeconds)
  }

  /// Kills one container of a pod that goes on.
  func kill(_ kill: PodActions.Kill, _ pod: Pod, _ runtime: PodRuntimeStatus) async throws {
    let container = pod.container(named: kill.name)
    var grace = pod.terminationGracePeriodSeconds
    let probe: ProbeKind? = kill.reason == .livenessProbe ? .liveness : kill.reason == .startupProbe ? .startup : nil
    if let probe,
      let seconds = container?.probe(probe).map({ value in container.map { ProbeSpec(value, $0) } })??.terminationGracePeriodSeconds
    {
      grace = seconds
    }
    try await stop(id: kill.id, name: kill.name, message: kill.message, pod, graceSeconds: grace)
  }

  private func stop(id: String, name: String, message: String, _ pod: Pod, graceSeconds: Int) async throws {
    let container = pod.container(named: name)
    context.events.normal(EventTarget(pod, container), "Killing", message)
    var remaining = graceSeconds
    if let container, let hook = container.value["lifecycle"]?["preStop"], !hook.isNull, graceSeconds > 0 {
      remaining -= await preStop(hook, container, id, pod, graceSeconds)
    }
    if Task.isCancelled { throw CancellationError() }
    try await context.runtime.stopContainer(id, timeoutSeconds: max(remaining, min(graceSeconds, Self.minimumGraceSeconds)))
  }

  /// Whole seconds that the hook used; it's cut off at the end of the grace period.
  private func preStop(_ hook: Value, _ container: ContainerSpec, _ id: String, _ pod: Pod, _ graceSeconds: Int) async -> Int {
    let begun = context.clock.now
    let clock = context.clock
    let outcome = await withTaskGroup(of: ProbeOutcome?.self) { group in
      group.addTask { await self.runHook(hook, container, containerID: id, pod, limitSeconds: graceSeconds) }
      group.addTask {
        try? await clock.sleep(until: begun + .seconds(graceSeconds))
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    if case .failure(let problem)? = outcome, !Task.isCancelled {
      context.events.warning(EventTarget(pod, container), "FailedPreStopHook", "PreStopHook failed")
      context.logger.info(
        "PreStopHook failed", metadata: ["pod": "\(pod.fullName)", "container": "\(container.name)", "problem": "\(problem)"])
    }
    return Int((context.clock.now - begun).seconds)
  }
}
