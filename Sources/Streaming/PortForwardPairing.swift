import SPDY

/// Puts the two streams of each forwarded connection together: clients open an error stream and a data stream with the same
/// request id (`portforward.k8s.io` over SPDY).
public struct PortForwardPairing<Stream> {
  public static var name: String { "portforward.k8s.io" }
  /// As the subprotocol of a WebSocket that carries SPDY (KEP-4006).
  public static var tunnelName: String { "SPDY/3.1+portforward.k8s.io" }

  public struct Pair {
    public var port: UInt16
    public var data: Stream
    public var error: Stream
  }

  public enum Outcome {
    case waiting
    case complete(Pair)
    /// Not a stream of the protocol; says why.
    case refused(String)
  }

  static var pendingMax: Int { 256 }
  private var pending: [String: (port: UInt16, data: Stream?, error: Stream?)] = [:]

  public init() {}

  public mutating func add(_ stream: Stream, _ headers: SPDYHeaders) -> Outcome {
    let text = headers["port"] ?? ""
    guard let port = UInt16(text), port > 0 else {
      return .refused(text.isEmpty ? "\"port\" header is required" : "unable to parse \"\(text)\" as a port")
    }
    guard let request = headers["requestid"], !request.isEmpty else { return .refused("\"requestid\" header is required") }
    guard pending.count < Self.pendingMax || pending[request] != nil else { return .refused("too many half-open requests") }
    var pair = pending[request] ?? (port, nil, nil)
    guard pair.port == port else { return .refused("request \(request) names two ports") }
    switch headers["streamtype"] {
    case "error":
      guard pair.error == nil else { return .refused("error stream already assigned") }
      pair.error = stream
    case "data":
      guard pair.data == nil else { return .refused("data stream already assigned") }
      pair.data = stream
    case let type: return .refused("invalid stream type \"\(type ?? "")\"")
    }
    guard let data = pair.data, let error = pair.error else {
      pending[request] = pair
      return .waiting
    }
    pending[request] = nil
    return .complete(Pair(port: port, data: data, error: error))
  }
}

extension PortForwardPairing.Pair: Sendable where Stream: Sendable {}
