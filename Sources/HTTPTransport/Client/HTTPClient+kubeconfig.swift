import Basics
import Client
import NIOPosix
import PKI

extension HTTPClient {
  /// A client of the server that a kubeconfig names, with its credentials. Throws `KubeconfigError` for a server that isn't a URL.
  public convenience init(_ config: Kubeconfig, group: MultiThreadedEventLoopGroup) throws {
    guard let url = ServerURL(config.server) else { throw KubeconfigError("\"\(config.server)\" is not the URL of a server") }
    let identity = config.clientCertificate.flatMap { certificate in
      config.clientKey.map { Identity(certificate: certificate, privateKey: $0) }
    }
    let endpoint: Endpoint =
      url.isSecure
      ? .tls(
        host: url.host, port: url.port, serverName: config.serverName, authority: config.certificateAuthority, identity: identity,
        skipVerification: config.skipsTLSVerification)
      : .plain(host: url.host, port: url.port)
    let basic = config.username.map { "Basic " + Base64.encode(("\($0):\(config.password ?? "")").utf8) }
    let proxy = try config.proxyURL.map { text throws -> ForwardProxy in
      guard let proxy = ForwardProxy(text) else { throw KubeconfigError("\"\(text)\" is not the URL of a proxy that can be used: http:// or socks5://") }
      return proxy
    }
    try self.init(endpoint, authorization: config.token.map { "Bearer " + $0 } ?? basic, proxy: proxy, group: group)
  }
}
