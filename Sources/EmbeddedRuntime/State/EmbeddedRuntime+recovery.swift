import Basics
import LinuxKernel
import OCIImage
import RuntimeInterface
import Synchronization

extension EmbeddedRuntime {
  /// Finds what is there from before, removes what a crash left half made, and makes the host's side whole again.
  func recover() async throws {
    let (sandboxes, containers) = try await queue.run { [records] in (records.sandboxes(), records.containers()) }
    state.withLock { state in
      for sandbox in sandboxes {
        var sandbox = sandbox
        if sandbox.bootID != bootID { (sandbox.isReady, sandbox.address) = (false, nil) }
        state.sandboxes[sandbox.id] = sandbox
        if let address = sandbox.address { state.addresses.take(address) }
      }
      for container in containers { state.containers[container.id] = container }
    }
    await settle(containers)
    state.withLock { state in
      state.leftovers.containers = state.containers.values.filter { $0.state == .creating || state.sandboxes[$0.sandboxID] == nil }
      state.leftovers.sandboxes = sandboxes.filter { !$0.isComplete }
    }
    await removeLeftovers()
    await withTaskGroup(of: Void.self) { group in
      for container in state.withLock({ Array($0.containers.values) }) { group.addTask { await self.resume(container) } }
    }
    let ready = state.withLock { $0.sandboxes.values.filter(\.isReady) }
    try await queue.run { [network] in try network.setUp(ready.filter { !$0.hostNetwork }) }
    for sandbox in ready { try await checkNamespaces(sandbox) }
  }

  /// Of a container that is noted as created we may have died just before or just after its start: the runtime program knows. One that
  /// was never started counts as half made, for whoever wanted it doesn't remember it.
  private func settle(_ containers: [ContainerRecord]) async {
    for container in containers where container.state == .created {
      let status: String?
      do { status = try await queue.run { [program] in try program.status(container.id) } } catch { continue }
      var settled = container
      if let status, status != "created" {
        (settled.state, settled.startedAt) = (.running, container.startedAt ?? container.createdAt)
      } else {
        settled.state = .creating
      }
      let record = settled
      state.withLock { $0.containers[record.id] = record }
      try? await keepContainer(record.id)
    }
  }

  private func resume(_ container: ContainerRecord) async {
    guard container.state == .created || container.state == .running else { return }
    await noteExit(container.id)
    let (isOpen, isOfThisBoot) = state.withLock { state in
      (state.containers[container.id]?.state != .exited, state.sandboxes[container.sandboxID]?.bootID == bootID)
    }
    guard isOpen else { return }
    if isOfThisBoot {
      if HostProcess.isAlive(container.pid, since: container.processStart) { return watchProcess(of: container) }
      // Its monitor may be about to write the exit code.
      if await waitForExit(container.id, seconds: 1) { return }
    }
    await lose(container.id)
  }

  /// A sandbox whose pinned namespaces are gone (somebody unmounted them) isn't ready any more.
  private func checkNamespaces(_ sandbox: SandboxRecord) async throws {
    if sandbox.sharesProcesses {
      // Tells at once where the process is gone.
      watchPause(of: sandbox)
    }
    guard let path = sandboxMaker.namespaces(sandbox).network else { return }
    let isThere = try await queue.run { try MountTable.current().contains(path) }
    guard !isThere else { return }
    var lost = sandbox
    lost.isReady = false
    let record = lost
    state.withLock { $0.sandboxes[record.id] = record }
    try await keepSandbox(record.id)
  }
}
