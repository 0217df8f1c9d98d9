/// What became of the requests of one flow schema at one priority level, since the server began.
struct FlowTally: Hashable, Sendable {
  struct Key: Hashable, Sendable, Comparable {
    var schema: String
    var level: String
    static func < (a: Key, b: Key) -> Bool { (a.level, a.schema) < (b.level, b.schema) }
  }

  var dispatched = 0
  /// Refused at once, by reason.
  var overLimit = 0
  var queueFull = 0
  /// Refused after they had waited.
  var timedOut = 0
  var cancelled = 0
  var executing = 0
  var executingSeats = 0

  /// By the names that the metric's label `reason` has for them.
  var rejections: [(reason: String, count: Int)] {
    [("cancelled", cancelled), ("concurrency-limit", overLimit), ("queue-full", queueFull), ("time-out", timedOut)]
  }

  static func + (a: FlowTally, b: FlowTally) -> FlowTally {
    var sum = a
    for field in [\FlowTally.dispatched, \.overLimit, \.queueFull, \.timedOut, \.cancelled, \.executing, \.executingSeats] { sum[keyPath: field] += b[keyPath: field] }
    return sum
  }
}
