import APIMachinery
import ArgumentParser
import Basics
import Client

/// kctl proxy.
struct Proxy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves the API on a local port, with this user's credentials.",
    discussion: """
      kctl proxy --port=8011
      kctl proxy --port=0 --reject-methods=POST,PUT,PATCH,DELETE
      kctl proxy --www=./dashboard --www-prefix=/ui/ --api-prefix=/k8s/
      kctl proxy --unix-socket=/run/user/1000/kctl.sock
      """)

  @Option(name: [.customShort("p", allowingJoined: true), .long],
    help: ArgumentHelp("The port to serve on; 0 picks a free one.", valueName: "port")) var port: Int = 8001
  @Option(help: ArgumentHelp("The address to serve on.", valueName: "address")) var address: String = "127.0.0.1"
  @Option(help: ArgumentHelp("Only hosts that match one of these regular expressions are served.", valueName: "list"))
  var acceptHosts: String = #"^localhost$,^127\.0\.0\.1$,^\[::1\]$"#
  @Option(help: ArgumentHelp("Only paths that match one of these are served.", valueName: "list")) var acceptPaths: String = "^.*"
  @Option(help: ArgumentHelp("Paths that match one of these are refused.", valueName: "list"))
  var rejectPaths: String = "^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach"
  @Option(help: ArgumentHelp("Methods that match one of these are refused.", valueName: "list")) var rejectMethods: String = "^$"
  @Option(name: .customLong("api-prefix"),
    help: ArgumentHelp("The path that the API is served under.", valueName: "path")) var apiPrefix: String = "/"
  @Flag(help: ArgumentHelp("Servers have no path of their own here.", visibility: .hidden)) var appendServerPath = false
  @Option(help: ArgumentHelp("Connections stay open by themselves.", visibility: .hidden)) var keepalive: String = "0s"
  @Option(name: [.customShort("w", allowingJoined: true), .long],
    help: ArgumentHelp("Serves the files of this directory, too.", valueName: "dir"), completion: .directory) var www: String?
  @Option(name: [.customShort("P", allowingJoined: true), .long],
    help: ArgumentHelp("The path that the files are served under.", valueName: "path")) var wwwPrefix: String = "/static/"
  @Option(name: [.customShort("u", allowingJoined: true), .long],
    help: ArgumentHelp("Serves on a unix socket that only its owner can connect to, not on a port.", valueName: "path")) var unixSocket: String?
  @Flag(help: "Serves every host, path and method: whoever reaches the port acts as you.") var disableFilter = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let filter = disableFilter ? nil : try ProxyFilter(hosts: acceptHosts, accepted: acceptPaths, paths: rejectPaths, methods: rejectMethods)
    if disableFilter {
      try await session.console.error("Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious")
    }
    let exchange = session.connection.exchange
    let prefix = Self.prefix(apiPrefix)
    if let www, await session.environment.files.kind(www) != .directory { throw CommandFailure("\(www) is no directory") }
    let statics = www.map { StaticFiles(directory: $0, prefix: Self.prefix(wwwPrefix), files: session.environment.files) }
    let isSocket = unixSocket != nil
    let handler: @Sendable (HTTPRequest) async -> HTTPResponse = { request in
      if let refusal = filter?.refusal(request, checksHost: !isSocket) { return refusal }
      if let file = await statics?.answer(request) { return file }
      guard request.path.hasPrefix(prefix) else { return HTTPResponse(404, headers: ["Content-Type": "text/plain"], body: .bytes(Array("404 page not found\n".utf8))) }
      var request = request
      request.path = "/" + request.path.dropFirst(prefix.count)
      return await Self.pass(request, exchange)
    }
    if let unixSocket {
      let server = try await session.environment.serveOnSocket(unixSocket, handler)
      try await session.console.line("Starting to serve on \(unixSocket)")
      return await server.untilCancelled()
    }
    let server = try await session.environment.serve(address, port, handler)
    try await session.console.line("Starting to serve on \(address.contains(":") ? "[\(address)]" : address):\(server.port)")
    await server.untilCancelled()
  }

  /// With a slash at either end.
  private static func prefix(_ text: String) -> String {
    let inner = text.split(separator: "/").joined(separator: "/")
    return inner.isEmpty ? "/" : "/\(inner)/"
  }

  /// The request as this user's; what the browser or program said of itself stays here.
  private static func pass(_ request: HTTPRequest, _ exchange: any HTTPExchange) async -> HTTPResponse {
    var passed = HTTPRequest(request.method, request.path, query: request.query, body: request.body)
    let dropped: Set<String> = ["host", "connection", "keep-alive", "transfer-encoding", "content-length", "authorization", "te", "expect", "origin"]
    for field in request.headers.fields where !dropped.contains(field.name.lowercased()) { passed.headers.add(field.name, field.value) }
    do {
      guard request.headers["Upgrade"] != nil else { return try await clean(exchange.send(passed)) }
      passed.headers["Connection"] = "Upgrade"
      let (answer, connection) = try await exchange.upgrade(passed)
      var response = answer
      if let connection { response.body = .upgrade { await $0.join(connection) } }
      return response
    } catch {
      let status = StatusError(502, .unknown, "\(error)")
      return HTTPResponse(502, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(status.value)))
    }
  }

  private static func clean(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    for name in ["Connection", "Keep-Alive", "Transfer-Encoding"] { response.headers[name] = nil }
    return response
  }
}

/// Keeps web pages of elsewhere, and paths that run commands, away from a proxy that acts as its user.
struct ProxyFilter: Sendable {
  private let accepted: [String]
  private let acceptedPaths: [String]
  private let rejectedPaths: [String]
  private let rejectedMethods: [String]

  init(hosts: String, accepted: String = "^.*", paths: String, methods: String) throws {
    func list(_ text: String) throws -> [String] {
      let patterns = text.split(separator: ",").map(String.init)
      for pattern in patterns where (try? Regex(pattern)) == nil { throw CommandFailure("invalid regular expression \"\(pattern)\"") }
      return patterns
    }
    (self.accepted, acceptedPaths) = (try list(hosts), try list(accepted))
    (rejectedPaths, rejectedMethods) = (try list(paths), try list(methods))
  }

  /// nil: the request may pass.
  func refusal(_ request: HTTPRequest, checksHost: Bool = true) -> HTTPResponse? {
    var host = request.headers["Host"] ?? ""
    if let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) { host = String(host[..<colon]) }
    let isFine =
      (!checksHost || Self.matches(host, accepted)) && Self.matches(request.path, acceptedPaths) && !Self.matches(request.path, rejectedPaths) && !Self.matches(request.method, rejectedMethods)
    return isFine ? nil : HTTPResponse(403, headers: ["Content-Type": "text/plain"], body: .bytes(Array("Forbidden".utf8)))
  }

  private static func matches(_ text: String, _ patterns: [String]) -> Bool {
    patterns.contains { pattern in (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil } ?? false }
  }
}
