import Client

/// What a proxy changes in the headers that pass it (RFC 9110 section 7.6).
struct ProxyHeaders {
  let path: ProxyPath
  let destination: ProxyDestination

  private static let hopByHop: Set<String> = [
    "connection", "proxy-connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade",
  ]

  /// The request as the target gets it: without what is between the client and this server (its credentials, too), with the forwarded
  /// headers.
  func request(_ request: HTTPRequest) -> HTTPRequest {
    var result = HTTPRequest(request.method, path.rest.isEmpty ? "/" : path.rest, query: request.query, body: request.body)
    result.headers = Self.forwarded(request.headers)
    if let upgrade = Self.upgrade(request.headers) {
      result.headers["Upgrade"] = upgrade
      result.headers["Connection"] = "Upgrade"
    }
    if !request.peer.address.isEmpty {
      let before = request.headers.all("X-Forwarded-For")
      result.headers["X-Forwarded-For"] = (before + [request.peer.address]).joined(separator: ", ")
    }
    result.headers["X-Forwarded-Uri"] = request.path
    if Self.hasBody(request.headers) { result.bodyStream = request.bodyStream }
    return result
  }

  /// The target's answer as the client gets it: redirects lead back through the proxy.
  func response(_ response: HTTPResponse, to request: HTTPRequest) -> HTTPResponse {
    let isUpgrade = response.status == 101
    var headers = HTTPHeaders()
    if isUpgrade, let upgrade = response.headers["Upgrade"] { headers.add("Upgrade", upgrade) }
    for field in Self.endToEnd(response.headers).fields {
      let name = field.name.lowercased()
      guard !name.hasPrefix("access-control-") else { continue }
      headers.add(field.name, name == "location" ? location(field.value, request) : field.value)
    }
    return HTTPResponse(response.status, headers: headers, body: response.body)
  }

  /// A redirect to the target's own paths; one to elsewhere stays as it is.
  func location(_ text: String, _ request: HTTPRequest) -> String {
    if text.hasPrefix("/"), !text.hasPrefix("//") { return path.prefix + text }
    for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
      let rest = text.dropFirst(scheme.count)
      let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      let own = [request.headers["Host"] ?? "", "\(destination.host):\(destination.port)", destination.host]
      guard own.contains(String(authority)) else { return text }
      let target = rest.dropFirst(authority.count)
      return path.prefix + (target.hasPrefix("/") ? "" : "/") + target
    }
    return text
  }

  /// Those that are for whoever is asked in the end, without the client's credentials.
  static func forwarded(_ headers: HTTPHeaders) -> HTTPHeaders {
    var result = HTTPHeaders()
    for field in endToEnd(headers).fields {
      let name = field.name.lowercased()
      guard name != "authorization", !name.hasPrefix("impersonate-"), name != "expect" else { continue }
      result.add(field.name, field.value)
    }
    return result
  }

  /// Those that aren't between two neighbours alone.
  static func endToEnd(_ headers: HTTPHeaders) -> HTTPHeaders {
    let named = named(headers)
    var result = HTTPHeaders()
    for field in headers.fields {
      let name = field.name.lowercased()
      if !hopByHop.contains(name), !named.contains(name) { result.add(field.name, field.value) }
    }
    return result
  }

  /// The protocol that the client wants to change to; nil when it doesn't want to.
  static func upgrade(_ headers: HTTPHeaders) -> String? {
    named(headers).contains("upgrade") ? headers["Upgrade"] : nil
  }

  /// Whether a body comes with the head.
  static func hasBody(_ headers: HTTPHeaders) -> Bool {
    headers["Transfer-Encoding"] != nil || (headers["Content-Length"] ?? "0") != "0"
  }

  private static func named(_ headers: HTTPHeaders) -> Set<String> {
    Set(headers.all("Connection").flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " }.lowercased() })
  }
}
