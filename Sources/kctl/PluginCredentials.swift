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
