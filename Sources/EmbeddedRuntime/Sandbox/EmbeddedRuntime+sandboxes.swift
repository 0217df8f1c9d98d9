import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Synchronization

extension EmbeddedRuntime {
  public func runPodSandbox(_ config: PodSandboxConfig) async throws -> String {
    var config = config
    if config.cgroupParent.isEmpty { config.cgroupParent = "pod" + config.uid }
    config.cgroupParent = config.cgroupParent.split(separator: "/").filter { $0 != ".." && $0 != "." }.joined(separator: "/")
    let record = try reserve(config)
    do {
      let maker = sandboxMaker
      let child = try await queue.run { [records, config] in
        try records.save(record)
        return try maker.make(record, config)
      }
      var ready = record
      (ready.isReady, ready.isComplete) = (true, true)
      ready.pause = child.flatMap { PauseProcess($0) }
      try await publish(ready)
      if let child { watchPause(of: ready, child) }
    } catch {
      try? await discard(record)
      throw Self.runtimeError(error, "failed to run sandbox for pod \"\(config.namespace)/\(config.name)\"")
    }
    send(RuntimeEvent(sandboxID: record.id))
    return record.id
  }

  private func reserve(_ config: PodSandboxConfig) throws(RuntimeError) -> SandboxRecord {
    var record = SandboxRecord(id: newID(), config, createdAt: clock.now, bootID: bootID)
    return try state.withLock { state throws(RuntimeError) in
      if !config.hostNetwork {
        guard let address = state.addresses.allocate() else {
          throw RuntimeError(.failed, "no addresses left in \(state.addresses.prefix)")
        }
        record.address = address
      }
      if !config.usesHostUsers {
        guard !config.hostNetwork, !config.hostPID, !config.hostIPC, !config.shareProcessNamespace else {
          throw RuntimeError(.unsupported, "a pod with users of its own can't share the host's namespaces, nor its containers their processes")
        }
        record.users = UserRanges.free(besides: Set(state.sandboxes.values.compactMap(\.users)), instanceID: configuration.instanceID)
        guard record.users != nil else { throw RuntimeError(.failed, "no users are left for a pod with users of its own") }
      }
      state.sandboxes[record.id] = record
      return record
    }
  }

  /// Saves a sandbox's record, and loads the rules where its host ports come or go.
  private func publish(_ record: SandboxRecord) async throws {
    state.withLock { $0.sandboxes[record.id] = record }
    try await keepSandbox(record.id)
    if !record.portMappings.isEmpty, !record.hostNetwork { try await reloadRules() }
  }

  // One at a time, each with the newest state: an older set must not overwrite a newer.
  private func reloadRules() async throws {
    try await locks.withLock("network rules") {
      let ready = state.withLock { $0.sandboxes.values.filter { $0.isReady && !$0.hostNetwork } }
      try await queue.run { [network] in try network.loadRules(ready) }
    }
  }

  public func stopPodSandbox(_ id: String) async throws {
    guard let record = state.withLock({ $0.sandboxes[id] }) else { return }
    for container in state.withLock({ $0.containers(in: id) }) { try await stopContainer(container.id, timeoutSeconds: 0) }
    try await locks.withLock(id) {
      let maker = sandboxMaker
      try await queue.run { try maker.stop(record) }
      guard var current = state.withLock({ $0.sandboxes[id] }), current.isReady || current.address != nil else { return }
      let address = current.address
      (current.isReady, current.address) = (false, nil)
      try await publish(current)
      if let address { state.withLock { $0.addresses.free(address) } }
    }
    send(RuntimeEvent(sandboxID: id))
  }

  public func removePodSandbox(_ id: String) async throws {
    guard state.withLock({ $0.sandboxes[id] != nil }) else { return }
    try await stopPodSandbox(id)
    for container in state.withLock({ $0.containers(in: id) }) { try await removeContainer(container.id) }
    try await locks.withLock(id) {
      if let record = state.withLock({ $0.sandboxes[id] }) { try await discard(record) }
    }
    send(RuntimeEvent(sandboxID: id))
  }

  /// Removes all of a sandbox that has no containers.
  func discard(_ record: SandboxRecord) async throws {
    let keepsCgroup = state.withLock { $0.sharesCgroup(record) }
    let maker = sandboxMaker
    try await queue.run { try maker.remove(record, keepsCgroup: keepsCgroup) }
    state.withLock { state in
      // The address that it has now: a stopped one has given it back already.
      if let address = state.sandboxes[record.id]?.address { state.addresses.free(address) }
      state.sandboxes[record.id] = nil
    }
    if !record.portMappings.isEmpty, !record.hostNetwork { try await reloadRules() }
  }

  public func updatePodSandbox(_ id: String, resources: LinuxResources) async throws {
    guard let record = state.withLock({ $0.sandboxes[id] }) else { throw RuntimeError(.notFound, "sandbox \"\(id)\" not found") }
    let group = sandboxMaker.cgroup(record)
    try await queue.run { try group.apply(SandboxMaker.limits(resources)) }
  }

  /// Oldest first.
  public func podSandboxes() async throws -> [PodSandboxStatus] {
    state.withLock { $0.sandboxes.values.filter(\.isComplete).map(\.status) }.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  /// Keeps a `RuntimeError`'s code, and tells what was tried.
  static func runtimeError(_ error: any Error, _ what: String) -> RuntimeError {
    guard let error = error as? RuntimeError else { return RuntimeError(.failed, "\(what): \(error)") }
    return RuntimeError(error.code, "\(what): \(error.message)")
  }
}
