import Basics

/// Everything a `FakeRuntime` remembers; changed under its lock only.
struct FakeRuntimeState {
  struct Sandbox {
    var status: PodSandboxStatus
    var config: PodSandboxConfig
  }
  struct Container {
    var status: ContainerStatus
    var config: ContainerConfig
    var order: Int
    var ignoresStopSignal = false
  }
  struct Failure {
    var operation: FakeRuntime.Operation
    var error: RuntimeError
    var remaining: Int
  }

  var sandboxes: [String: Sandbox] = [:]
  var containers: [String: Container] = [:]
  var images: [String: ImageStatus] = [:]
  var pullable: Set<String> = []
  var scripts: [String: FakeRuntime.Script] = [:]
  var stats: [String: ContainerStats] = [:]
  var failures: [Failure] = []
  var calls: [FakeRuntime.Call] = []
  var execAnswer: @Sendable (String, [String]) throws -> ExecResult = { _, _ in ExecResult(stdout: [], stderr: [], exitCode: 0) }
  var observer: (@Sendable (FakeRuntime.Call) -> Void)?
  var listeners: [Int: AsyncStream<RuntimeEvent>.Continuation] = [:]
  private var counter = 0

  mutating func nextNumber() -> Int {
    counter += 1
    return counter
  }

  mutating func add(listener: AsyncStream<RuntimeEvent>.Continuation) -> Int {
    let id = nextNumber()
    listeners[id] = listener
    return id
  }

  mutating func add(image reference: String, user: String, size: Int64) {
    let digest = Self.digest(of: reference)
    images[reference] = ImageStatus(
      id: digest, tags: [reference], digests: [reference + "@" + digest], sizeBytes: size, user: user)
  }

  mutating func takeFailure(_ operation: FakeRuntime.Operation) -> RuntimeError? {
    guard let at = failures.firstIndex(where: { $0.operation == operation }) else { return nil }
    if failures[at].remaining > 0 {
      failures[at].remaining -= 1
      return nil
    }
    return failures.remove(at: at).error
  }

  func newestRunning(_ name: String, pod: String?) -> String? {
    containers.values
      .filter { container in
        container.status.name == name && container.status.state == .running
          && (pod.map { sandboxes[container.status.sandboxID]?.status.name == $0 } ?? true)
      }
      .max { $0.order < $1.order }?.status.id
  }

  /// Ends a running container; returns its sandbox's id, nil when there was nothing to end.
  @discardableResult
  mutating func finish(_ id: String, code: Int32, reason: String?, now: Timestamp) -> String? {
    guard var container = containers[id], container.status.state == .running || container.status.state == .created else {
      return nil
    }
    container.status.state = .exited
    container.status.exitCode = code
    container.status.finishedAt = now
    container.status.pid = nil
    container.status.reason = reason ?? (code == 0 ? "Completed" : "Error")
    containers[id] = container
    return container.status.sandboxID
  }

  mutating func stopSandbox(_ id: String, now: Timestamp) {
    for (containerID, container) in containers where container.status.sandboxID == id && container.status.state == .running {
      finish(containerID, code: 137, reason: nil, now: now)
    }
    sandboxes[id]?.status.state = .notReady
  }

  /// Sixty-four hexadecimal digits that depend on the text alone (FNV-1a, stretched): a stand-in for a digest.
  static func digest(of text: String) -> String {
    var hex = ""
    for round in 0..<4 {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325 &+ UInt64(round)
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      let digits = String(hash, radix: 16)
      hex += String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return "sha256:" + hex
  }
}
