import Client

/// `--raw`: one request to a path of the API, with a file as it is for a body, and the answer as it is.
struct RawRequest {
  let method: String
  let path: String
  let files: FileOptions?

  init(_ method: String, _ path: String, files: FileOptions? = nil) { (self.method, self.path, self.files) = (method, path, files) }

  func run(_ cluster: ClusterOptions) async throws {
    let session = try await cluster.session()
    var body: [UInt8]?
    if let files, method != "DELETE" || !files.paths.isEmpty {
      guard files.paths.count == 1, let file = files.paths.first else {
        throw CommandFailure("--raw can only use a single local file or stdin")
      }
      body = file == "-" ? [] : try await session.environment.files.read(file)
      if file == "-" { for await chunk in session.environment.standardInput() { body?.append(contentsOf: chunk) } }
    }
    try await session.console.write(bytes: try await Self.send(method, path, body: body, session).bytes())
  }

  /// The path may have a query, written as URLs have it.
  static func send(_ method: String, _ path: String, body: [UInt8]? = nil, _ session: ClusterSession) async throws -> HTTPResponse {
    guard path.hasPrefix("/") else { throw CommandFailure("--raw must be a valid URL path that begins with a slash: \"\(path)\"") }
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    return try await session.send(method, parts[0], query: QueryString(encoded: parts.count == 2 ? parts[1] : ""), body: body)
  }
}
