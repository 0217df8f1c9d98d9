import Client

#if canImport(Glibc)
  import Glibc
#endif

/// `/logs/…`: what is below /var/log of the host (`nodes/log`).
extension Kubelet {
  private static let logsBytesMax = 64 << 20

  func hostLog(_ rest: [String], _ path: String, root: String = "/var/log") async -> HTTPResponse {
    await context.threads.run { Self.hostLog(rest, path, root) }
  }

  /// Links are followed, but not out of the directory: a pod may have made them.
  private static func hostLog(_ rest: [String], _ path: String, _ root: String) -> HTTPResponse {
    guard rest.allSatisfy({ $0 != ".." && $0 != "." && !$0.contains("/") && !$0.contains("\0") }) else { return notFound }
    guard let base = resolved(root), let file = resolved(([root] + rest).joined(separator: "/")), file == base || file.hasPrefix(base + "/"),
      let status = Files.status(file)
    else { return notFound }
    if status.st_mode & S_IFMT == S_IFDIR { return listing(file, path) }
    guard status.st_mode & S_IFMT == S_IFREG, let bytes = Files.read(file, limit: logsBytesMax, fromEnd: true) else { return notFound }
    return HTTPResponse(200, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(bytes))
  }

  private static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  private static func listing(_ directory: String, _ path: String) -> HTTPResponse {
    guard path.hasSuffix("/") else { return HTTPResponse(301, headers: ["Location": (path.split(separator: "/").last.map(String.init) ?? "logs") + "/"]) }
    var text = "<pre>\n"
    for name in Files.entries(directory).sorted() {
      let shown = name + (Files.isDirectory(directory + "/" + name) ? "/" : "")
      let escaped = shown.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&#34;")
      let link = shown.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
      text += "<a href=\"\(link)\">\(escaped)</a>\n"
    }
    return HTTPResponse(200, headers: ["Content-Type": "text/html; charset=utf-8"], body: .bytes(Array((text + "</pre>\n").utf8)))
  }
}
