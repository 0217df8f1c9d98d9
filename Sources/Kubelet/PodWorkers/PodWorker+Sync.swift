import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface

extension PodWorker {
  /// How often a resize that waits for room is tried.
  private static let deferredPeriod = Duration.seconds(30)

  /// Looks, tells the API, acts; again as long as acting changed something.
  func sync() async {
    while !Task.isCancelled {
      let spec = self.pod
      if spec.object.isBeingDeleted || isGone { return enter(.terminating) }
      let pod = resize.allocate(spec, others: context.others(uid), allocatable: context.allocatable)
      // Pods may also give back a part of what they have: that isn't told.
      if resize.isDeferred { wake(at: context.clock.now + Self.deferredPeriod) }
      context.objects.retain(pod.references, for: uid)
      let runtime = await look(pod)
      let status = await report(pod, runtime)
      if status.phase.isTerminal || isPastDeadline(pod) {
        await report(pod, runtime)
        return enter(.terminating)
      }
      do {
        guard try await act(pod, runtime) else { return await collectDeadContainers(runtime) }
        try await context.cache.refresh()
      } catch {
        if Task.isCancelled { return }
        note(error, pod)
        wake(at: context.clock.now + retries.next())
        await report(pod, context.cache.status(of: pod))
        return
      }
    }
  }

  /// What the runtime has, with last words read and probes running.
  func look(_ pod: Pod) async -> PodRuntimeStatus {
    let runtime = context.cache.status(of: pod)
    adopt(pod, runtime)
    await readTerminationMessages(runtime)
    probes.update(pod, runtime, kinds: Set(ProbeKind.allCases))
    for status in runtime.containers where status.state == .running { waiting[status.name] = nil }
    return runtime
  }

  /// Containers that an earlier kubelet started keep the readiness that it found.
  private func adopt(_ pod: Pod, _ runtime: PodRuntimeStatus) {
    guard !hasAdopted else { return }
    hasAdopted = true
    let known = (pod.status["containerStatuses"]?.array ?? []) + (pod.status["initContainerStatuses"]?.array ?? [])
    for status in runtime.runningContainers {
      guard let before = known.first(where: { $0["containerID"]?.string == "\(context.runtimeName)://\(status.id)" }) else { continue }
      probes.adopt(status.id, startup: before["started"]?.bool ?? false, readiness: before["ready"]?.bool ?? false)
    }
  }

  func readTerminationMessages(_ runtime: PodRuntimeStatus) async {
    let unread = runtime.containers.filter { $0.state == .exited && terminationMessages[$0.id] == nil }
    guard !unread.isEmpty else { return }
    let directories = context.volumes.directories
    let uid = uid
    let messages = await context.threads.run {
      unread.map { status in
        (status.id, TerminationMessage.read(status, file: directories.terminationLog(uid, container: status.name, attempt: status.attempt)))
      }
    }
    for (id, message) in messages { terminationMessages[id] = message }
    let ids = Set(runtime.containers.map(\.id))
    terminationMessages = terminationMessages.filter { ids.contains($0.key) }
  }

  @discardableResult
  func report(_ pod: Pod, _ runtime: PodRuntimeStatus, isTerminal: Bool = false) async -> PodStatus {
    var inputs = PodStatusInputs(
      pod: pod, runtime: runtime, runtimeName: context.runtimeName, startTime: startTime, now: context.clock.now)
    inputs.probes = probes.results
    inputs.waiting = waiting
    inputs.terminationMessages = terminationMessages
    inputs.hostIPs = context.configuration.addresses
    inputs.verdict = verdict
    inputs.resize = resize
    inputs.isTerminal = isTerminal
    let status = PodStatus(inputs)
    if pod.isStatic {
      if let mirror = context.mirrors.mirror(of: pod) { await context.publisher.publish(Pod(mirror), status.value) }
    } else if !isGone {
      await context.publisher.publish(pod, status.value)
    }
    return status
  }

  private func isPastDeadline(_ pod: Pod) -> Bool {
    guard let seconds = pod.spec["activeDeadlineSeconds"]?.int else { return false }
    let end = startTime + .seconds(seconds)
    guard context.clock.now >= end else {
      wake(at: end)
      return false
    }
    let message = "Pod was active on the node longer than the specified deadline"
    verdict = PodStatusInputs.Verdict(reason: "DeadlineExceeded", message: message)
    context.events.normal(EventTarget(pod), "DeadlineExceeded", message)
    return true
  }

