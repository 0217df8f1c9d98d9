import Basics
import Glibc
import LinuxKernel
import OCIImage
import RuntimeInterface
import Synchronization

extension EmbeddedRuntime {
  public func createContainer(sandbox: String, _ config: ContainerConfig) async throws -> String {
    guard let parent = state.withLock({ $0.sandboxes[sandbox] }), parent.isReady else {
      throw RuntimeError(.notFound, "sandbox \"\(sandbox)\" not found or not ready")
    }
    let store = imageStore
    guard let image = try await imageErrors({ try await self.queue.run { try store.image(config.image) } }) else {
      throw RuntimeError(.imageNotPresent, "image \"\(config.image)\" is not present")
    }
    let record = newRecord(config, image, parent)
    return try await locks.withLock(sandbox) {
      state.withLock { $0.containers[record.id] = record }
      let maker = containerMaker
      do {
        let target = try processTarget(of: config)
        let created = try await queue.run { [records] in
          try records.save(record)
          let created = try maker.make(record, config, image, sandbox: parent, joining: target)
          try records.save(created)
          return created
        }
        state.withLock { $0.containers[record.id] = created }
        watchProcess(of: created)
      } catch {
        try? await queue.run { try maker.remove(record.id, cgroupPath: record.cgroupPath) }
        state.withLock { $0.containers[record.id] = nil }
        throw Self.runtimeError(error, "container \"\(config.name)\"")
      }
      return record.id
    }
  }

  private func processTarget(of config: ContainerConfig) throws -> Int32? {
    guard let id = config.processTarget else { return nil }
    let target = try runningContainer(id)
    guard HostProcess.isAlive(target.pid, since: target.processStart) else {
      throw RuntimeError(.invalid, "container \"\(id)\" is not running")
    }
    return target.pid
  }

  private func newRecord(_ config: ContainerConfig, _ image: Image, _ sandbox: SandboxRecord) -> ContainerRecord {
    var record = ContainerRecord(
      id: newID(), sandboxID: sandbox.id, name: config.name, attempt: config.attempt, createdAt: clock.now, image: config.image)
    record.imageID = image.digestReferences.first ?? image.id.description
    record.logPath = sandbox.logDirectory + "/" + config.logPath
    (record.labels, record.annotations, record.tty) = (config.labels, config.annotations, config.tty)
    record.cgroupPath = configuration.cgroupRoot + "/" + sandbox.cgroupParent + "/" + record.id
    (record.stopSignal, record.layers) = (config.stopSignal ?? image.config.stopSignal, image.config.chain)
    record.resources = config.resources
    return record
  }

  public func startContainer(_ id: String) async throws {
    let sandbox = try state.withLock { state throws(RuntimeError) in try state.container(id).sandboxID }
    try await locks.withLock(sandbox) {
      var record = try state.withLock { state throws(RuntimeError) in try state.container(id) }
      guard record.state == .created else { throw RuntimeError(.invalid, "container \"\(id)\" is not in the created state") }
      record.startedAt = clock.now
      record.state = .running
      let started = record
      do {
        try await queue.run { [program] in try program.start(id) }
        // It may have ended already, and its end been noted.
        state.withLock { state in
          if state.containers[id]?.state == .created {
            state.containers[id] = started
          } else {
            state.containers[id]?.startedAt = started.startedAt
          }
        }
        try await keepContainer(id)
      } catch {
        await failStart(record, error)
        throw Self.runtimeError(error, "failed to start container \"\(record.name)\"")
      }
      await noteExit(id)
    }
    send(RuntimeEvent(sandboxID: sandbox))
  }

  /// As containerd does: exit code 128, `StartError`.
  private func failStart(_ record: ContainerRecord, _ error: any Error) async {
    var failed = record
    failed.finish(code: 128, at: clock.now, wasOutOfMemory: false)
    (failed.reason, failed.message) = ("StartError", "\(error)")
    let ended = failed
    state.withLock { $0.containers[record.id] = ended }
    _ = HostProcess.signal(record.pid, since: record.processStart, SIGKILL)
    try? await keepContainer(record.id)
  }

