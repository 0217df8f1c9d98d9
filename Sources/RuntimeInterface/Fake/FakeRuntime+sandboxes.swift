import Basics
import Synchronization

extension FakeRuntime {
  public func version() async throws -> RuntimeVersion {
    try begin(.version, "")
    return RuntimeVersion(name: "fake", version: "1.0.0")
  }

  public func runPodSandbox(_ config: PodSandboxConfig) async throws -> String {
    try begin(.runPodSandbox, config.name)
    let now = clock.now
    let id = state.withLock { state in
      let number = state.nextNumber()
      let id = "sandbox-\(number)"
      let status = PodSandboxStatus(
        id: id, name: config.name, namespace: config.namespace, uid: config.uid, attempt: config.attempt, state: .ready,
        createdAt: now, ips: config.hostNetwork ? [] : ["10.244.\(number / 250).\(number % 250 + 2)"], labels: config.labels,
        annotations: config.annotations)
      state.sandboxes[id] = .init(status: status, config: config)
      return id
    }
    send(RuntimeEvent(sandboxID: id))
    return id
  }

  public func stopPodSandbox(_ id: String) async throws {
    try begin(.stopPodSandbox, sandboxName(id))
    let now = clock.now
    state.withLock { $0.stopSandbox(id, now: now) }
    send(RuntimeEvent(sandboxID: id))
  }

  public func removePodSandbox(_ id: String) async throws {
    try begin(.removePodSandbox, sandboxName(id))
    state.withLock { state in
      state.sandboxes[id] = nil
      state.containers = state.containers.filter { $0.value.status.sandboxID != id }
    }
    send(RuntimeEvent(sandboxID: id))
  }

  public func updatePodSandbox(_ id: String, resources: LinuxResources) async throws {
    try begin(.updatePodSandbox, sandboxName(id))
    state.withLock { $0.sandboxes[id]?.config.resources = resources }
  }

  /// Oldest first.
  public func podSandboxes() async throws -> [PodSandboxStatus] {
    try begin(.podSandboxes, "")
    return state.withLock { $0.sandboxes.values.map(\.status) }.sorted {
      ($0.createdAt, $0.id.count, $0.id) < ($1.createdAt, $1.id.count, $1.id)
    }
  }

  private func sandboxName(_ id: String) -> String { state.withLock { $0.sandboxes[id]?.status.name } ?? id }
}
