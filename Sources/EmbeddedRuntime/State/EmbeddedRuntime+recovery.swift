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
    for container in containers
    where container.state == .creating || state.withLock({ $0.sandboxes[container.sandboxID] == nil }) {
      try await discard(container)
    }
    await withTaskGroup(of: Void.self) { group in
      for container in state.withLock({ Array($0.containers.values) }) { group.addTask { await self.resume(container) } }
    }
    for sandbox in sandboxes where !sandbox.isComplete { try await discard(sandbox) }
    try await queue.run { [weak self] in try self?.removeOrphans() }
    let ready = state.withLock { $0.sandboxes.values.filter(\.isReady) }
    try await queue.run { [network] in try network.setUp(ready.filter { !$0.hostNetwork }) }
    for sandbox in ready { try await checkNamespaces(sandbox) }
  }

  private func discard(_ container: ContainerRecord) async throws {
    let maker = containerMaker
    try await queue.run { try maker.remove(container.id, cgroupPath: container.cgroupPath) }
    state.withLock { $0.containers[container.id] = nil }
  }

  private func resume(_ container: ContainerRecord) async {
    guard container.state != .exited else { return }
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
    try await queue.run { [records] in try records.save(record) }
  }

  /// Directories, mounts and control groups that no record speaks of.
  private func removeOrphans() throws {
    let (sandboxes, containers) = state.withLock { (Set($0.sandboxes.keys), Set($0.containers.keys)) }
    for id in Set(FileTree.names(in: paths.containers) + FileTree.names(in: paths.run + "/c") + FileTree.names(in: paths.runtimeRoot))
    where !containers.contains(id) && Self.isID(id) {
      try containerMaker.remove(id, cgroupPath: "")
    }
    for id in Set(FileTree.names(in: paths.sandboxes) + FileTree.names(in: paths.run + "/s"))
    where !sandboxes.contains(id) && Self.isID(id) {
      try sandboxMaker.removeFiles(id)
    }
    for name in FileTree.names(in: paths.exits) where !containers.contains(name) { try FileTree.remove(paths.exitFile(name)) }
  }

  private static func isID(_ name: String) -> Bool { name.utf8.count == 32 && name.allSatisfy(\.isHexDigit) }
}
