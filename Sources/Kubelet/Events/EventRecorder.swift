import APIMachinery
import Basics
import Client
import Logging

/// Sends events without ever holding up who records them; when too many wait, further ones are dropped.
final class EventRecorder: Sendable {
  private let client: any APIClient
  private let clock: any WallClock
  private let nodeName: String
  private let logger: Logger
  private let queue: AsyncStream<EventMessage>
  private let input: AsyncStream<EventMessage>.Continuation

  init(client: any APIClient, clock: any WallClock, nodeName: String, logger: Logger) {
    (self.client, self.clock, self.nodeName, self.logger) = (client, clock, nodeName, logger)
    (queue, input) = AsyncStream.makeStream(of: EventMessage.self, bufferingPolicy: .bufferingOldest(1_000))
  }

  func normal(_ target: EventTarget, _ reason: String, _ message: String) {
    input.yield(EventMessage(target: target, severity: .normal, reason: reason, message: message))
  }

  func warning(_ target: EventTarget, _ reason: String, _ message: String) {
    input.yield(EventMessage(target: target, severity: .warning, reason: reason, message: message))
  }

  func run() async {
    var correlator = EventCorrelator(nodeName: nodeName)
    for await event in queue {
      do {
        switch correlator.record(event, now: clock.now) {
        case .create(let namespace, let value):
          _ = try await client.create(ResourcePath(Resources.events, namespace: namespace), value, options: WriteOptions())
        case .update(let namespace, let name, let change):
          _ = try await client.patch(
            ResourcePath(Resources.events, namespace: namespace), name: name, .merge(change), options: WriteOptions())
        }
      } catch is CancellationError {
        return
      } catch {
        correlator.forget(event)
        logger.debug("Event was not recorded", metadata: ["reason": "\(event.reason)", "error": "\(error)"])
      }
    }
  }
}
