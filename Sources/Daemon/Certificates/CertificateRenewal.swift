import Basics
import Logging
import PKI
import Synchronization

/// Keeps the certificates that this daemon has its own authority make for it: makes new ones before the old run out, and tells those who
/// show them.
final class CertificateRenewal: Sendable {
  /// Between attempts when new ones can't be made or written.
  static let retryDelay = Duration.seconds(60)

  private let state: Mutex<ServingCertificates>
  private let make: @Sendable (Timestamp) throws -> ServingCertificates
  private let takers = Mutex<[@Sendable (ServingCertificates) throws -> Void]>([])
  private let clock: any WallClock
  private let logger: Logger

  /// `make` also writes them down. Throws when the first can't be made.
  init(clock: any WallClock, logger: Logger, make: @escaping @Sendable (Timestamp) throws -> ServingCertificates) throws {
    (self.clock, self.logger, self.make) = (clock, logger, make)
    state = Mutex(try make(clock.now))
  }

  var current: ServingCertificates { state.withLock { $0 } }

  /// `take` gets every later set of certificates.
  func whenRenewed(_ take: @escaping @Sendable (ServingCertificates) throws -> Void) { takers.withLock { $0.append(take) } }

  /// Makes them anew now.
  func renew() throws {
    let renewed = try make(clock.now)
    state.withLock { $0 = renewed }
    for take in takers.withLock({ $0 }) { try take(renewed) }
    logger.notice("certificates were renewed")
  }

  /// Until the task is cancelled.
  func run() async {
    let random = SystemRandom()
    while !Task.isCancelled {
      do {
        let due = try current.renewalTime(chance: Double(random.below(1_000)) / 1_000)
        try await clock.sleep(until: due)
        try renew()
      } catch is CancellationError {
        return
      } catch {
        logger.error("certificates could not be renewed", metadata: ["error": "\(error)"])
        try? await clock.sleep(for: Self.retryDelay)
      }
    }
  }
}
