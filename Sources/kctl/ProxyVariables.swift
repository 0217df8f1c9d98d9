import Client

/// HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as programs of all kinds read them; in small letters they count too.
struct ProxyVariables {
  private let variables: [String: String]

  init(_ variables: [String: String]) { self.variables = variables }

  /// nil: the server is reached without a proxy, as this host itself always is.
  func proxy(for server: String) -> String? {
    guard let url = ServerURL(server), !["localhost", "127.0.0.1", "::1"].contains(url.host), !url.host.hasPrefix("127.") else { return nil }
    let excluded = (value("NO_PROXY") ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    let isExcluded = excluded.contains { entry in
      let bare = entry.hasPrefix("*.") ? String(entry.dropFirst()) : entry
      return entry == "*" || url.host == bare || "\(url.host):\(url.port)" == bare
        || url.host.hasSuffix(bare.hasPrefix(".") ? bare : "." + bare)
    }
    return isExcluded ? nil : value(url.isSecure ? "HTTPS_PROXY" : "HTTP_PROXY")
  }

  private func value(_ name: String) -> String? {
    (variables[name] ?? variables[name.lowercased()]).flatMap { $0.isEmpty ? nil : $0 }
  }
}
