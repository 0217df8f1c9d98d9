import Basics

extension APIServer {
  /// API Priority and Fairness, under upstream's names.
  func describeFlows(_ text: inout PrometheusText) {
    guard let (flow, waits) = flows?.current else { return }
    let tallies = flow.tallies.sorted { $0.key < $1.key }
    func each(_ name: String, _ kind: PrometheusText.Kind, _ help: String, _ value: (FlowTally.Key, FlowTally) -> Int) {
      text.describe("apiserver_flowcontrol_" + name, kind, help)
      for (key, tally) in tallies { text.sample("apiserver_flowcontrol_" + name, key.labels, Double(value(key, tally))) }
    }
    each("dispatched_requests_total", .counter, "Requests that were let go on.") { $1.dispatched }
    each("current_executing_requests", .gauge, "Requests that are worked on.") { $1.executing }
    each("current_executing_seats", .gauge, "Seats that are taken.") { $1.executingSeats }
    let waiting = Dictionary(grouping: flow.waitingRequests.values) { FlowTally.Key(schema: $0.admission.schema, level: $0.admission.level) }
    each("current_inqueue_requests", .gauge, "Requests that wait for their turn.") { key, _ in waiting[key]?.count ?? 0 }
    text.describe("apiserver_flowcontrol_rejected_requests_total", .counter, "Requests that were refused, by reason.")
    for (key, tally) in tallies {
      for (reason, count) in tally.rejections where count > 0 {
        text.sample("apiserver_flowcontrol_rejected_requests_total", key.labels + [("reason", reason)], Double(count))
      }
    }
    let limits: [(name: String, help: String, value: KeyPath<SeatAllocation.Limits, Int>)] = [
      ("nominal_limit_seats", "Seats that a level has, before it lends or borrows.", \.nominal),
      ("lower_limit_seats", "Seats that a level always gets.", \.minimum), ("upper_limit_seats", "Seats that a level may have at most.", \.maximum),
    ]
    for (name, help, value) in limits {
      text.describe("apiserver_flowcontrol_" + name, .gauge, help)
      for level in flow.levels.keys.sorted() {
        guard let limits = flow.seats.limits(level) else { continue }
        text.sample("apiserver_flowcontrol_" + name, [("priority_level", level)], Double(limits[keyPath: value]))
      }
    }
    describe(waits, &text)
  }

  private func describe(_ waits: FlowWaits, _ text: inout PrometheusText) {
    let name = "apiserver_flowcontrol_request_wait_duration_seconds"
    text.describe(name, .histogram, "How long requests waited for their turn, in seconds.")
    for (key, tally) in waits.tallies.sorted(by: { ($0.key.flow, $0.key.isExecuted ? 1 : 0) < ($1.key.flow, $1.key.isExecuted ? 1 : 0) }) {
      let labels = key.flow.labels + [("execute", key.isExecuted ? "true" : "false")]
      text.histogram(name, labels, bounds: FlowWaits.bounds, buckets: tally.buckets, count: tally.count, sum: tally.seconds)
    }
  }
}

extension FlowTally.Key {
  fileprivate var labels: [(String, String)] { [("flow_schema", schema), ("priority_level", level)] }
}
