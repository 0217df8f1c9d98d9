import Glibc

/// Runs a call that may block on a thread of its own, so that it never holds a thread of the cooperative pool.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    let work = ThreadWork { continuation.resume(with: .init { try body() }) }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(work).toOpaque())
    guard code == 0 else {
      Unmanaged.passUnretained(work).release()
      continuation.resume(throwing: FileAccessError("can't start a thread: \(String(cString: strerror(code)))"))
      return
    }
    pthread_detach(thread)
  }
}

private final class ThreadWork: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
