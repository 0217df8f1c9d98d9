import Basics
import Glibc

/// State that threads wait on: a pthread mutex with a condition.
final class Monitor<State>: @unchecked Sendable {
  // Unchecked: `state` is touched only while `mutex` is held.
  private var state: State
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ state: sending State) {
    self.state = state
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` alone. It must be short and must not call out.
  func withLock<R, E: Error>(_ body: (inout State) throws(E) -> R) throws(E) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&state)
  }

  /// Wakes everyone who waits.
  func signal() { pthread_cond_broadcast(condition) }

  /// Blocks the calling thread until `body` gives a value, asking again after each `signal`; nil once the time is over.
  func wait<R>(_ timeoutMilliseconds: Int? = nil, until body: (inout State) -> R?) -> R? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    var deadline = timespec()
    if let timeoutMilliseconds {
      clock_gettime(CLOCK_REALTIME, &deadline)
      let nanoseconds = deadline.tv_nsec + timeoutMilliseconds % 1_000 * 1_000_000
      deadline.tv_sec += timeoutMilliseconds / 1_000 + nanoseconds / 1_000_000_000
      deadline.tv_nsec = nanoseconds % 1_000_000_000
    }
    while true {
      if let result = body(&state) { return result }
      if timeoutMilliseconds == nil {
        pthread_cond_wait(condition, mutex)
      } else if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT {
        return body(&state)
      }
    }
  }
}

/// A thread that blocks as it likes. It ends when its body returns; `join` waits for that.
final class WorkerThread: Sendable {
  private let done = Monitor(false)

  init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let done = done
    let work = Work {
      body()
      done.withLock { $0 = true }
      done.signal()
    }
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let retained = Unmanaged.passRetained(work)
    let status = pthread_create(&thread, &attributes, { argument in
      if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
      return nil
    }, retained.toOpaque())
    pthread_attr_destroy(&attributes)
    if status != 0 {
      retained.release()
      throw SystemError("pthread_create", "", code: status)
    }
  }

  /// Blocks until the body has returned.
  func join() { _ = done.wait { $0 ? true : nil } }

  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
