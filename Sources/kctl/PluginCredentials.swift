import APIMachinery
import CLI
import Client

/// Runs the program that a kubeconfig names for a user's credentials.
struct PluginCredentials {
  let plugin: CredentialPlugin

  func fill(_ config: inout Kubeconfig) async throws {
    let environment = CommandEnvironment.current
    let hasTerminal = environment.terminal.inputIsTerminal
    if plugin.interaction == .always, !hasTerminal {
      throw CommandFailure("getting credentials: exec plugin cannot support interactive mode: standard input is not a terminal")
    }
    var request = ProcessRequest(plugin.command, plugin.arguments, collectsOutput: true)
    request.environment = plugin.environment
    request.environment["KUBERNETES_EXEC_INFO"] = JSON.text(plugin.information(isInteractive: hasTerminal && plugin.interaction != .never))
    let outcome = try await environment.runProcess(request)
    guard outcome.exitCode == 0 else {
      let hint = outcome.exitCode == 127 && !plugin.installHint.isEmpty ? "\n\n" + plugin.installHint : ""
      let what = outcome.exitCode == 127 ? "not found" : "failed with exit code \(outcome.exitCode)"
      throw CommandFailure("getting credentials: exec: executable \(plugin.command) \(what)\(hint)")
    }
    do {
      let credential = try plugin.credential(outcome.output)
      (config.token, config.clientCertificate, config.clientKey) = (credential.token, credential.clientCertificate, credential.clientKey)
    } catch let error as KubeconfigError {
      throw CommandFailure("getting credentials: \(error)")
    }
  }
}

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
