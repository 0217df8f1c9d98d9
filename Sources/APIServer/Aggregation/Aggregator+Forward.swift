import APIMachinery
import AccessControl
import Client

extension Aggregator {
  /// Bodies up to this long go on in one piece, over a connection that other requests use too; longer ones as they come in, over one of
  /// their own.
  static let wholeBodyBytesMax = 1 << 20

  /// Asks one of the servers after another until one answers. What may have reached one of them goes to no other, unless it only reads.
  func forward(_ request: HTTPRequest, to api: AggregatedAPI) async throws(StatusError) -> HTTPResponse {
    let targets: [UpstreamTarget]
    do throws(ServiceReference.Unavailable) {
      targets = try api.targets(store.snapshot())
    } catch {
      throw StatusError(503, .serviceUnavailable, "service unavailable: \(error.message)")
    }
    let request = try await Self.gathered(request)
    var failure = "no address"
    for target in targets {
      do {
        return try await pass(request, to: pool.exchange(target))
      } catch {
        failure = "\(error)"
        guard error is DialError || (["GET", "HEAD"].contains(request.method) && request.bodyStream == nil) else { break }
      }
    }
    throw StatusError(503, .serviceUnavailable, "error trying to reach service: \(failure)")
  }

  private func pass(_ request: HTTPRequest, to exchange: any HTTPExchange) async throws -> HTTPResponse {
    guard request.headers["Upgrade"] != nil else { return Self.passedBack(try await exchange.send(request)) }
    let (answer, connection) = try await exchange.upgrade(request)
    var response = Self.passedBack(answer)
    if let connection { response.body = .upgrade { await $0.join(connection) } }
    return response
  }

  /// The request with its body whole, if it is short and its length is known.
  private static func gathered(_ request: HTTPRequest) async throws(StatusError) -> HTTPRequest {
    guard let stream = request.bodyStream, let length = request.headers["Content-Length"].flatMap({ Int($0) }), length <= wholeBodyBytesMax
    else { return request }
    var request = request
    do {
      for try await chunk in stream { request.body += chunk }
    } catch {
      throw .badRequest("the request's body was cut off")
    }
    (request.bodyStream, request.headers["Content-Length"]) = (nil, nil)
    return request
  }

  /// The response without what was between this server and the other alone.
  private static func passedBack(_ response: HTTPResponse) -> HTTPResponse {
    var headers = ProxyHeaders.endToEnd(response.headers)
    headers["Content-Length"] = nil
    if response.status == 101, let upgrade = response.headers["Upgrade"] { headers.add("Upgrade", upgrade) }
    return HTTPResponse(response.status, headers: headers, body: response.body)
  }

  /// The request as it is passed on: who asks stands in headers that only the front proxy's certificate makes believable, and
  /// what the client itself sent in them, or to authenticate, doesn't go along.
  static func proxied(_ request: HTTPRequest, as user: UserInfo) -> HTTPRequest {
    var headers = HTTPHeaders()
    for field in ProxyHeaders.forwarded(request.headers).fields {
      let name = field.name.lowercased()
      if name == "host" || name == "content-length" || name.hasPrefix("x-remote-") { continue }
      headers.add(field.name, field.value)
    }
    if let upgrade = ProxyHeaders.upgrade(request.headers) {
      headers.add("Upgrade", upgrade)
      headers.add("Connection", "Upgrade")
    }
    headers.add("X-Remote-User", user.name)
    if !user.uid.isEmpty { headers.add("X-Remote-Uid", user.uid) }
    for group in user.groups { headers.add("X-Remote-Group", group) }
    for (key, values) in user.extra.sorted(by: { $0.key < $1.key }) {
      for value in values { headers.add("X-Remote-Extra-" + PercentEncoding.headerKey(key), value) }
    }
    var result = HTTPRequest(request.method, request.path, query: request.query, headers: headers, body: request.body)
    guard ProxyHeaders.hasBody(request.headers) else { return result }
    result.bodyStream = request.bodyStream
    if request.bodyStream != nil { result.headers["Content-Length"] = request.headers["Content-Length"] }
    return result
  }
}
