import APIMachinery
import Basics
import Client

/// Answers a request to forward ports: over SPDY, over SPDY inside a WebSocket, or one connection a port over the channels of a
/// WebSocket.
public struct PortForwardUpgrade: Sendable {
  let session: PortForwardSession

  /// `connect` reaches a port of the pod.
  public init(pod: String, clock: any WallClock, connect: @escaping @Sendable (UInt16) async throws -> any ByteConnection) {
    session = PortForwardSession(pod: pod, clock: clock, connect: connect)
  }

  /// The ports of the query count for the channels of a WebSocket alone. Throws when the two can't agree on a protocol.
  public func answer(_ request: HTTPRequest, _ query: QueryParameters) throws(StatusError) -> HTTPResponse {
    let session = session
    let (name, tunnel) = (PortForwardPairing<MultiplexedStream>.name, PortForwardPairing<MultiplexedStream>.tunnelName)
    switch try UpgradeRequest(request) {
    case .spdy(let offered):
      guard offered.contains(name) else { return UpgradeRequest.refusal(offered: offered, served: [name]) }
      return UpgradeRequest.accept(name) { await session.run(overSPDY: $0) }
    case .webSocket(let offered) where offered.contains(tunnel):
      return HTTPResponse(101, body: .webSocket(subprotocol: tunnel) { await session.run(overSPDY: WebSocketBytes($0)) })
    case .webSocket(let offered):
      guard let chosen = ChannelSubprotocol.negotiate(offered: offered, ChannelSubprotocol.portForward) else {
        throw .badRequest("unable to negotiate a subprotocol: client offers \(offered.joined(separator: ", "))")
      }
      let ports = try Self.ports(query)
      return HTTPResponse(101, body: .webSocket(subprotocol: chosen.name) { socket in
        await PortForwardChannels(socket: socket, subprotocol: chosen, ports: ports).run(session)
      })
    }
  }

  private static func ports(_ query: QueryParameters) throws(StatusError) -> [UInt16] {
    let texts = query.all("ports").flatMap { $0.split(separator: ",") }
    guard !texts.isEmpty else { throw .badRequest("query parameter \"ports\" is required") }
    // Two channels a port, numbered by one byte, of which the last names none.
    guard texts.count <= 100 else { throw .badRequest("at most 100 ports can be forwarded over one WebSocket") }
    var ports: [UInt16] = []
    for text in texts {
      guard let port = UInt16(text), port > 0 else { throw .badRequest("port must be between 1 and 65535: \"\(text)\"") }
      ports.append(port)
    }
    return ports
  }
}
