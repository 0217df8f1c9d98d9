import APIServer
import AccessControl
import Basics
import Logging

/// Reads the file of `--authorization-config` again when it has changed. A file that can't be used changes nothing and is reported.
struct AuthorizationReload: Sendable {
  private static let interval = Duration.seconds(10)

  let path: String
  let server: APIServer
  let clock: any WallClock
  let logger: Logger

  /// Until cancelled. Compares contents: files in mounted volumes change without a sign that could be waited for.
  func run() async {
    // The first reading counts like the others: the file may have changed since the server was given it.
    var known: [UInt8]?
    while !Task.isCancelled {
      do { try await clock.sleep(for: Self.interval) } catch { return }
      guard let now = await content(), now != known else { continue }
      let isFirst = known == nil
      known = now
      do {
        let steps = try await onOwnThread { [path] in try AuthorizationChoice.steps(ofFile: path) }
        server.replaceAuthorization(with: steps)
        logger.log(level: isFirst ? .debug : .notice, "the authorization configuration has been read again", metadata: ["file": "\(path)"])
      } catch {
        logger.error("the authorization configuration can't be used; the last good one stays", metadata: ["error": "\(error)"])
      }
    }
  }

  private func content() async -> [UInt8]? { try? await onOwnThread { [path] in try TextFile.readBytes(path) } }
}
