/// How many requests each priority level may have under way at once: its share of the server's seats, less what it has lent, and what it
/// can borrow of others.
///
/// A level always gets its minimum (its nominal seats less what may be lent). Beyond that it may use what no other level uses or is
/// bound to get, up to its own limit of borrowing.
struct SeatAllocation: Sendable {
  struct Limits: Hashable, Sendable {
    var nominal: Int
    var minimum: Int
    var maximum: Int
  }

  let seats: Int
  private let limits: [String: Limits]
  /// Seats that are taken, by level.
  private(set) var executing: [String: Int] = [:]
  /// Seats that are taken, or that levels are bound to get.
  private var bound: Int

  init(seats: Int, levels: [PriorityLevel], executing: [String: Int] = [:]) {
    self.seats = seats
    let shares = max(1, levels.reduce(0) { $0 + $1.shares })
    var limits: [String: Limits] = [:]
    for level in levels where !level.isExempt {
      let nominal = (seats * level.shares + shares - 1) / shares
      let lendable = nominal * level.lendablePercent / 100
      let borrowed = level.borrowingPercentMax.map { nominal * $0 / 100 }
      limits[level.name] = Limits(nominal: nominal, minimum: nominal - lendable, maximum: borrowed.map { min(seats, nominal + $0) } ?? seats)
    }
    self.limits = limits
    self.executing = executing
    bound = limits.reduce(0) { $0 + max($1.value.minimum, executing[$1.key] ?? 0) }
  }

  func limits(_ level: String) -> Limits? { limits[level] }

  /// How many seats a request of the level may take at most: not so many that it would have to wait for all others of its level, or for
  /// what other levels have borrowed, to be done.
  func widthMax(_ level: String) -> Int {
    guard let limit = limits[level] else { return Self.widthMax }
    return max(1, min(Self.widthMax, limit.nominal * 15 / 100, limit.minimum))
  }

  private static let widthMax = 10

  /// Takes so many seats for the level, if it may have them; all or none.
  mutating func take(_ level: String, _ count: Int = 1) -> Bool {
    guard let limit = limits[level] else { return true }
    let now = executing[level] ?? 0
    let beyond = max(0, now + count - max(now, limit.minimum))
    guard beyond == 0 || (now + count <= limit.maximum && bound + beyond <= seats) else { return false }
    executing[level] = now + count
    bound += beyond
    return true
  }

  mutating func release(_ level: String, _ count: Int = 1) {
    guard let now = executing[level], now > 0 else { return }
    let left = max(0, now - count)
    executing[level] = left
    if let limit = limits[level] { bound -= max(0, now - max(left, limit.minimum)) }
  }
}
