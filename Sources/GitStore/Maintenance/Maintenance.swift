import Basics
import Synchronization

/// The thread that looks after the repository in the background.
final class Maintenance: Sendable {
  private static let pauseMilliseconds = 5_000

  let packs: PackMaintenance
  private let alsoEachTime: @Sendable () -> Void
  private let isClosed = Monitor(false)
  private let thread = Mutex<WorkerThread?>(nil)

  init(_ packs: PackMaintenance, alsoEachTime: @escaping @Sendable () -> Void) {
    (self.packs, self.alsoEachTime) = (packs, alsoEachTime)
  }

  func start() throws(SystemError) {
    let worker = try WorkerThread { [self] in
      while isClosed.wait(Self.pauseMilliseconds, until: { $0 ? true : nil }) == nil {
        // Before packs are put together: that makes old objects look new.
        packs.prune()
        packs.consolidate()
        alsoEachTime()
      }
    }
    thread.withLock { $0 = worker }
  }

  /// Ends what is under way, and the thread.
  func close() {
    isClosed.withLock { $0 = true }
    isClosed.signal()
    packs.close()
    thread.withLock { $0 }?.join()
  }
}
