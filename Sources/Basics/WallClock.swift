#if canImport(Glibc)
  import Glibc
#endif

/// Tells the time. Every rule takes one (or a `Timestamp`) as a parameter, so that tests and the simulator decide what time it is.
public protocol WallClock: Sendable {
  var now: Timestamp { get }
  /// Returns once `now` has reached `deadline`; throws `CancellationError` when the task is cancelled before.
  func sleep(until deadline: Timestamp) async throws
}

extension WallClock {
  public func sleep(for duration: Duration) async throws { try await sleep(until: now + duration) }
}

/// The host's clock.
public struct SystemClock: WallClock {
  public init() {}

  public var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanosecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  public func sleep(until deadline: Timestamp) async throws {
    let remaining = deadline - now
    if remaining > .zero { try await Task.sleep(for: remaining) }
  }
}
