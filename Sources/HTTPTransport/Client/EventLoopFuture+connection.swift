import NIOCore
import Synchronization

extension EventLoopFuture<any Channel> {
  /// The channel. When the task is cancelled before it is there, this throws at once, and the channel that may still come is closed.
  func connection() async throws -> any Channel {
    let attempt = Attempt()
    let promise = eventLoop.makePromise(of: (any Channel).self)
    whenComplete { result in
      if attempt.end() { return promise.completeWith(result) }
      if case .success(let channel) = result { channel.close(promise: nil) }
    }
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      if attempt.end() { promise.fail(CancellationError()) }
    }
  }
}

private final class Attempt: Sendable {
  private let hasEnded = Atomic(false)

  /// True the first time.
  func end() -> Bool { !hasEnded.exchange(true, ordering: .acquiringAndReleasing) }
}
