import AccessControl
import Basics
import Logging

/// Reads the file of `--authentication-config` again when it has changed: whose tokens are taken follows it, who may be anonymous was settled
/// at the start, as upstream has it. A file that can't be used changes nothing and is reported.
struct AuthenticationReload: Sendable {
  private static let interval = Duration.seconds(10)

  let path: String
  let ownIssuers: [String]
  let issuers: ReplaceableAuthenticator
  let clock: any WallClock
  let logger: Logger

  static func authenticators(ofFile path: String, ownIssuers: [String], _ logger: Logger) throws -> (
    content: AuthenticationConfiguration, authenticators: [any Authenticator]
  ) {
    let content = try AuthenticationConfiguration(ConfigurationFile(TextFile.readBytes(path), path: path), ownIssuers: ownIssuers)
    return (content, content.issuers.map { AuthenticationChoice.authenticator($0, logger) })
  }

  /// Until cancelled. Compares contents: files in mounted volumes change without a sign that could be waited for.
  func run() async {
    // The first reading counts like the others: the file may have changed since the server was given it.
    var known: [UInt8]?
    while !Task.isCancelled {
      do { try await clock.sleep(for: Self.interval) } catch { return }
      guard let now = try? await onOwnThread({ [path] in try TextFile.readBytes(path) }), now != known else { continue }
      let isFirst = known == nil
      known = now
      do {
        let (path, ownIssuers, logger) = (path, ownIssuers, logger)
        let authenticators = try await onOwnThread { try Self.authenticators(ofFile: path, ownIssuers: ownIssuers, logger).authenticators }
        issuers.replace(with: authenticators)
        logger.log(level: isFirst ? .debug : .notice, "the authentication configuration has been read again", metadata: ["file": "\(path)"])
      } catch {
        logger.error("the authentication configuration can't be used; the last good one stays", metadata: ["error": "\(error)"])
      }
    }
  }
}
