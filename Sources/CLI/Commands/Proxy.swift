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
      """)

  @Option(name: [.customShort("p", allowingJoined: true), .long],
    help: ArgumentHelp("The port to serve on; 0 picks a free one.", valueName: "port")) var port: Int = 8001
  @Option(help: ArgumentHelp("The address to serve on.", valueName: "address")) var address: String = "127.0.0.1"
  @Option(help: ArgumentHelp("Only hosts that match one of these regular expressions are served.", valueName: "list"))
  var acceptHosts: String = #"^localhost$,^127\.0\.0\.1$,^\[::1\]$"#
  @Option(help: ArgumentHelp("Paths that match one of these are refused.", valueName: "list"))
  var rejectPaths: String = "^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach"
  @Option(help: ArgumentHelp("Methods that match one of these are refused.", valueName: "list")) var rejectMethods: String = "^$"
  @Flag(help: "Serves every host, path and method: whoever reaches the port acts as you.") var disableFilter = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let filter = disableFilter ? nil : try ProxyFilter(hosts: acceptHosts, paths: rejectPaths, methods: rejectMethods)
    if disableFilter {
      try await session.console.error("Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious")
    }
    let exchange = session.connection.exchange
    let server = try await session.environment.serve(address, port) { request in
      if let refusal = filter?.refusal(request) { return refusal }
      return await Self.pass(request, exchange)
    }
    try await session.console.line("Starting to serve on \(address.contains(":") ? "[\(address)]" : address):\(server.port)")
    await server.untilCancelled()
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
  private let rejectedPaths: [String]
  private let rejectedMethods: [String]

  init(hosts: String, paths: String, methods: String) throws {
    func list(_ text: String) throws -> [String] {
      let patterns = text.split(separator: ",").map(String.init)
      for pattern in patterns where (try? Regex(pattern)) == nil { throw CommandFailure("invalid regular expression \"\(pattern)\"") }
      return patterns
    }
    (accepted, rejectedPaths, rejectedMethods) = (try list(hosts), try list(paths), try list(methods))
  }

  /// nil: the request may pass.
  func refusal(_ request: HTTPRequest) -> HTTPResponse? {
    var host = request.headers["Host"] ?? ""
    if let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) { host = String(host[..<colon]) }
    let isFine =
      Self.matches(host, accepted) && !Self.matches(request.path, rejectedPaths) && !Self.matches(request.method, rejectedMethods)
    return isFine ? nil : HTTPResponse(403, headers: ["Content-Type": "text/plain"], body: .bytes(Array("Forbidden".utf8)))
  }

  private static func matches(_ text: String, _ patterns: [String]) -> Bool {
    patterns.contains { pattern in (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil } ?? false }
  }
}