  public func stopContainer(_ id: String, timeoutSeconds: Int) async throws {
    guard let record = state.withLock({ $0.containers[id] }), record.state == .running || record.state == .created else { return }
    if timeoutSeconds > 0, record.state == .running {
      let signal = Signal.number(record.stopSignal)
      if HostProcess.signal(record.pid, since: record.processStart, signal), await waitForExit(id, seconds: timeoutSeconds) { return }
      // A caller that has gone leaves the container the rest of its time.
      try Task.checkCancellation()
    }
    let group = Cgroup(layout, path: record.cgroupPath)
    try await queue.run {
      _ = HostProcess.signal(record.pid, since: record.processStart, SIGKILL)
      // Without a process namespace of its own, its other processes outlive the first.
      group.killAll()
    }
    if await waitForExit(id, seconds: 10) { return }
    try Task.checkCancellation()
    // The monitor is gone, or was never there: nobody will report.
    guard !HostProcess.isAlive(record.pid, since: record.processStart) else {
      throw RuntimeError(.timeout, "container \"\(id)\" did not die of SIGKILL within 10 s")
    }
    await lose(id)
  }

  public func removeContainer(_ id: String) async throws {
    guard let record = state.withLock({ $0.containers[id] }) else { return }
    try await stopContainer(id, timeoutSeconds: 0)
    try await locks.withLock(record.sandboxID) {
      let maker = containerMaker
      try await queue.run { try maker.remove(id, cgroupPath: record.cgroupPath) }
      state.withLock { $0.containers[id] = nil }
    }
    send(RuntimeEvent(sandboxID: record.sandboxID))
  }

  /// Oldest first.
  public func containers() async throws -> [ContainerStatus] {
    state.withLock { $0.containers.values.filter { $0.state != .creating }.map(\.status) }
      .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  public func containerStatus(_ id: String) async throws -> ContainerStatus {
    try state.withLock { state throws(RuntimeError) in try state.container(id).status }
  }

  public func reopenContainerLog(_ id: String) async throws {
    _ = try runningContainer(id)
    let bundle = paths.bundle(id)
    try await queue.run { try Conmon.send(.reopenLog, bundle: bundle) }
  }

  public func containerStats(_ id: String) async throws -> ContainerStats {
    let record = try runningContainer(id)
    let group = Cgroup(layout, path: record.cgroupPath)
    let upper = paths.containerData(id) + "/upper"
    guard let (usage, layerBytes) = try await queue.run({ group.usage().map { ($0, FileTree.sizeBytes(of: upper)) } }) else {
      throw RuntimeError(.notFound, "container \"\(id)\" has no control group")
    }
    var stats = ContainerStats(
      cpuUsageNanoseconds: usage.cpuNanoseconds, memoryUsageBytes: usage.memoryBytes, memoryWorkingSetBytes: usage.workingSetBytes)
    stats.writableLayerBytes = UInt64(clamping: layerBytes)
    return stats
  }

  /// By the control group's own files; the order for the pod's group and its containers' is the caller's.
  public func updateContainer(_ id: String, resources: LinuxResources) async throws {
    let sandbox = try runningContainer(id).sandboxID
    try await locks.withLock(sandbox) {
      var record = try runningContainer(id)
      record.resources = record.resources.updated(by: resources)
      let (updated, group) = (record, Cgroup(layout, path: record.cgroupPath))
      try await queue.run { try group.apply(SandboxMaker.limits(resources)) }
      state.withLock { $0.containers[id]?.resources = updated.resources }
      try await keepContainer(id)
    }
    send(RuntimeEvent(sandboxID: sandbox))
  }

  func runningContainer(_ id: String) throws(RuntimeError) -> ContainerRecord {
    let record = try state.withLock { state throws(RuntimeError) in try state.container(id) }
    guard record.state == .running else { throw RuntimeError(.invalid, "container \"\(id)\" is not running") }
    return record
  }
}
