import Basics
import Glibc
import LinuxKernel
import Synchronization

/// What a crash left half made and that isn't removed yet.
struct Leftovers: Sendable {
  var containers: [ContainerRecord] = []
  var sandboxes: [SandboxRecord] = []
  /// Why something of it, or of what no record speaks of, is still there.
  var problems: [String] = []

  var isEmpty: Bool { containers.isEmpty && sandboxes.isEmpty && problems.isEmpty }
}

extension EmbeddedRuntime {
  /// How long what couldn't be removed is left alone.
  private static let retryPeriod = Duration.seconds(30)

  /// Why something that was cut off by a crash is still on the host; it is tried again from time to time, and harms nothing meanwhile.
  public var recoveryProblems: [String] { state.withLock { $0.leftovers.problems } }

  /// Removes what it can. What stays, and why, is remembered: one directory that is busy must not keep the node from starting.
  func removeLeftovers() async {
    let found = state.withLock { $0.leftovers }
    var kept = Leftovers()
    for container in found.containers {
      do { try await discard(container) } catch {
        kept.containers.append(container)
        kept.problems.append("container \(container.id): \(error)")
      }
    }
    for sandbox in found.sandboxes {
      do { try await discard(sandbox) } catch {
        kept.sandboxes.append(sandbox)
        kept.problems.append("sandbox \(sandbox.id): \(error)")
      }
    }
    kept.problems += await removeOrphans()
    let remaining = kept
    state.withLock { $0.leftovers = remaining }
  }

  /// Goes on until nothing is left; nil when that is so already.
  func startRemovingLeftovers() -> Task<Void, Never>? {
    guard !state.withLock({ $0.leftovers.isEmpty }) else { return nil }
    return Task { [weak self, clock] in
      while (try? await clock.sleep(for: Self.retryPeriod)) != nil {
        guard let self else { return }
        await self.removeLeftovers()
        if self.state.withLock({ $0.leftovers.isEmpty }) { return }
      }
    }
  }

  private func discard(_ container: ContainerRecord) async throws {
    let maker = containerMaker
    try await queue.run {
      // One that was created and never started waits for ever.
      _ = HostProcess.signal(container.pid, since: container.processStart, SIGKILL)
      try maker.remove(container.id, cgroupPath: container.cgroupPath)
    }
    state.withLock { $0.containers[container.id] = nil }
  }

  /// Removes directories, mounts and control groups that no record speaks of; returns why it couldn't.
  private func removeOrphans() async -> [String] {
    let work = { @Sendable [weak self] () -> [String] in
      guard let self else { return [] }
      let paths = self.paths
      // Read before the records are asked for: a record comes before its directories.
      let containerNames = Set([paths.containers, paths.run + "/c", paths.mapped, paths.runtimeRoot].flatMap(FileTree.names))
      let sandboxNames = Set([paths.sandboxes, paths.run + "/s"].flatMap(FileTree.names))
      let exits = FileTree.names(in: paths.exits)
      let (sandboxes, containers) = self.state.withLock { (Set($0.sandboxes.keys), Set($0.containers.keys)) }
      var problems: [String] = []
      func attempt(_ body: () throws -> Void) { do { try body() } catch { problems.append("\(error)") } }
      for id in containerNames where !containers.contains(id) && Self.isID(id) {
        attempt { try self.containerMaker.remove(id, cgroupPath: "") }
      }
      for id in sandboxNames where !sandboxes.contains(id) && Self.isID(id) { attempt { try self.sandboxMaker.removeFiles(id) } }
      for name in exits where !containers.contains(name) { attempt { try FileTree.remove(paths.exitFile(name)) } }
      return problems
    }
    return (try? await queue.run(work)) ?? []
  }

  private static func isID(_ name: String) -> Bool { name.utf8.count == 32 && name.allSatisfy(\.isHexDigit) }
}
