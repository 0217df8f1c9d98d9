import AccessControl
import Basics
import Client
import HTTPTransport
import NIOPosix

/// Documents of OpenID issuers over HTTPS. Redirects aren't followed: an issuer's keys come from where it says they are.
struct WebDocuments: DocumentSource {
  private static let bytesMax = 1 << 20
  private static let timeout = Duration.seconds(10)

  func document(_ url: String, certificateAuthority: String?) async throws -> [UInt8] {
    guard let place = WebAddress(url) else { throw DaemonError("\"\(url)\" is not a URL") }
    var config = Kubeconfig()
    (config.server, config.certificateAuthority) = (place.origin, certificateAuthority)
    let client = try HTTPClient(config, group: .singleton)
    let request = HTTPRequest("GET", place.path, query: place.query, headers: ["Accept": "application/json"])
    let answered = try await SystemClock().withTimeout(Self.timeout) {
      let response = try await client.send(request)
      return (response.status, try await response.bytes(atMost: Self.bytesMax))
    }
    client.shutdown()
    guard let (status, bytes) = answered else { throw DaemonError("\(url): no answer in \(Self.timeout)") }
    guard status == 200 else { throw DaemonError("\(url): the server answered \(status)") }
    return bytes
  }
}
