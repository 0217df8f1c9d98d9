import Basics
import Client
import NIOPosix
import PKI

/// Reaches proxied destinations over the network, on a connection of its own for each request.
///
/// Pods' and services' certificates aren't verified: those have no names that a certificate could be for (kubernetes.io, "Communication
/// between Nodes and the Control Plane"). Kubelets' are, and are told who asks.
public struct NetworkProxy: ProxyTransport {
  /// Whom to believe, and who this is.
  public struct Trust: Sendable {
    /// PEM text.
    public var authority: String
    public var identity: Identity?
    public init(authority: String, identity: Identity?) { (self.authority, self.identity) = (authority, identity) }
  }

  private let group: MultiThreadedEventLoopGroup
  private let trust: (@Sendable () -> Trust)?

  /// `trust`, asked at each request: the destinations' certificates must be by its authority and for the address that is connected to.
  public init(group: MultiThreadedEventLoopGroup, trust: (@Sendable () -> Trust)? = nil) { (self.group, self.trust) = (group, trust) }

  public func send(_ request: HTTPRequest, to destination: ProxyDestination) async throws -> HTTPResponse {
    let trust = trust?()
    let endpoint: HTTPClient.Endpoint =
      destination.isSecure
      ? .tls(
        host: destination.host, port: destination.port, serverName: nil, authority: trust?.authority, identity: trust?.identity,
        skipVerification: trust == nil)
      : .plain(host: destination.host, port: destination.port)
    let client = try HTTPClient(endpoint, group: group)
    if request.headers["Upgrade"] != nil {
      let (answer, connection) = try await client.upgrade(request)
      var response = answer
      if let connection { response.body = .upgrade { await $0.join(connection) } }
      return response
    }
    var request = request
    request.headers["Connection"] = "close"
    return try await client.send(request)
  }
}
