import Client

/// Files of a directory, served under a prefix.
struct StaticFiles: Sendable {
  let directory: String
  /// Begins and ends with a slash.
  let prefix: String
  let files: any FileAccess

  private static let types = [
    "css": "text/css", "gif": "image/gif", "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8", "ico": "image/x-icon",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "text/javascript", "json": "application/json", "mjs": "text/javascript",
    "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8", "wasm": "application/wasm", "woff2": "font/woff2",
    "xml": "text/xml",
  ]

  /// nil for a request that is about something else.
  func answer(_ request: HTTPRequest) async -> HTTPResponse? {
    guard request.path.hasPrefix(prefix) else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else { return Self.refusal(405, "Method Not Allowed") }
    guard let name = PercentEncoding.decode(String(request.path.dropFirst(prefix.count))), !name.split(separator: "/").contains(".."), !name.contains("\0") else {
      return Self.refusal(400, "Bad Request")
    }
    var path = directory + "/" + name
    if await files.kind(path) == .directory { path += path.hasSuffix("/") ? "index.html" : "/index.html" }
    guard await files.kind(path) == .file, let bytes = try? await files.read(path) else { return Self.refusal(404, "404 page not found") }
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return HTTPResponse(
      200, headers: ["Content-Type": Self.types[ending] ?? "application/octet-stream"], body: .bytes(request.method == "HEAD" ? [] : bytes))
  }

  private static func refusal(_ status: Int, _ text: String) -> HTTPResponse {
    HTTPResponse(status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Array((text + "\n").utf8)))
  }
}
