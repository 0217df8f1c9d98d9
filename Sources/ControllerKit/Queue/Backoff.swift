import Basics

/// An exponential delay: `initial`, then `factor` times as long after each failure, `maximum` at most.
public struct Backoff: Sendable, Hashable {
  public var initial: Duration
  public var maximum: Duration
  public var factor: Double
  /// Up to this share of the delay is added at random, so that many clients don't come back at once.
  public var jitter: Double

  public init(initial: Duration, maximum: Duration, factor: Double = 2, jitter: Double = 0) {
    (self.initial, self.maximum, self.factor, self.jitter) = (initial, maximum, factor, jitter)
  }

  /// client-go's default for work queues: 5 ms to 1000 s.
  public static let workQueue = Backoff(initial: .milliseconds(5), maximum: .seconds(1000))
  /// client-go's for reflectors: 800 ms to 30 s.
  public static let informer = Backoff(initial: .milliseconds(800), maximum: .seconds(30), jitter: 1)

  /// The delay before the attempt that follows `failures` failures (1 or more).
  public func delay(afterFailures failures: Int, random: (any RandomSource)? = nil) -> Duration {
    var nanoseconds = Double(initial.nanoseconds)
    let limit = Double(maximum.nanoseconds)
    for _ in 1..<max(failures, 1) {
      nanoseconds *= factor
      if nanoseconds >= limit { break }
    }
    nanoseconds = min(nanoseconds, limit)
    if jitter > 0, let random { nanoseconds += nanoseconds * jitter * Double(random.below(1_000_000)) / 1_000_000 }
    return .nanoseconds(Int64(nanoseconds))
  }
}
