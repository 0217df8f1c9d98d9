import APIMachinery
import LinuxKernel

/// The first process of a process namespace that a pod's containers share. It does nothing but be there: when it ends, the kernel
/// ends everything in the namespace.
struct PauseProcess: Hashable, Sendable {
  var pid: Int32
  /// Clock ticks since boot.
  var start: UInt64

  init?(_ child: ChildProcess) {
    guard let start = HostProcess.start(child.pid) else { return nil }
    (pid, self.start) = (child.pid, start)
  }

  init?(record value: Value?) {
    guard let pid = value?["pid"]?.int, let start = value?["start"]?.int else { return nil }
    (self.pid, self.start) = (Int32(truncatingIfNeeded: pid), UInt64(bitPattern: start))
  }

  var record: Value { ["pid": .int(Int64(pid)), "start": .int(Int64(bitPattern: start))] }
}

extension EmbeddedRuntime {
  /// Waits for a pause process of our own, and notes that its sandbox has ended with it.
  func watchPause(of sandbox: SandboxRecord, _ child: ChildProcess) {
    let id = sandbox.id
    Task { [weak self] in
      _ = try? await child.exit()
      await self?.losePause(of: id)
    }
  }

  /// The same for one that an earlier process of ours has started.
  func watchPause(of sandbox: SandboxRecord) {
    let descriptor = HostProcess.descriptor(sandbox.pause?.pid, since: sandbox.pause?.start)
    let id = sandbox.id
    Task { [weak self] in
      if let descriptor { try? await Poller.shared.readable(descriptor) }
      await self?.losePause(of: id)
    }
  }

  private func losePause(of id: String) async {
    let wasReady = state.withLock { state in
      guard state.sandboxes[id]?.isReady == true else { return false }
      state.sandboxes[id]?.isReady = false
      return true
    }
    guard wasReady else { return }
    try? await keepSandbox(id)
    send(.init(sandboxID: id))
  }
}
