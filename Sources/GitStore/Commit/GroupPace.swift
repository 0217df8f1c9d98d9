/// How long the next group gathers before it is written.
///
/// Each group costs a sync of the disk and the processor's time around it. Where syncs are fast, writers that come back at once would
/// each get a group of their own, and all of them would wait for the processor. So while several write at once, a group gathers
/// for a while that grows with their number; a writer alone never waits.
struct GroupPace {
  /// A busy store writes this many groups a second at least.
  static let gatheringNanosecondsMax: Int64 = 1_000_000
  /// About the time in which a writer on a busy machine makes its next write.
  static let nanosecondsPerWriter: Int64 = 50_000

  private var groupSize = 1
  private var lastEnd: Int64 = 0

  /// How much longer to gather, with `now` in nanoseconds of a monotonic clock.
  func pause(now: Int64) -> Int64 {
    guard groupSize > 1 else { return 0 }
    return max(0, min(Self.gatheringNanosecondsMax, Int64(groupSize) * Self.nanosecondsPerWriter) - (now - lastEnd))
  }

  mutating func wrote(_ count: Int, now: Int64) { (groupSize, lastEnd) = (count, now) }
}
