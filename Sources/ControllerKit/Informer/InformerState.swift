import APIMachinery
import Basics
import Client

/// The list-and-watch protocol (API concepts: efficient detection of changes) as a value: outcomes go in, the next order comes out.
///
/// - A list gives the state and the resourceVersion to watch from.
/// - A watch that ends, or fails for a passing reason, is resumed from the last resourceVersion seen, bookmarks included.
/// - A resourceVersion that the server no longer knows (410) leads to a new list.
/// - Failures in a row wait longer each time; a watch that ends at once without an event counts as one.
public struct InformerState: Sendable {
  public enum Order: Hashable, Sendable {
    case list
    case watch(resourceVersion: String)
    case wait(until: Timestamp, then: Next)
  }
  public enum Next: Hashable, Sendable { case list, watch }

  /// Empty before the first list and after a 410.
  public private(set) var resourceVersion = ""
  public private(set) var consecutiveFailures = 0
  private let backoff: Backoff
  private var watchStarted: Timestamp?
  private var sawEvent = false

  public init(backoff: Backoff = .informer) { self.backoff = backoff }

  /// What to do now, with nothing under way.
  public var order: Order { resourceVersion.isEmpty ? .list : .watch(resourceVersion: resourceVersion) }

  public mutating func listed(resourceVersion: String) { self.resourceVersion = resourceVersion }

  public mutating func watchStarted(now: Timestamp) { (watchStarted, sawEvent) = (now, false) }

  public mutating func received(_ event: WatchEvent) {
    let version = event.object.resourceVersion
    if !version.isEmpty { resourceVersion = version }
    (sawEvent, consecutiveFailures) = (true, 0)
  }

  /// The server closed the watch, as it does now and then.
  public mutating func watchEnded(now: Timestamp, random: any RandomSource) -> Order {
    if let watchStarted, !sawEvent, now - watchStarted < .seconds(1) { return retry(now: now, random: random) }
    consecutiveFailures = 0
    return order
  }

  public mutating func failed(_ error: any Error, now: Timestamp, random: any RandomSource) -> Order {
    if let status = error as? StatusError, status.code == 410 || status.reason == .expired || status.reason == .gone {
      let hadVersion = !resourceVersion.isEmpty
      resourceVersion = ""
      // A list can't be too old; a server that says so all the same must not be asked in a loop.
      if hadVersion, consecutiveFailures == 0 { consecutiveFailures = 1; return .list }
    }
    return retry(now: now, random: random)
  }

  private mutating func retry(now: Timestamp, random: any RandomSource) -> Order {
    consecutiveFailures += 1
    let until = now + backoff.delay(afterFailures: consecutiveFailures, random: random)
    return .wait(until: until, then: resourceVersion.isEmpty ? .list : .watch)
  }
}
