import APIMachinery
import Basics
import Logging
import RuntimeInterface

extension PodWorker {
  /// Image, configuration, container, hook. Throws `StartFailure`.
  func start(_ container: ContainerSpec, in sandbox: String, _ pod: Pod) async throws {
    let target = EventTarget(pod, container)
    let runtime = context.cache.status(of: pod)
    try holdBack(container, pod, runtime)
    let attempt = nextAttempt(container, pod, runtime)
    do {
      let image = try await context.images.ensure(container, of: pod)
      let config = try await configuration(container, pod, runtime, attempt: attempt, imageUser: image.user)
      let id = try await create(config, in: sandbox, target)
      try await run(id, container, pod, target)
    } catch let error as ContainerConfigError {
      context.events.warning(target, "Failed", "Error: \(error)")
      throw StartFailure("CreateContainerConfigError", error.description)
    } catch let failure as StartFailure {
      if failure.reason.contains("Image"), !failure.isRepetition { context.events.warning(target, "Failed", "Error: \(failure.reason)") }
      throw failure
    }
  }

  private func holdBack(_ container: ContainerSpec, _ pod: Pod, _ runtime: PodRuntimeStatus) throws(StartFailure) {
    guard let last = runtime.newest(container.name), last.state == .exited else { return }
    let exit = last.finishedAt ?? last.createdAt
    let key = container.name + "/" + container.hash
    let now = context.clock.now
    if let wait = backOff.wait(key, after: exit, now: now) {
      context.events.warning(
        EventTarget(pod, container), "BackOff", "Back-off restarting failed container \(container.name) in pod \(pod.fullName)")
      throw StartFailure(
        "CrashLoopBackOff", "back-off \(wait.delay.goText) restarting failed container=\(container.name) pod=\(pod.fullName)",
        retryAt: wait.until)
    }
    backOff.recordRestart(key, after: exit, now: now)
  }

  /// One more than the last one that is known of: to the runtime, or from the API where the runtime has lost it.
  private func nextAttempt(_ container: ContainerSpec, _ pod: Pod, _ runtime: PodRuntimeStatus) -> Int {
    if let last = runtime.newest(container.name) { return last.attempt + 1 }
    let field =
      container.role == .regular
      ? "containerStatuses" : container.role == .ephemeral ? "ephemeralContainerStatuses" : "initContainerStatuses"
    let known = pod.status[field]?.array?.first { $0["name"]?.string == container.name }
    guard let known, known["containerID"]?.string != nil else { return 0 }
    return Int(known["restartCount"]?.int ?? 0) + 1
  }

  private func configuration(
    _ container: ContainerSpec, _ pod: Pod, _ runtime: PodRuntimeStatus, attempt: Int, imageUser: String
  ) async throws -> ContainerConfig {
    let podIPs = runtime.readySandbox?.ips ?? []
    let objects = try await context.objects.objects(pod.references)
    var sources = EnvironmentSources(downward: context.downward(pod, podIPs: podIPs))
    for (reference, object) in objects {
      if reference.kind == .configMap { sources.configMaps[reference.name] = object } else { sources.secrets[reference.name] = object }
    }
    sources.services = try await context.services.services(for: pod.namespace)
    let environment = try ContainerEnvironment(container, sources)
    let mounts = try await mounts(container, pod, podIPs, attempt, environment)
    var config = try ContainerConfig(
      container, of: pod, attempt: attempt, environment: environment, mounts: mounts, imageUser: imageUser,
      nodeMemoryBytes: context.configuration.capacity.memoryBytes, seccompDirectory: context.configuration.seccompDirectory)
    if container.role == .ephemeral, let name = container.value["targetContainerName"]?.string, !name.isEmpty {
      guard let target = runtime.newest(name), target.state == .running else {
        throw ContainerConfigError("unable to find target container \(name)")
      }
      config.processTarget = target.id
    }
    return config
  }

