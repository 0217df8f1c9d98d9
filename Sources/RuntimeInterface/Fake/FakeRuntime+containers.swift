import Basics
import Synchronization

extension FakeRuntime {
  public func createContainer(sandbox: String, _ config: ContainerConfig) async throws -> String {
    try begin(.createContainer, config.name)
    let now = clock.now
    return try state.withLock { state throws(RuntimeError) in
      guard let parent = state.sandboxes[sandbox], parent.status.state == .ready else {
        throw RuntimeError(.notFound, "sandbox \"\(sandbox)\" not found or not ready")
      }
      guard let image = state.images[config.image] else {
        throw RuntimeError(.imageNotPresent, "image \"\(config.image)\" is not present")
      }
      let number = state.nextNumber()
      let id = "container-\(number)"
      var status = ContainerStatus(
        id: id, sandboxID: sandbox, name: config.name, attempt: config.attempt, state: .created, createdAt: now,
        image: config.image, imageID: image.digests.first ?? image.id, logPath: parent.config.logDirectory + "/" + config.logPath)
      status.labels = config.labels
      status.annotations = config.annotations
      status.resources = config.resources
      state.containers[id] = .init(status: status, config: config, order: number)
      return id
    }
  }

  public func startContainer(_ id: String) async throws {
    try begin(.startContainer, containerName(id))
    let now = clock.now
    let sandbox = try state.withLock { state throws(RuntimeError) -> String in
      guard var container = state.containers[id] else { throw Self.unknown(id) }
      guard container.status.state == .created else {
        throw RuntimeError(.invalid, "container \"\(id)\" is not in the created state")
      }
      let script = state.scripts[container.status.name] ?? .run
      if case .failToStart(let message) = script {
        state.finish(id, code: 128, reason: "StartError", now: now)
        throw RuntimeError(.failed, message)
      }
      container.status.state = .running
      container.status.startedAt = now
      container.status.pid = Int32(truncatingIfNeeded: 1000 + container.order)
      container.ignoresStopSignal = script == .ignoreStopSignal
      state.containers[id] = container
      switch script {
      case .exit(let code): state.finish(id, code: code, reason: nil, now: now)
      case .outOfMemory: state.finish(id, code: 137, reason: "OOMKilled", now: now)
      case .run, .failToStart, .ignoreStopSignal: break
      }
      return container.status.sandboxID
    }
    send(RuntimeEvent(sandboxID: sandbox))
  }

  /// Ends the container with 143 (SIGTERM), with 137 when it ignores the signal or there is no grace. Takes no time.
  public func stopContainer(_ id: String, timeoutSeconds: Int) async throws {
    try begin(.stopContainer, containerName(id))
    let now = clock.now
    let sandbox = state.withLock { state -> String? in
      guard let container = state.containers[id], container.status.state == .running else { return nil }
      let code: Int32 = container.ignoresStopSignal || timeoutSeconds <= 0 ? 137 : 143
      return state.finish(id, code: code, reason: nil, now: now)
    }
    if let sandbox { send(RuntimeEvent(sandboxID: sandbox)) }
  }

  public func removeContainer(_ id: String) async throws {
    try begin(.removeContainer, containerName(id))
    state.withLock { $0.containers[id] = nil }
  }

  public func updateContainer(_ id: String, resources: LinuxResources) async throws {
    try begin(.updateContainer, containerName(id))
    _ = try running(id)
    let sandbox = state.withLock { state -> String? in
      let known = state.containers[id]?.status.resources ?? LinuxResources()
      state.containers[id]?.status.resources = known.updated(by: resources)
      return state.containers[id]?.status.sandboxID
    }
    if let sandbox { send(RuntimeEvent(sandboxID: sandbox)) }
  }

  /// Oldest first.
  public func containers() async throws -> [ContainerStatus] {
    try begin(.containers, "")
    return state.withLock { $0.containers.values.sorted { $0.order < $1.order }.map(\.status) }
  }

  public func containerStatus(_ id: String) async throws -> ContainerStatus {
    try begin(.containerStatus, containerName(id))
    guard let container = state.withLock({ $0.containers[id] }) else { throw Self.unknown(id) }
    return container.status
  }

  public func reopenContainerLog(_ id: String) async throws {
    try begin(.reopenContainerLog, containerName(id))
    _ = try running(id)
  }

  public func containerStats(_ id: String) async throws -> ContainerStats {
    try begin(.containerStats, containerName(id))
    let name = try running(id)
    return state.withLock { $0.stats[name] }
      ?? ContainerStats(cpuUsageNanoseconds: 0, memoryUsageBytes: 0, memoryWorkingSetBytes: 0)
  }

  /// Throws the timeout when the answer's closure throws `RuntimeError(.timeout, …)`: the fake doesn't wait.
  public func execSync(_ id: String, command: [String], timeoutSeconds: Int) async throws -> ExecResult {
    try begin(.execSync, containerName(id))
    return try answer(id, command)
  }

  public func exec(_ id: String, command: [String], tty: Bool, io: ProcessIO) async throws -> Int32 {
    try begin(.exec, containerName(id))
    let result = try answer(id, command)
    if !result.stdout.isEmpty { try await io.stdout(result.stdout) }
    if !result.stderr.isEmpty { try await io.stderr(result.stderr) }
    return result.exitCode
  }

  /// Echoes standard input to standard output until it ends.
  public func attach(_ id: String, tty: Bool, io: ProcessIO) async throws -> Int32 {
    try begin(.attach, containerName(id))
    _ = try running(id)
    if let stdin = io.stdin { for await chunk in stdin { try await io.stdout(chunk) } }
    return 0
  }

  private func answer(_ id: String, _ command: [String]) throws -> ExecResult {
    let name = try running(id)
    return try state.withLock { $0.execAnswer }(name, command)
  }

  /// The container's name.
  private func running(_ id: String) throws(RuntimeError) -> String {
    guard let container = state.withLock({ $0.containers[id] }) else { throw Self.unknown(id) }
    guard container.status.state == .running else { throw RuntimeError(.invalid, "container \"\(id)\" is not running") }
    return container.status.name
  }

  private func containerName(_ id: String) -> String { state.withLock { $0.containers[id]?.status.name } ?? id }

  static func unknown(_ id: String) -> RuntimeError { RuntimeError(.notFound, "container \"\(id)\" not found") }
}
