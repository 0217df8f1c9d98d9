/// When packs are consolidated: often enough that there are never many, seldom enough that it takes a bounded share of one
/// processor from the writers.
struct MaintenancePolicy {
  enum Step: Equatable { case wait, consolidate(Priority) }

  enum Priority {
    /// With what others leave of the processors alone: a share of its own, however small, costs writers at full speed a fifth of it.
    case leftovers
    /// With a small share of its own, however busy the machine is.
    case share
  }

  /// Fewer packs are no burden for any reader.
  static let packsMin = 40
  /// While writers are at full speed it can wait: what is put together later is put together less often.
  static let packsMinWhenBusy = 300
  /// So many new packs since the last look are writers at full speed.
  static let growthWhenBusy = 40
  /// With more, every reader of the repository suffers: consolidating goes before writing.
  static let packsMax = 1_000
  /// At least this many times as long as it took to consolidate nothing is done.
  static let restFactor = 3.0
  /// With no writes for this long, a handful of packs is worth consolidating too.
  static let idleSeconds = 60.0
  static let packsMinWhenIdle = 8

  /// How many packs there are and how many of them came since the last look; what the last run took, in seconds, and how long ago it ended.
  static func next(packs: Int, growth: Int, lastRun: Double, sinceLastRun: Double, sinceLastWrite: Double) -> Step {
    if packs > packsMax { return .consolidate(.share) }
    guard sinceLastRun >= lastRun * restFactor else { return .wait }
    if packs > (growth >= growthWhenBusy ? packsMinWhenBusy : packsMin) { return .consolidate(.leftovers) }
    return sinceLastWrite >= idleSeconds && packs >= packsMinWhenIdle ? .consolidate(.leftovers) : .wait
  }
}
