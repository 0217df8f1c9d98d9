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
    var known = await content()
    while !Task.isCancelled {
      do { try await clock.sleep(for: Self.interval) } catch { return }
      guard let now = await content(), now != known else { continue }
      known = now
      do {
        let steps = try await onOwnThread { [path] in try AuthorizationChoice.steps(ofFile: path) }
        server.replaceAuthorization(with: steps)
        logger.notice("the authorization configuration has been read again", metadata: ["file": "\(path)"])
      } catch {
        logger.error("the authorization configuration can't be used; the last good one stays", metadata: ["error": "\(error)"])
      }
    }
  }

  private func content() async -> [UInt8]? { try? await onOwnThread { [path] in try TextFile.readBytes(path) } }
}