  private func mounts(
    _ container: ContainerSpec, _ pod: Pod, _ podIPs: [String], _ attempt: Int, _ environment: ContainerEnvironment
  ) async throws -> [MountConfig] {
    let mounts = context.containerMounts
    let hostname = pod.hostname(clusterDomain: context.configuration.clusterDomain)
    let paths = volumeState.paths
    let logDirectory = LogLayout(context.configuration.logDirectory).directory(of: pod) + "/" + container.name
    do {
      return try await context.threads.run {
        try Files.makeDirectory(logDirectory)
        let hostFile = pod.isHostNetwork ? String(decoding: Files.read("/etc/hosts", limit: 1 << 20) ?? [], as: UTF8.self) : ""
        return try mounts.prepare(
          .init(
            pod: pod, container: container, attempt: attempt, volumePaths: paths, variables: environment.values,
            hosts: HostsFile.text(pod, podIPs: podIPs, hostname: hostname, hostFile: hostFile)))
      }
    } catch let error as ContainerConfigError {
      throw error
    } catch {
      throw ContainerConfigError("failed to prepare mounts for container \"\(container.name)\": \(error)")
    }
  }

  private func create(_ config: ContainerConfig, in sandbox: String, _ target: EventTarget) async throws -> String {
    do {
      let id = try await context.runtime.createContainer(sandbox: sandbox, config)
      context.events.normal(target, "Created", "Created container: \(config.name)")
      return id
    } catch let error as RuntimeError {
      context.events.warning(target, "Failed", "Error: \(error.message)")
      throw StartFailure("CreateContainerError", error.message)
    }
  }

  private func run(_ id: String, _ container: ContainerSpec, _ pod: Pod, _ target: EventTarget) async throws {
    do {
      try await context.runtime.startContainer(id)
    } catch let error as RuntimeError {
      context.events.warning(target, "Failed", "Error: \(error.message)")
      throw StartFailure("RunContainerError", error.message, leavesContainer: true)
    }
    context.events.normal(target, "Started", "Started container \(container.name)")
    guard let hook = container.value["lifecycle"]?["postStart"], !hook.isNull else { return }
    try? await context.cache.refresh()
    let outcome = await runHook(hook, container, containerID: id, pod, limitSeconds: nil)
    guard case .failure(let problem) = outcome else { return }
    if Task.isCancelled { return }
    context.events.warning(target, "FailedPostStartHook", "PostStartHook failed")
    context.logger.info(
      "PostStartHook failed", metadata: ["pod": "\(pod.fullName)", "container": "\(container.name)", "problem": "\(problem)"])
    try await kill(
      .init(id: id, name: container.name, reason: .unknownState, message: "FailedPostStartHook"), pod, context.cache.status(of: pod))
    throw StartFailure("PostStartHookError", "PostStartHook failed", leavesContainer: true)
  }

  /// A lifecycle hook's exec, request or sleep (Container Lifecycle Hooks). nil is no limit but the container's end.
  func runHook(_ hook: Value, _ container: ContainerSpec, containerID: String, _ pod: Pod, limitSeconds: Int?) async -> ProbeOutcome {
    if let seconds = hook["sleep"]?["seconds"]?.int {
      let time = min(seconds, Int64(limitSeconds ?? .max))
      do { try await context.clock.sleep(for: .seconds(time)) } catch { return .failure("interrupted") }
      return .success
    }
    // Upstream keeps tcpSocket for old objects and does nothing with it.
    if let tcp = hook["tcpSocket"], !tcp.isNull { return .success }
    var spec = ProbeSpec(hook, container)
    spec.timeoutSeconds = limitSeconds ?? 86_400
    let address = pod.isHostNetwork ? "127.0.0.1" : context.cache.status(of: pod).newestSandbox?.ips.first ?? "127.0.0.1"
    let outcome = await context.prober.call(spec, containerID: containerID, podIP: address)
    if case .unknown(let problem) = outcome { return .failure(problem) }
    return outcome
  }
}
