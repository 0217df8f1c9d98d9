/// How long requests waited for their turn, for `/metrics`.
struct FlowWaits: Sendable {
  struct Key: Hashable, Sendable {
    var flow: FlowTally.Key
    var isExecuted: Bool
  }

  struct Tally: Sendable {
    var count = 0
    var seconds = 0.0
    /// Not cumulative; the last is above every bound.
    var buckets = [Int](repeating: 0, count: FlowWaits.bounds.count + 1)

    mutating func add(_ seconds: Double) {
      count += 1
      self.seconds += seconds
      buckets[FlowWaits.bounds.firstIndex { seconds <= $0 } ?? FlowWaits.bounds.count] += 1
    }
  }

  /// Upper bounds in seconds (upstream's of apiserver_flowcontrol_request_wait_duration_seconds).
  static let bounds = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30]

  private(set) var tallies: [Key: Tally] = [:]

  mutating func add(_ duration: Duration, isExecuted: Bool, of admission: FlowState.Admission) {
    let seconds = duration.seconds
    let key = Key(flow: .init(schema: admission.schema, level: admission.level), isExecuted: isExecuted)
    tallies[key, default: Tally()].add(seconds)
  }
}
