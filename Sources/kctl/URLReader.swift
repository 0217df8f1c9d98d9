import CLI
import Client
import HTTPTransport
import NIOPosix

/// Reads what a URL leads to, for `-f URL`; certificates are judged by the host's own authorities.
struct URLReader: Sendable {
  private static let redirectsMax = 10
  private static let bytesMax = 64 << 20

  func read(_ url: String) async throws -> [UInt8] {
    var next = url
    for _ in 0...Self.redirectsMax {
      let (base, path, query) = try Self.split(next)
      guard let server = ServerURL(base) else { throw CommandFailure("\"\(next)\" is no URL that can be read") }
      let endpoint: HTTPClient.Endpoint =
        server.isSecure
        ? .tls(host: server.host, port: server.port, serverName: server.host, authority: nil, identity: nil, skipVerification: false)
        : .plain(host: server.host, port: server.port)
      let client = try HTTPClient(endpoint, group: .singleton)
      let response = try await client.send(HTTPRequest("GET", path, query: query, headers: ["Accept": "*/*", "User-Agent": "kctl/\(Kctl.version)"]))
      switch response.status {
      case 200:
        let bytes = try await response.bytes()
        guard bytes.count <= Self.bytesMax else { throw CommandFailure("what \"\(url)\" leads to is too large: the limit is \(Self.bytesMax) bytes") }
        return bytes
      case 301, 302, 303, 307, 308:
        guard let location = response.headers["Location"], !location.isEmpty else { throw CommandFailure("unable to read URL \"\(next)\": it leads nowhere") }
        next = location.contains("://") ? location : base + (location.hasPrefix("/") ? "" : "/") + location
        // Who was promised a secret channel is not led off it.
        if server.isSecure, next.hasPrefix("http://") { throw CommandFailure("unable to read URL \"\(url)\": it leads from https to http") }
      case let status: throw CommandFailure("unable to read URL \"\(next)\", server reported status code=\(status)")
      }
    }
    throw CommandFailure("unable to read URL \"\(url)\": stopped after \(Self.redirectsMax) redirects")
  }

  /// Scheme and host, path, query; what follows a hash sign is for browsers.
  private static func split(_ url: String) throws -> (base: String, path: String, query: String) {
    let plain = url.prefix { $0 != "#" }
    guard let colon = plain.firstIndex(of: ":"), plain[colon...].hasPrefix("://") else { throw CommandFailure("\"\(url)\" is no URL") }
    let rest = plain[colon...].dropFirst("://".count)
    let hostEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let target = rest[hostEnd...]
    let mark = target.firstIndex(of: "?") ?? target.endIndex
    let path = target[..<mark]
    return (String(plain[..<hostEnd]), path.isEmpty ? "/" : String(path), String(target[mark...].dropFirst()))
  }
}
