import Synchronization

/// Wakes a worker's loop: however often it is woken while it is busy, it looks once more afterwards.
///
/// While a step takes long, somebody beside the loop can listen too, and misses nothing that the loop will see later.
final class Pulses: Sendable {
  let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let listener = Mutex<AsyncStream<Void>.Continuation?>(nil)

  init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

  func fire() {
    continuation.yield()
    listener.withLock { $0 }?.yield()
  }

  /// What comes from now on, until `endListening`; one listener at a time.
  func listen() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    listener.withLock { $0 = continuation }
    return stream
  }

  func endListening() {
    listener.withLock { listener in
      listener?.finish()
      listener = nil
    }
  }
}
