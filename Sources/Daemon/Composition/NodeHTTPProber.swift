import Basics
import Client
import HTTPTransport
import Kubelet
import NIOPosix

/// httpGet probes over plain sockets, and over TLS without verification where the probe says HTTPS.
struct NodeHTTPProber: HTTPProber {
  private let plain = PlainHTTPProber()
  private let clock: any WallClock

  init(clock: any WallClock = SystemClock()) { self.clock = clock }

  func get(_ request: HTTPProbeRequest) async throws(HTTPProbeError) -> HTTPProbeResponse {
    guard request.scheme == "https" else { return try await plain.get(request) }
    let outcome = await withTaskGroup(of: Result<HTTPProbeResponse, HTTPProbeError>.self) { group in
      group.addTask { await Self.answer(request) }
      group.addTask { [clock] in
        try? await clock.sleep(for: .seconds(request.timeoutSeconds))
        return .failure(Self.error(request, "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"))
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(Self.error(request, "EOF"))
    }
    return try outcome.get()
  }

  private static func answer(_ request: HTTPProbeRequest) async -> Result<HTTPProbeResponse, HTTPProbeError> {
    do {
      let client = try HTTPClient(
        .tls(host: request.host, port: request.port, serverName: nil, authority: nil, identity: nil, skipVerification: true),
        group: .singleton)
      defer { client.shutdown() }
      var headers = HTTPHeaders()
      for header in request.headers where header.count == 2 { headers.add(header[0], header[1]) }
      if headers["User-Agent"] == nil { headers.add("User-Agent", "kube-probe/1.36") }
      headers.add("Connection", "close")
      let response = try await client.send(HTTPRequest("GET", request.path, headers: headers))
      return .success(HTTPProbeResponse(status: response.status, location: response.headers["Location"]))
    } catch {
      return .failure(Self.error(request, "\(error)"))
    }
  }

  private static func error(_ request: HTTPProbeRequest, _ reason: String) -> HTTPProbeError {
    HTTPProbeError("Get \"\(request.url)\": \(reason)")
  }
}
