import APIMachinery
import Basics
import RuntimeInterface

/// Whether an image has to be pulled before a container starts (Images: "Image pull policy").
enum ImageDecision: Sendable, Equatable {
  case usePresent
  case pull
  case refuse(reason: String, message: String)

  init(_ container: ContainerSpec, isPresent: Bool) {
    switch container.pullPolicy {
    case .always: self = .pull
    case .ifNotPresent: self = isPresent ? .usePresent : .pull
    case .never:
      self = isPresent
        ? .usePresent
        : .refuse(
          reason: "ErrImageNeverPull", message: "Container image \"\(container.image)\" is not present with pull policy of Never")
    }
  }
}

/// How long a failed pull isn't tried again: 10 s, doubling to 5 min, by image.
struct PullBackOff: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    var delay: Duration
    var failedAt: Timestamp
    var message: String
  }
  /// So long the failure itself is shown. Whatever wakes the pod's worker meanwhile (its own status coming back, for one) finds
  /// the same answer, so that the reason is written before the back-off takes its place.
  static let display = Duration.seconds(1)

  enum Hold: Sendable, Equatable {
    case failed(message: String, until: Timestamp)
    case backingOff(lastError: String, until: Timestamp)
  }

  private var entries: [String: Entry] = [:]

  /// Why an image isn't pulled now; nil when it may be.
  func hold(_ image: String, now: Timestamp) -> Hold? {
    guard let entry = entries[image] else { return nil }
    let (shown, end) = (entry.failedAt + Self.display, entry.failedAt + entry.delay)
    if now < shown { return .failed(message: entry.message, until: shown) }
    return now < end ? .backingOff(lastError: entry.message, until: end) : nil
  }

  mutating func recordFailure(_ image: String, _ message: String, now: Timestamp) {
    var delay = CrashBackOff.initial
    if let entry = entries[image], now - entry.failedAt <= CrashBackOff.maximum * 2 { delay = min(entry.delay * 2, CrashBackOff.maximum) }
    entries[image] = Entry(delay: delay, failedAt: now, message: message)
  }

  mutating func recordSuccess(_ image: String) { entries[image] = nil }
}
