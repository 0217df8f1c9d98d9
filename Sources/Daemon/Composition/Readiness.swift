import APIServer
import Synchronization

/// Whether the components that were asked for have been started: a check of /readyz.
final class Readiness: Sendable {
  private let isStarted = Mutex(false)
  private let components: Set<Component>

  init(_ components: Set<Component>) { self.components = components }

  func started() { isStarted.withLock { $0 = true } }

  var checks: [Configuration.HealthCheck] {
    [Configuration.HealthCheck("components") { [self] in isStarted.withLock { $0 } ? nil : "the components are starting" }]
  }
}
