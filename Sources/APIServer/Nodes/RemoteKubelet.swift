import APIMachinery
import Client

/// A kubelet asked over its HTTPS API. Requests for streams are passed on whole: what client and kubelet say to each other then, in
/// whichever protocol, goes through as it is.
struct RemoteKubelet: Sendable {
  let address: KubeletAddress
  let transport: any ProxyTransport

  /// A container's log. Throws what the kubelet refused it for, in its words.
  func logs(_ request: ContainerLogRequest) async throws(StatusError) -> AsyncThrowingStream<[UInt8], any Error> {
    let path = "/containerLogs/" + [request.namespace, request.pod, request.container].map(PercentEncoding.encode).joined(separator: "/")
    let response = try await send(HTTPRequest("GET", path, query: Self.query(request)))
    guard response.status == 200 else { throw Self.failure(response.status, (try? await response.bytes()) ?? []) }
    switch response.body {
    case .stream(let chunks): return chunks
    case .bytes(let bytes):
      return AsyncThrowingStream { continuation in
        continuation.yield(bytes)
        continuation.finish()
      }
    case .webSocket, .upgrade: throw .internalError("the kubelet answered with another protocol")
    }
  }

  /// Passes a client's request on to this path of the kubelet's API, and the answer back, a change of protocol too.
  func pass(_ request: HTTPRequest, to path: String, query: String) async throws(StatusError) -> HTTPResponse {
    var request = request
    (request.query, request.bodyStream) = (query, nil)
    return try await pass(request, on: ProxyPath(prefix: request.path, rest: path))
  }

  /// Passes a client's request to a node's proxy on.
  func pass(_ request: HTTPRequest, on path: ProxyPath) async throws(StatusError) -> HTTPResponse {
    let headers = ProxyHeaders(path: path, destination: destination)
    return headers.response(try await send(headers.request(request)), to: request)
  }

  private var destination: ProxyDestination { ProxyDestination(isSecure: true, host: address.host, port: address.port) }

  private func send(_ request: HTTPRequest) async throws(StatusError) -> HTTPResponse {
    do { return try await transport.send(request, to: destination) } catch {
      let host = address.host.contains(":") ? "[\(address.host)]" : address.host
      throw StatusError(500, .internalError, "\(request.method.capitalized) \"https://\(host):\(address.port)\(request.path)\": \(error)")
    }
  }

  /// A kubelet explains itself in text.
  private static func failure(_ status: Int, _ body: [UInt8]) -> StatusError {
    let text = String(decoding: body.prefix(4_096).reversed().drop { $0 == 10 }.reversed(), as: UTF8.self)
    switch status {
    case 400: return .badRequest(text)
    case 404: return StatusError(404, .notFound, text)
    case 401, 403: return .internalError("the kubelet refuses this API server: \(text)")
    default: return StatusError(status >= 400 ? status : 500, .internalError, text)
    }
  }

  private static func query(_ request: ContainerLogRequest) -> String {
    var items: [String] = []
    if request.follow { items.append("follow=true") }
    if request.previous { items.append("previous=true") }
    if request.timestamps { items.append("timestamps=true") }
    if let lines = request.tailLines { items.append("tailLines=\(lines)") }
    if let bytes = request.limitBytes { items.append("limitBytes=\(bytes)") }
    if let since = request.since { items.append("sinceTime=" + PercentEncoding.encode(since.rfc3339)) }
    return items.joined(separator: "&")
  }
}
