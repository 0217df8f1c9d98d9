import APIMachinery
import Basics
import Client
import Synchronization

/// Writes events through the API without ever keeping its caller waiting; best effort, as events are.
///
/// Holds 1000 records at most; what comes beyond while the server is slow or away is dropped. `run` works until cancelled.
public final class EventRecorder: Sendable {
  private let client: any APIClient
  private let clock: any WallClock
  private let state = Mutex<State>(State())
  private static let capacity = 1000

  private struct State {
    var pending: [(EventRecord, Timestamp)] = []
    var correlator = EventCorrelator()
    var wake: AsyncStream<Void>.Continuation?
  }

  public init(client: any APIClient, clock: any WallClock = SystemClock()) { (self.client, self.clock) = (client, clock) }

  public func record(_ event: EventRecord) {
    let now = clock.now
    let wake = state.withLock { state in
      if state.pending.count < Self.capacity { state.pending.append((event, now)) }
      return state.wake
    }
    wake?.yield()
  }

  public func run() async {
    let (signals, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { $0.wake = wake }
    wake.yield()
    for await _ in signals { await flush() }
    state.withLock { $0.wake = nil }
  }

  /// Writes what is pending, one request after the other.
  public func flush() async {
    while let request = nextRequest() {
      do {
        let name = try await send(request)
        state.withLock { $0.correlator.succeeded(request, name: name) }
      } catch is CancellationError { return } catch {}
    }
  }

  private func nextRequest() -> EventCorrelator.Request? {
    state.withLock { state in
      while !state.pending.isEmpty {
        let (record, time) = state.pending.removeFirst()
        if let request = state.correlator.request(for: record, now: time) { return request }
      }
      return nil
    }
  }

  private func send(_ request: EventCorrelator.Request) async throws -> String {
    let options = WriteOptions(fieldManager: request.event["reportingComponent"]?.string ?? "")
    if let patch = request.patch {
      do {
        return try await client.patch(request.path, name: request.event.name, patch, options: options).name
      } catch let error as StatusError where error.reason == .notFound {}
    }
    return try await client.create(request.path, request.event, options: options).name
  }
}
