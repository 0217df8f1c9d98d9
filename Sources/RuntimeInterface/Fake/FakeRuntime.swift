import Basics
import Synchronization

/// A runtime in memory, for tests of a kubelet and for the simulator: containers run until they are told to exit.
///
/// Nothing happens by itself: a container exits when `exit`, a script given to `script(container:_:)`, or a stop ends it. Every
/// call is recorded in `calls`; `fail(_:with:)` makes the next call of an operation throw.
public final class FakeRuntime: ContainerRuntime, ImageService {
  /// The operations that can be recorded and made to fail, named as the protocols' methods are.
  public enum Operation: String, Sendable {
    case version, runPodSandbox, stopPodSandbox, removePodSandbox, updatePodSandbox, podSandboxes
    case createContainer, startContainer, stopContainer, removeContainer, updateContainer, containers, containerStatus
    case reopenContainerLog, execSync, exec, attach, containerStats
    case images, image, pull, removeImage
  }

  /// One call and what it was about: a pod's or container's name, an image's reference.
  public struct Call: Hashable, Sendable {
    public var operation: Operation
    public var subject: String
    public init(_ operation: Operation, _ subject: String) { (self.operation, self.subject) = (operation, subject) }
  }

  /// What a container does once it is started.
  public enum Script: Hashable, Sendable {
    /// Runs until it is stopped, or `exit` is called.
    case run
    /// Exits at once with this code.
    case exit(Int32)
    /// Is killed by the kernel for its memory at once (137, `OOMKilled`).
    case outOfMemory
    /// `startContainer` throws.
    case failToStart(String)
    /// Runs, and doesn't heed the stop signal: it dies of SIGKILL (137).
    case ignoreStopSignal
  }

  let clock: any WallClock
  let state = Mutex(FakeRuntimeState())

  public init(clock: any WallClock = SystemClock()) { self.clock = clock }

  // MARK: what a test sets

  /// Makes an image present. Its id is derived from the reference.
  public func addImage(_ reference: String, user: String = "", sizeBytes: Int64 = 1 << 20) {
    state.withLock { $0.add(image: reference, user: user, size: sizeBytes) }
  }

  /// Lets `pull` find an image, as a registry would have it.
  public func publishImage(_ reference: String) { state.withLock { _ = $0.pullable.insert(reference) } }

  /// What the containers of this name do from their next start on.
  public func script(container name: String, _ script: Script) { state.withLock { $0.scripts[name] = script } }

  /// The next call of this operation (after `skipping` others) throws `error`.
  public func fail(_ operation: Operation, with error: RuntimeError, skipping: Int = 0) {
    state.withLock { $0.failures.append(.init(operation: operation, error: error, remaining: skipping)) }
  }

  /// Answers `execSync` and `exec` (probes, hooks); the default is exit code 0 without output.
  public func onExec(_ answer: @escaping @Sendable (_ container: String, _ command: [String]) throws -> ExecResult) {
    state.withLock { $0.execAnswer = answer }
  }

  /// Called for every recorded call, outside the fake's lock.
  public func onCall(_ observe: @escaping @Sendable (Call) -> Void) { state.withLock { $0.observer = observe } }

  /// What `containerStats` answers for the containers of this name.
  public func setStats(container name: String, _ stats: ContainerStats) { state.withLock { $0.stats[name] = stats } }

  /// Ends the newest running container of this name, as if its process had exited. False when there is none.
  @discardableResult
  public func exit(container name: String, pod: String? = nil, code: Int32, reason: String? = nil) -> Bool {
    let now = clock.now
    let sandbox = state.withLock { state -> String? in
      guard let id = state.newestRunning(name, pod: pod) else { return nil }
      return state.finish(id, code: code, reason: reason, now: now)
    }
    if let sandbox { send(RuntimeEvent(sandboxID: sandbox)) }
    return sandbox != nil
  }

  /// Makes a sandbox not ready with everything in it dead, as a crash of the host's network or a reboot does.
  public func loseSandbox(_ id: String) {
    let now = clock.now
    state.withLock { $0.stopSandbox(id, now: now) }
    send(RuntimeEvent(sandboxID: id))
  }

  // MARK: what a test reads

  public var calls: [Call] { state.withLock { $0.calls } }
  public func clearCalls() { state.withLock { $0.calls = [] } }
  public func config(ofContainer id: String) -> ContainerConfig? { state.withLock { $0.containers[id]?.config } }
  public func config(ofSandbox id: String) -> PodSandboxConfig? { state.withLock { $0.sandboxes[id]?.config } }

  // MARK: events

  public func events() -> AsyncStream<RuntimeEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: RuntimeEvent.self, bufferingPolicy: .bufferingNewest(1024))
    let id = state.withLock { $0.add(listener: continuation) }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.listeners[id] = nil } }
    return stream
  }

  func send(_ event: RuntimeEvent) {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(event) }
  }

  /// Records the call, then throws when it was told to.
  func begin(_ operation: Operation, _ subject: String) throws(RuntimeError) {
    let call = Call(operation, subject)
    let (failure, observer) = state.withLock { state in
      state.calls.append(call)
      return (state.takeFailure(operation), state.observer)
    }
    observer?(call)
    if let failure { throw failure }
  }
}
