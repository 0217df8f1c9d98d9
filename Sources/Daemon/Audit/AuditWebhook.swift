import APIMachinery
import AccessControl
import Basics
import Synchronization

/// Audit events to a service elsewhere, many at once (API reference: audit.k8s.io/v1 EventList).
///
/// Never keeps a request waiting: when the service is slower than events come, those beyond the buffer are lost, and how many is
/// reported.
final class AuditWebhook: AuditSink {
  struct Terms: Sendable {
    var batchMax = 400
    var bufferMax = 10_000
    var wait = Duration.seconds(30)
  }

  private struct State { var events: [Value] = []; var lost = 0 }

  private let endpoint: any ReviewEndpoint
  private let terms: Terms
  private let clock: any WallClock
  private let report: @Sendable (String) -> Void
  private let state = Mutex(State())
  private let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  init(_ endpoint: any ReviewEndpoint, terms: Terms, clock: any WallClock, report: @escaping @Sendable (String) -> Void) {
    (self.endpoint, self.terms, self.clock, self.report) = (endpoint, terms, clock, report)
  }

  @discardableResult
  func record(_ event: Value) async -> Bool {
    let isFull = state.withLock { state in
      guard state.events.count < terms.bufferMax else {
        state.lost += 1
        return false
      }
      state.events.append(event)
      return state.events.count == 1 || state.events.count >= terms.batchMax
    }
    if isFull { arrived.yield() }
    return true
  }

  /// Sends until cancelled, then what is left.
  func run() async {
    for await _ in arrivals {
      if state.withLock({ $0.events.count }) < terms.batchMax { await waitForMore() }
      await drain()
    }
    await drain()
  }

  /// Until there is a batch, or the first event has waited long enough.
  private func waitForMore() async {
    let deadline = clock.now + terms.wait
    while clock.now < deadline, state.withLock({ $0.events.count }) < terms.batchMax {
      do { try await clock.sleep(until: min(deadline, clock.now + .milliseconds(200))) } catch { return }
    }
  }

  private func drain() async {
    while true {
      let (events, lost) = state.withLock { state in
        defer {
          state.events.removeFirst(min(terms.batchMax, state.events.count))
          state.lost = 0
        }
        return (Array(state.events.prefix(terms.batchMax)), state.lost)
      }
      if lost > 0 { report("\(lost) audit events were lost: the service that takes them is too slow") }
      guard !events.isEmpty else { return }
      await send(events)
    }
  }

  private func send(_ events: [Value]) async {
    let list: Value = ["kind": "EventList", "apiVersion": "audit.k8s.io/v1", "metadata": [:], "items": .array(events)]
    var pause = Duration.seconds(1)
    for attempt in 1...5 {
      do throws(ReviewFailure) {
        try await endpoint.send(list)
        return
      } catch {
        guard error.isTransient, attempt < 5 else { return report("\(events.count) audit events were lost: \(error)") }
      }
      do { try await clock.sleep(for: pause) } catch { return report("\(events.count) audit events were lost: the daemon ends") }
      pause = pause * 2
    }
  }
}
