import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Synchronization

/// How a container ended, as its monitor left it.
struct ExitRecord: Hashable, Sendable {
  var code: Int32
  var time: Timestamp

  /// conmon writes the code into a file when the container has ended; the file's time is the end's. Blocks.
  static func read(_ path: String) -> ExitRecord? {
    guard let text = try? TextFile.read(path), let code = Int32(text.prefix { !$0.isWhitespace }) else { return nil }
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    let nanoseconds = Int64(information.st_mtim.tv_sec) * 1_000_000_000 + Int64(information.st_mtim.tv_nsec)
    return ExitRecord(code: code, time: Timestamp(nanosecondsSinceEpoch: nanoseconds))
  }
}

extension EmbeddedRuntime {
  /// `nil` among the names: some were missed.
  func noteExits(_ names: [String?]) async {
    let known = state.withLock { state in
      names.contains(nil)
        ? state.containers.values.filter { $0.state == .running || $0.state == .created }.map(\.id) : names.compactMap { $0 }
    }
    for id in known { await noteExit(id) }
  }

  /// Notes a container's end, if it has ended and that isn't noted yet.
  func noteExit(_ id: String) async {
    guard let record = state.withLock({ $0.containers[id] }), record.state == .running || record.state == .created else { return }
    let (path, group) = (paths.exitFile(id), Cgroup(layout, path: record.cgroupPath))
    let found = try? await queue.run { ExitRecord.read(path).map { ($0, (group.outOfMemoryKills ?? 0) > 0) } }
    guard let (exit, wasOutOfMemory) = found ?? nil else { return }
    await end(id) { $0.finish(code: exit.code, at: exit.time, wasOutOfMemory: wasOutOfMemory) }
  }

  /// Watches over the container's own process too: when its monitor dies (somebody killed it), nobody leaves an exit code.
  func watchProcess(of record: ContainerRecord) {
    let process = HostProcess.descriptor(record.pid, since: record.processStart)
    let id = record.id
    Task { [weak self] in
      if let process { try await Poller.shared.readable(process) }
      // The monitor, where there is one, notes the exit within milliseconds of it.
      if await self?.waitForExit(id, seconds: 3) == false { await self?.lose(id) }
    }
  }

  /// Notes that a container is gone with nobody left to tell how.
  func lose(_ id: String) async {
    let now = clock.now
    await end(id) { $0.lose(at: now) }
  }

  private func end(_ id: String, _ change: (inout ContainerRecord) -> Void) async {
    let ended = state.withLock { state -> (ContainerRecord, [CheckedContinuation<Void, Never>])? in
      guard var record = state.containers[id], record.state == .running || record.state == .created else { return nil }
      change(&record)
      state.containers[id] = record
      return (record, state.exitWaiters.removeValue(forKey: id).map { Array($0.values) } ?? [])
    }
    guard let (record, waiters) = ended else { return }
    // Without a process namespace of its own its other processes would go on, beside whatever comes after it.
    let group = Cgroup(layout, path: record.cgroupPath)
    try? await queue.run { group.killAll() }
    for waiter in waiters { waiter.resume() }
    send(RuntimeEvent(sandboxID: record.sandboxID))
    try? await keepContainer(id)
  }

  /// Whether the container has ended within the time.
  func waitForExit(_ id: String, seconds: Int) async -> Bool {
    await noteExit(id)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.exitNoted(id) }
      group.addTask { [clock] in try? await clock.sleep(for: .seconds(seconds)) }
      await group.next()
      group.cancelAll()
    }
    await noteExit(id)
    return state.withLock { $0.containers[id].map { $0.state == .exited } ?? true }
  }

  /// Returns when the end is noted, or the task is cancelled.
  func exitNoted(_ id: String) async {
    let token = state.withLock { $0.nextNumber() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state -> Bool in
          guard !Task.isCancelled, let record = state.containers[id], record.state == .running || record.state == .created else {
            return false
          }
          state.exitWaiters[id, default: [:]][token] = continuation
          return true
        }
        if !waits { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.exitWaiters[id]?.removeValue(forKey: token) }?.resume()
    }
  }
}
