import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import HTTPTransport
import Logging
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// The API, served: over TLS, over the local socket, and in process.
struct ControlPlane: Sendable {
  let server: APIServer
  let http: HTTPServer
  let port: Int
  let socket: String

  static func serve(
    _ options: DaemonOptions, server: APIServer, endpoints: [DaemonEndpoint], certificates: ServingCertificates,
    authorities: (clients: [String], proxies: [String]), localUsers: Set<UInt32>
  ) async throws -> ControlPlane {
    var limits = HTTPServer.Limits()
    limits.bodyBytes = { $0 == BatchWire.path ? BatchWire.bodyBytesMax : 3 << 20 }
    limits.streamsBody = { $0 == ImagesEndpoint.path || server.passesOn($0) }
    let http = HTTPServer(
      group: .singleton, limits: limits, handler: DaemonEndpoint.handler(endpoints, localUsers: localUsers, before: server))
    let socket = options.dataDir + "/api.sock"
    try await http.listen(unixSocket: socket)
    chmod(socket, 0o600)
    let port = try await http.listen(
      host: options.bindAddress, port: options.securePort,
      tls: .init(
        identity: certificates.server, clientAuthorities: [certificates.authority.identity.certificate] + authorities.clients,
        proxyAuthorities: authorities.proxies))
    return ControlPlane(server: server, http: http, port: port, socket: socket)
  }

  /// Writes the administrator's kubeconfig where the options say.
  static func writeKubeconfig(_ options: DaemonOptions, _ certificates: ServingCertificates, port: Int) throws {
    guard let path = options.writeKubeconfig else { return }
    let host = options.bindAddress == "0.0.0.0" || options.bindAddress == "::" ? "127.0.0.1" : options.bindAddress
    let url = "https://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    let value = certificates.kubeconfig(server: url).value(cluster: "kctl", user: "admin")
    try TextFile.write(YAML.encode(value), to: path, mode: 0o600)
  }
}
