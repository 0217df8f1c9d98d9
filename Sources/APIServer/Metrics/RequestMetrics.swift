import Basics
import Synchronization

/// Counts requests and how long they took, for `/metrics`.
///
/// Counting takes turns over several tables, so that requests on different threads seldom wait for each other; a reader adds the
/// tables up.
final class RequestMetrics: Sendable {
  /// The labels of `apiserver_request_total`.
  struct Key: Hashable, Sendable {
    var verb = ""
    var group = ""
    var version = ""
    var resource = ""
    var subresource = ""
    var scope = ""
    var code = 0
    var isDryRun = false
  }

  /// Upper bounds in seconds (upstream's of apiserver_request_duration_seconds).
  static let bounds = [
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
  ]

  struct Tally: Sendable {
    var count = 0
    var seconds = 0.0
    /// Not cumulative; the last is above every bound.
    var buckets = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)

    mutating func add(_ other: Tally) {
      count += other.count
      seconds += other.seconds
      for position in buckets.indices { buckets[position] += other.buckets[position] }
    }
  }

  private final class Table: Sendable {
    let tallies = Mutex<[Key: Tally]>([:])
  }

  private let tables = (0..<8).map { _ in Table() }
  private let turn = Atomic<UInt>(0)
  /// Watches and other requests that last, by their labels.
  private let lasting = Mutex<[Key: Int]>([:])
  private let reading = Atomic<Int>(0)
  private let mutating = Atomic<Int>(0)

  func begin(mutates: Bool) { change(1, mutates) }
  func end(mutates: Bool) { change(-1, mutates) }

  private func change(_ by: Int, _ mutates: Bool) {
    if mutates { mutating.add(by, ordering: .relaxed) } else { reading.add(by, ordering: .relaxed) }
  }

  func count(_ key: Key, _ duration: Duration) {
    let seconds = duration.seconds
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    let table = tables[Int(turn.add(1, ordering: .relaxed).newValue % UInt(tables.count))]
    table.tallies.withLock { tallies in
      tallies[key, default: Tally()].count += 1
      tallies[key, default: Tally()].seconds += seconds
      tallies[key, default: Tally()].buckets[bucket] += 1
    }
  }

  var totals: [Key: Tally] {
    tables.reduce(into: [:]) { totals, table in
      for (key, tally) in table.tallies.withLock({ $0 }) { totals[key, default: Tally()].add(tally) }
    }
  }

  var inFlight: (reading: Int, mutating: Int) { (reading.load(ordering: .relaxed), mutating.load(ordering: .relaxed)) }

  var longRunning: [Key: Int] { lasting.withLock { $0 } }

  fileprivate func changeLongRunning(_ key: Key, by count: Int) {
    lasting.withLock { lasting in
      let now = (lasting[key] ?? 0) + count
      lasting[key] = now == 0 ? nil : now
    }
  }
}

/// Counts one request that lasts for as long as it is held.
final class LongRunningRequest: Sendable {
  private let metrics: RequestMetrics
  private let key: RequestMetrics.Key

  init(_ key: RequestMetrics.Key, _ metrics: RequestMetrics) {
    (self.key, self.metrics) = (key, metrics)
    metrics.changeLongRunning(key, by: 1)
  }

  deinit { metrics.changeLongRunning(key, by: -1) }
}
