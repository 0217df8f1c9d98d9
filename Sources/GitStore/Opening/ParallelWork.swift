import Basics
import Glibc
import Synchronization

/// Spreads blocking work over a few threads of its own.
enum ParallelWork {
  /// More threads would only wait for the disk and hold memory.
  static let threadsMax = 4

  static var threadCount: Int { min(threadsMax, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// `makeWorker` is called once on each thread, and what it gives is called for each number below `count` that the thread gets.
  /// Answers the results in order, or throws one of the errors. Blocks until all is done.
  static func map<Result: Sendable>(
    _ count: Int, makeWorker: @escaping @Sendable () throws -> (Int) throws -> Result
  ) throws -> [Result] {
    let next = Atomic<Int>(0)
    let box = Outcome<Result>()
    let work: @Sendable () -> Void = {
      do {
        let worker = try makeWorker()
        while true {
          let position = next.add(1, ordering: .relaxed).oldValue
          guard position < count, !box.hasFailed else { return }
          let result = try worker(position)
          box.state.withLock { $0.results.append((position, result)) }
        }
      } catch {
        box.state.withLock { $0.failure = $0.failure ?? error }
      }
    }
    let threads = try (1..<max(1, min(threadCount, count))).map { _ in try WorkerThread(work) }
    work()
    for thread in threads { thread.join() }
    return try box.state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.results.sorted { $0.position < $1.position }.map(\.result)
    }
  }

  private final class Outcome<Result: Sendable>: Sendable {
    struct State {
      var results: [(position: Int, result: Result)] = []
      var failure: (any Error)?
    }
    let state = Mutex(State())
    var hasFailed: Bool { state.withLock { $0.failure != nil } }
  }
}
