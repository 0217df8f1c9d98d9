/// A clock that stands still until it is told to move; sleepers wake when `advance` passes their deadline, earlier deadlines first.
public final class ManualClock: WallClock {
  private let time: AwaitedValue<Timestamp>

  public init(_ start: Timestamp = Timestamp(secondsSinceEpoch: 1_700_000_000)) { time = AwaitedValue(start) }

  public var now: Timestamp { time.value }

  /// Moves the clock (backwards too, as a real one may) and wakes whoever is due.
  public func advance(by duration: Duration) { time.update { $0 = $0 + duration } }

  public func sleep(until deadline: Timestamp) async throws { try await time.wait(for: deadline) }
}
