/// When packs are consolidated: often enough that there are never many, seldom enough that it takes a bounded share of one
/// processor from the writers.
struct MaintenancePolicy {
  enum Step: Equatable { case wait, consolidate }

  /// Fewer packs are no burden for any reader.
  static let packsMin = 40
  /// With more, every reader of the repository suffers: consolidating goes before writing.
  static let packsMax = 1_000
  /// At least this many times as long as it took to consolidate nothing is done.
  static let restFactor = 3.0
  /// With no writes for this long, a handful of packs is worth consolidating too.
  static let idleSeconds = 60.0
  static let packsMinWhenIdle = 8

  /// What the last run took, in seconds, and how long ago it ended.
  static func next(packs: Int, lastRun: Double, sinceLastRun: Double, sinceLastWrite: Double) -> Step {
    if packs > packsMax { return .consolidate }
    guard sinceLastRun >= lastRun * restFactor else { return .wait }
    if packs > packsMin { return .consolidate }
    return sinceLastWrite >= idleSeconds && packs >= packsMinWhenIdle ? .consolidate : .wait
  }
}