  /// True when something was changed, so that it's worth looking again at once.
  private func act(_ pod: Pod, _ runtime: PodRuntimeStatus) async throws -> Bool {
    let actions = PodActions(for: pod, runtime, probes.results)
    let needsVolumes = actions.createsSandbox || !actions.containersToStart.isEmpty || !actions.initContainersToStart.isEmpty
      || !actions.ephemeralContainersToStart.isEmpty
    let sources = try await volumeSources(pod, runtime)
    try await setUpVolumes(pod, sources, isNeeded: needsVolumes)
    if actions.isEmpty { return false }
    if actions.killsPod {
      // With nothing to create this is the pod's natural end.
      guard actions.createsSandbox else {
        enter(.terminating)
        return false
      }
      context.events.normal(EventTarget(pod), "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.")
      try await killAll(pod, runtime, graceSeconds: pod.terminationGracePeriodSeconds)
      for sandbox in runtime.sandboxes where sandbox.state == .ready { try await context.runtime.stopPodSandbox(sandbox.id) }
    }
    let mayResize = actions.resizesPod ? await beginResize(actions.containersToResize, pod, runtime) : false
    for kill in actions.containersToKill { try await self.kill(kill, pod, runtime) }
    if mayResize { await endResize(pod, runtime) }
    if actions.resizesPod, !mayResize { await report(pod, runtime) }
    if actions.createsSandbox { return try await createSandbox(pod, attempt: actions.attempt) }
    guard let sandbox = actions.sandboxID else { return false }
    let hasStarted = try await start(actions, in: sandbox, pod)
    return hasStarted || !actions.containersToKill.isEmpty || mayResize
  }

  /// The containers are started in the next turn, which sees the sandbox with its addresses.
  private func createSandbox(_ pod: Pod, attempt: Int) async throws -> Bool {
    let config = PodSandboxConfig(pod, attempt: attempt, context.configuration)
    for problem in PodDNS(pod, context.configuration).problems { context.events.warning(EventTarget(pod), problem.reason, problem.message) }
    let directory = config.logDirectory
    try await context.threads.run { try Files.makeDirectory(directory) }
    do {
      _ = try await context.runtime.runPodSandbox(config)
    } catch let error as RuntimeError {
      throw SandboxFailure(message: error.message)
    }
    return true
  }

  private func start(_ actions: PodActions, in sandbox: String, _ pod: Pod) async throws -> Bool {
    var hasChanged = false
    let lists: [([Int], [ContainerSpec])] = [
      (actions.ephemeralContainersToStart, pod.ephemeralContainers), (actions.initContainersToStart, pod.initContainers),
      (actions.containersToStart, pod.containers),
    ]
    for (indexes, containers) in lists {
      for index in indexes where containers.indices.contains(index) {
        hasChanged = try await startReporting(containers[index], in: sandbox, pod) || hasChanged
      }
    }
    return hasChanged
  }

  /// A container that can't be started doesn't hold up the others; why it waits is part of the status.
  private func startReporting(_ container: ContainerSpec, in sandbox: String, _ pod: Pod) async throws -> Bool {
    do {
      try await start(container, in: sandbox, pod)
      waiting[container.name] = nil
      retries.reset()
      return true
    } catch let failure as StartFailure {
      let news = PodStatusInputs.Waiting(reason: failure.reason, message: failure.message)
      waiting[container.name] = news
      wake(at: failure.retryAt ?? context.clock.now + retries.next())
      await report(pod, context.cache.status(of: pod))
      // A container that was created and didn't start, or was killed by its hook, shows in the next turn.
      return failure.leavesContainer
    }
  }

  private func note(_ error: any Error, _ pod: Pod) {
    let target = EventTarget(pod)
    switch error {
    case let failure as PodVolumes.Failure:
      context.events.warning(target, "FailedMount", "MountVolume.SetUp failed for volume \"\(failure.volume)\" : \(failure.message)")
    case let failure as SandboxFailure:
      context.events.warning(target, "FailedCreatePodSandBox", "Failed to create pod sandbox: \(failure.message)")
    default:
      context.events.warning(target, "FailedSync", "error determining status: \(error)")
    }
    context.logger.warning("Pod was not brought up to date", metadata: ["pod": "\(pod.fullName)", "error": "\(error)"])
  }
}

struct SandboxFailure: Error, Sendable {
  var message: String
}
