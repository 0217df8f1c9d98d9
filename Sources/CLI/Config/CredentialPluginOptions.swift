import APIMachinery
import ArgumentParser

/// `config set-credentials --exec-…`: the program that knows a user's credentials.
struct CredentialPluginOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A program that prints the credentials.", valueName: "command"), completion: .file()) var execCommand: String?
  @Option(name: .customLong("exec-api-version"),
    help: ArgumentHelp("The version of its ExecCredential.", valueName: "version")) var execAPIVersion: String?
  @Option(parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Its arguments, all anew. May be repeated.", valueName: "argument")) var execArg: [String] = []
  @Option(help: ArgumentHelp("A variable of its environment; NAME- removes one. May be repeated.", valueName: "NAME=value"))
  var execEnv: [String] = []
  @Option(help: ArgumentHelp("Whether it may ask questions.", valueName: "Never|IfAvailable|Always")) var execInteractiveMode: String?
  @Flag(inversion: .prefixedNo, help: "It is told of the cluster.") var execProvideClusterInfo: Bool?
  @Option(help: ArgumentHelp("Clients have no auth providers any more.", visibility: .hidden)) var authProvider: String?
  @Option(help: ArgumentHelp("Clients have no auth providers any more.", visibility: .hidden)) var authProviderArg: [String] = []
  init() {}

  func check() throws(CommandFailure) {
    if authProvider != nil || !authProviderArg.isEmpty {
      throw CommandFailure("clients have no auth providers any more: name a program with --exec-command")
    }
    if let execInteractiveMode, !["Never", "IfAvailable", "Always"].contains(execInteractiveMode) {
      throw CommandFailure("invalid interactive mode \(execInteractiveMode): it is Never, IfAvailable or Always")
    }
    for variable in execEnv where !variable.contains("=") && !variable.hasSuffix("-") {
      throw CommandFailure("invalid exec environment variable \(variable): it is NAME=value or NAME-")
    }
  }

  func change(_ user: inout Value) {
    if let execCommand { user[path: "exec", "command"] = .string(execCommand) }
    if let execAPIVersion { user[path: "exec", "apiVersion"] = .string(execAPIVersion) }
    if !execArg.isEmpty { user[path: "exec", "args"] = .array(execArg.map { .string($0) }) }
    if let execInteractiveMode { user[path: "exec", "interactiveMode"] = .string(execInteractiveMode) }
    if let execProvideClusterInfo { user[path: "exec", "provideClusterInfo"] = .bool(execProvideClusterInfo) }
    guard !execEnv.isEmpty else { return }
    var variables = user[path: "exec", "env"]?.array ?? []
    for text in execEnv {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts.count == 2 ? parts[0] : String(text.dropLast())
      variables.removeAll { $0["name"]?.string == name }
      if parts.count == 2 { variables.append(["name": .string(name), "value": .string(parts[1])]) }
    }
    user[path: "exec", "env"] = variables.isEmpty ? nil : .array(variables)
  }
}
