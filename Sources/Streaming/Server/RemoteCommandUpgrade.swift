import APIMachinery
import Basics
import Client

/// Answers a request for a remote command: over a WebSocket or SPDY, as the client asks.
public struct RemoteCommandUpgrade: Sendable {
  let options: ExecOptions
  let clock: any WallClock

  public init(_ options: ExecOptions, clock: any WallClock) { (self.options, self.clock) = (options, clock) }

  /// `command` runs once the client's streams are there. Throws when the two can't agree on a protocol.
  public func answer(
    _ request: HTTPRequest, _ command: @escaping @Sendable (ExecStreams) async throws -> Int32
  ) throws(StatusError) -> HTTPResponse {
    let session = RemoteCommandSession(options: options, clock: clock, command: command)
    let options = options
    switch try UpgradeRequest(request) {
    case .webSocket(let offered):
      guard let chosen = ChannelSubprotocol.negotiate(offered: offered, ChannelSubprotocol.remoteCommand) else {
        throw .badRequest(
          "unable to negotiate a subprotocol: client offers \(offered.joined(separator: ", ")), server accepts "
            + ChannelSubprotocol.remoteCommand.map(\.name).joined(separator: ", "))
      }
      return HTTPResponse(101, body: .webSocket(subprotocol: chosen.name) { await session.run(WebSocketCommandWire($0, chosen, options)) })
    case .spdy(let offered):
      guard let version = RemoteCommandVersion.negotiate(offered: offered) else {
        return UpgradeRequest.refusal(offered: offered, served: RemoteCommandVersion.spdy.map(\.name))
      }
      return UpgradeRequest.accept(version.name) { await session.run(overSPDY: $0, version) }
    }
  }
}
