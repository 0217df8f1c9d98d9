import Basics
import GitObjects
import Glibc
import Synchronization

/// Keeps the number of packs small, in the background and at low priority, with the `git` program: geometric repacking (each
/// pack at least twice the next, so an object is rewritten a logarithmic number of times), then the commit-graph.
///
/// Nothing here is needed for correctness: without a `git` program the repository only grows and slows down.
final class PackMaintenance: Sendable {
  private static let packsMax = 40
  private static let pauseMilliseconds = 5_000

  private struct State {
    var isClosed = false
    var child: pid_t = 0
  }

  private let repository: Repository
  private let state = Monitor(State())
  private let thread = Mutex<WorkerThread?>(nil)

  init(_ repository: Repository) { self.repository = repository }

  func start() throws(SystemError) {
    let worker = try WorkerThread { [self] in
      while state.wait(Self.pauseMilliseconds, until: { $0.isClosed ? true : nil }) == nil {
        if repository.packs.packCount > Self.packsMax { consolidate() }
      }
    }
    thread.withLock { $0 = worker }
  }

  /// Packs marked with `.keep` stay out of it: batches whose references are still to be moved, and the ephemeral ones.
  func consolidate() {
    guard git(["repack", "--geometric=2", "-d", "-q", "--no-write-bitmap-index", "--window=4", "--threads=1"]) else { return }
    _ = git(["commit-graph", "write", "--reachable", "--split", "--no-progress"])
  }

  /// Ends a run that is under way, and the thread.
  func close() {
    let child = state.withLock { state in
      state.isClosed = true
      return state.child
    }
    state.signal()
    if child > 0 { kill(child, SIGTERM) }
    thread.withLock { $0 }?.join()
  }

  private func git(_ arguments: [String]) -> Bool {
    let words = ["nice", "-n", "15", "git", "--git-dir", repository.gitDirectory, "-c", "pack.writeReverseIndex=false"] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    for descriptor in 0...2 as ClosedRange<Int32> { posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0) }
    defer { posix_spawn_file_actions_destroy(&files) }
    var child: pid_t = 0
    let started = state.withLock { state in
      guard !state.isClosed, posix_spawnp(&child, "nice", &files, nil, &argv, environ) == 0 else { return false }
      state.child = child
      return true
    }
    guard started else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    state.withLock { $0.child = 0 }
    return status == 0
  }
}
