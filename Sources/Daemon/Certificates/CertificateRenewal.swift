import APIServer
import Basics
import Logging
import PKI
import Synchronization

/// Keeps the certificates that this daemon has its own authority make for it: makes new ones before the old run out, tells those who
/// show them, and writes them down.
///
/// A directory that can't be written to keeps nobody from showing new certificates: it is reported, and tried again.
final class CertificateRenewal: Sendable {
  /// Between attempts when new ones can't be made or written, or are due again at once.
  static let retryDelay = Duration.seconds(60)

  private struct State {
    var current: ServingCertificates
    /// Why the last attempt didn't go well.
    var problem: String?
  }

  private let state: Mutex<State>
  private let make: @Sendable (Timestamp) throws -> ServingCertificates
  private let write: @Sendable (ServingCertificates) throws -> Void
  private let takers = Mutex<[@Sendable (ServingCertificates) throws -> Void]>([])
  private let clock: any WallClock
  private let logger: Logger

  /// Throws when the first can't be made or written.
  init(
    clock: any WallClock, logger: Logger, make: @escaping @Sendable (Timestamp) throws -> ServingCertificates,
    write: @escaping @Sendable (ServingCertificates) throws -> Void
  ) throws {
    (self.clock, self.logger, self.make, self.write) = (clock, logger, make, write)
    let first = try make(clock.now)
    try write(first)
    state = Mutex(State(current: first))
  }

  var current: ServingCertificates { state.withLock { $0.current } }

  /// Why the last renewal didn't go well; nil when it did.
  var problem: String? { state.withLock { $0.problem } }

  /// Fails once the certificate that clients are shown has run out: nobody believes this server any more.
  var check: Configuration.HealthCheck {
    Configuration.HealthCheck("certificates") { [self] in
      guard let end = try? CertificateFacts(pem: current.server.certificate).notAfter, clock.now >= end else { return nil }
      return "the serving certificate ran out at \(end.rfc3339)" + (problem.map { ": \($0)" } ?? "")
    }
  }

  /// `take` gets every later set of certificates.
  func whenRenewed(_ take: @escaping @Sendable (ServingCertificates) throws -> Void) { takers.withLock { $0.append(take) } }

  /// Makes them anew now, and has them shown; throws when that fails, or when they can't be written, though they are shown then.
  func renew() throws {
    do {
      let renewed = try make(clock.now)
      state.withLock { $0.current = renewed }
      for take in takers.withLock({ $0 }) { try take(renewed) }
      try write(renewed)
    } catch {
      state.withLock { $0.problem = "\(error)" }
      throw error
    }
    state.withLock { $0.problem = nil }
    logger.notice("certificates were renewed")
  }

  /// Until the task is cancelled.
  func run() async {
    let random = SystemRandom()
    while !Task.isCancelled {
      do {
        let due = problem == nil ? try current.renewalTime(chance: Double(random.below(1_000)) / 1_000) : clock.now
        // What is due at once has failed, or was made by an authority that is running out itself: no reason to try without a pause.
        try await clock.sleep(until: due > clock.now ? due : clock.now + Self.retryDelay)
        try renew()
      } catch is CancellationError {
        return
      } catch {
        logger.error("certificates could not be renewed", metadata: ["error": "\(error)", "after": "\(Self.retryDelay)"])
      }
    }
  }
}
