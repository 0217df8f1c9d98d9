import APIMachinery
import Basics
import Client

/// The protocol that a streaming request asks to change to.
public enum UpgradeRequest {
  /// With the subprotocols that the client offers, in its order.
  case webSocket(offered: [String])
  /// With the protocols of `X-Stream-Protocol-Version`, in the client's order.
  case spdy(offered: [String])

  static let spdyName = "SPDY/3.1"
  static let versionHeader = "X-Stream-Protocol-Version"

  public init(_ request: HTTPRequest) throws(StatusError) {
    let isUpgrade = request.headers.all("Connection").contains { Self.items($0).contains { $0.lowercased() == "upgrade" } }
    switch (request.headers["Upgrade"] ?? "").lowercased() {
    case "websocket" where isUpgrade: self = .webSocket(offered: request.headers.all("Sec-WebSocket-Protocol").flatMap(Self.items))
    case "spdy/3.1" where isUpgrade: self = .spdy(offered: request.headers.all(Self.versionHeader).flatMap(Self.items))
    default: throw .badRequest("Upgrade request required")
    }
  }

  private static func items(_ header: String) -> [String] { header.split(separator: ",").map { String($0.filter { $0 != " " && $0 != "\t" }) } }

  /// The answer to a SPDY client that can't agree with us on a protocol, in the form that its fallback reads.
  static func refusal(offered: [String], served: [String]) -> HTTPResponse {
    let text =
      offered.isEmpty
      ? "unable to upgrade: \(versionHeader) header is required"
      : "unable to upgrade: unable to negotiate protocol: client supports \(list(offered)), server accepts \(list(served))"
    var headers: HTTPHeaders = ["Content-Type": "text/plain; charset=utf-8"]
    for name in served { headers.add("X-Accepted-Stream-Protocol-Versions", name) }
    return HTTPResponse(403, headers: headers, body: .bytes(Array((text + "\n").utf8)))
  }

  /// The answer that changes to SPDY with one of its protocols.
  static func accept(_ name: String, _ serve: @escaping @Sendable (any ByteConnection) async -> Void) -> HTTPResponse {
    HTTPResponse(101, headers: ["Upgrade": spdyName, versionHeader: name], body: .upgrade(serve))
  }

  private static func list(_ names: [String]) -> String { "[" + names.joined(separator: " ") + "]" }
}
