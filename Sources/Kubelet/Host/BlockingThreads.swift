import Glibc
import Synchronization

/// Threads for calls that block (files, sockets, mounts), so that none of them ever holds a thread of the cooperative pool.
///
/// Threads start when there is work and no idle one, up to `limit`, and stay. Work runs in the order it came.
final class BlockingThreads: Sendable {
  private struct State {
    var queue: [@Sendable () -> Void] = []
    var threads = 0
    var idle = 0
  }

  private let state = Mutex(State())
  private let ready = Semaphore()
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Runs `work` on one of the threads. A cancelled caller still waits for the work's end: a half-done system call can't be taken back.
  func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      submit { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      submit { continuation.resume(returning: work()) }
    }
  }

  private func submit(_ work: @escaping @Sendable () -> Void) {
    let startsThread = state.withLock { state in
      state.queue.append(work)
      guard state.idle < state.queue.count, state.threads < limit else { return false }
      state.threads += 1
      return true
    }
    if startsThread { start() }
    ready.signal()
  }

  private func start() {
    let body = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let result = pthread_create(&thread, nil, { pointer in
      guard let pointer else { return nil }
      Unmanaged<BlockingThreads>.fromOpaque(pointer).takeRetainedValue().work()
    }, body.toOpaque())
    if result == 0 {
      pthread_detach(thread)
    } else {
      // Without a thread of its own the work is done by the ones there are; with none at all it must not be lost.
      body.release()
      let isAlone = state.withLock { state in
        state.threads -= 1
        return state.threads == 0
      }
      if isAlone { takeOne()?() }
    }
  }

  private func takeOne() -> (@Sendable () -> Void)? {
    state.withLock { $0.queue.isEmpty ? nil : $0.queue.removeFirst() }
  }

  private func work() -> Never {
    while true {
      state.withLock { $0.idle += 1 }
      ready.wait()
      state.withLock { $0.idle -= 1 }
      takeOne()?()
    }
  }
}

/// A counting semaphore whose memory stays in place.
private final class Semaphore: @unchecked Sendable {
  // Unchecked: sem_t is made for use from several threads; the pointer itself never changes.
  private let pointer: UnsafeMutablePointer<sem_t>

  init() {
    pointer = .allocate(capacity: 1)
    sem_init(pointer, 0, 0)
  }

  deinit {
    sem_destroy(pointer)
    pointer.deallocate()
  }

  func signal() { sem_post(pointer) }
  func wait() { while sem_wait(pointer) != 0 && errno == EINTR {} }
}
