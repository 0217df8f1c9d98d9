import Basics
import Synchronization

/// How many probes there were, by container, kind and result: `/metrics/probes`.
final class ProbeCounts: Sendable {
  struct Key: Hashable, Sendable {
    var namespace: String
    var pod: String
    var uid: String
    var container: String
    var kind: String
    var result: String
  }

  private let counts = Mutex<[Key: Int]>([:])

  func add(_ key: Key) { counts.withLock { $0[key, default: 0] += 1 } }

  /// A pod that is gone is not counted any more.
  func forget(uid: String) { counts.withLock { counts in counts = counts.filter { $0.key.uid != uid } } }

  var text: PrometheusText {
    var text = PrometheusText()
    text.describe("prober_probe_total", .counter, "Cumulative number of a liveness, readiness or startup probe for a container by result.")
    let sorted = counts.withLock { $0 }.sorted { a, b in
      (a.key.namespace, a.key.pod, a.key.container, a.key.kind, a.key.result) < (b.key.namespace, b.key.pod, b.key.container, b.key.kind, b.key.result)
    }
    for (key, count) in sorted {
      text.sample(
        "prober_probe_total",
        [
          ("container", key.container), ("namespace", key.namespace), ("pod", key.pod), ("pod_uid", key.uid), ("probe_type", key.kind),
          ("result", key.result),
        ], Double(count))
    }
    return text
  }
}
