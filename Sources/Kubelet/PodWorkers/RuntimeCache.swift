import Basics
import Logging
import RuntimeInterface
import Synchronization

/// What the runtime has, by pod: relisted when the runtime hints at a change, when a worker has changed something, and every
/// ten seconds in case a hint was lost.
final class RuntimeCache: Sendable {
  private struct State {
    var pods: [String: PodRuntimeStatus] = [:]
    var nextID = 0
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
  }

  private let runtime: any ContainerRuntime
  private let clock: any WallClock
  private let fallbackSeconds: Int
  private let logger: Logger
  private let state = Mutex(State())
  private let relister: Relister
  /// Told the uids of the pods that changed.
  private let onChange: @Sendable (Set<String>) -> Void

  init(
    runtime: any ContainerRuntime, clock: any WallClock, fallbackSeconds: Int, logger: Logger,
    onChange: @escaping @Sendable (Set<String>) -> Void
  ) {
    (self.runtime, self.clock, self.fallbackSeconds) = (runtime, clock, fallbackSeconds)
    (self.logger, self.onChange) = (logger, onChange)
    relister = Relister()
  }

  var pods: [String: PodRuntimeStatus] { state.withLock { $0.pods } }

  func status(of pod: Pod) -> PodRuntimeStatus {
    state.withLock { $0.pods[pod.uid] } ?? PodRuntimeStatus(uid: pod.uid, name: pod.name, namespace: pod.namespace)
  }

  /// Returns once the cache shows the runtime as it was at some moment after the call.
  func refresh() async throws { try await relister.run { try await self.list() } }

  private func list() async throws {
    let sandboxes = try await runtime.podSandboxes()
    let pods = PodRuntimeStatus.group(sandboxes, try await runtime.containers())
    let (changed, listeners) = state.withLock { state in
      let uids = Set(state.pods.keys).union(pods.keys)
      let changed = uids.filter { state.pods[$0] != pods[$0] }
      state.pods = pods
      return (changed, changed.isEmpty ? [] : Array(state.listeners.values))
    }
    if !changed.isEmpty { onChange(changed) }
    for listener in listeners { listener.yield() }
  }

  /// An element after each change of anything.
  func changes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state in
      state.nextID += 1
      state.listeners[state.nextID] = continuation
      return state.nextID
    }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.listeners[id] = nil } }
    return stream
  }

  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in self.runtime.events() { await self.relist() }
      }
      group.addTask {
        while !Task.isCancelled {
          do { try await self.clock.sleep(for: .seconds(self.fallbackSeconds)) } catch { return }
          await self.relist()
        }
      }
    }
  }

  private func relist() async {
    do { try await refresh() } catch is CancellationError {} catch {
      logger.warning("The runtime can't be listed", metadata: ["error": "\(error)"])
    }
  }
}

/// Lets calls that come while one is under way share the next one.
private actor Relister {
  private var running: Task<Void, any Error>?
  private var queued: Task<Void, any Error>?

  func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
    if let queued { return try await queued.value }
    let before = running
    let task = Task {
      if let before { _ = try? await before.value }
      begin()
      try await work()
    }
    queued = task
    try await task.value
  }

  private func begin() {
    running = queued
    queued = nil
  }
}
