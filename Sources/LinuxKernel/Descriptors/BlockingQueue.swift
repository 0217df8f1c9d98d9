import Dispatch

/// Threads for calls that block (mounts, file systems, waiting for children), apart from those that run tasks.
public struct BlockingQueue: Sendable {
  private let queue: DispatchQueue

  public init(_ label: String) { queue = DispatchQueue(label: label, attributes: .concurrent) }

  /// Runs the body to its end, also when the task is cancelled meanwhile: half of an effect is nobody's wish.
  public func run<Result: Sendable>(_ body: @Sendable @escaping () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try body() }) }
    }
  }
}
