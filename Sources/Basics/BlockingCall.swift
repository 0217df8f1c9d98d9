#if canImport(Glibc)
  import Glibc
#endif

/// Runs a blocking call on a thread of its own and waits for it without holding a thread of the cooperative pool.
///
/// Starting a thread costs about 20 µs: for disk and subprocess work, not for hot paths.
public func onOwnThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    let work = ThreadWork {
      do { continuation.resume(returning: try body()) } catch { continuation.resume(throwing: error) }
    }
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 1 << 20)
    let retained = Unmanaged.passRetained(work)
    let status = pthread_create(&thread, &attributes, { argument in
      if let argument { Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().run() }
      return nil
    }, retained.toOpaque())
    pthread_attr_destroy(&attributes)
    if status != 0 {
      retained.release()
      continuation.resume(throwing: SystemError("pthread_create", "", code: status))
    }
  }
}

private final class ThreadWork: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
