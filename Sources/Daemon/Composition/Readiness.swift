import APIServer
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// How far the process is between start and end: checks of its health.
final class Readiness: Sendable {
  private enum Phase { case starting, started, stopping }
  private let phase = Mutex(Phase.starting)

  func started() { phase.withLock { $0 = .started } }
  func stopping() { phase.withLock { $0 = .stopping } }

  var checks: [Configuration.HealthCheck] {
    [
      Configuration.HealthCheck("log", isLiveness: true, Self.logProblem),
      Configuration.HealthCheck("components") { [self] in phase.withLock { $0 == .starting } ? "the components are starting" : nil },
      Configuration.HealthCheck("shutdown") { [self] in phase.withLock { $0 == .stopping } ? "the process is shutting down" : nil },
    ]
  }

  /// A log whose reader has stopped would hold every thread that has something to say.
  private static func logProblem() -> String? {
    var log = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard poll(&log, 1, 0) > 0 else { return "the log takes no more" }
    return log.revents & Int16(POLLERR | POLLHUP | POLLNVAL) == 0 ? nil : "the log's reader is gone"
  }
}
