import APIMachinery
import ArgumentParser

/// kctl config.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the kubeconfig.", subcommands: [ConfigView.self, ConfigCurrentContext.self, ConfigGetContexts.self])
}

/// Reads the kubeconfig that the options and the environment name.
private struct KubeconfigFile {
  static func read(_ options: ClusterOptions) async throws -> Value {
    let environment = CommandEnvironment.current
    // Of several files in KUBECONFIG the first one that is there is shown.
    let named = (environment.variables["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
    let candidates = options.kubeconfig.map { [$0] } ?? (named.isEmpty ? [(environment.variables["HOME"] ?? "") + "/.kube/config"] : named)
    for path in candidates where await environment.files.kind(path) == .file {
      do {
        return try YAML.decode(try await environment.files.read(path))
      } catch let error as YAML.SyntaxError {
        throw CommandFailure("error loading config file \"\(path)\": \(error)")
      }
    }
    if let path = options.kubeconfig { throw CommandFailure("stat \(path): no such file or directory") }
    return ["apiVersion": "v1", "kind": "Config", "clusters": [], "contexts": [], "current-context": "", "users": []]
  }
}

struct ConfigView: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "view", abstract: "Prints the kubeconfig, secrets hidden.")

  @Flag(help: "Prints certificates and secrets too.") var raw = false
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "yaml|json|jsonpath=…"))
  var output: String = "yaml"
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let config = try await KubeconfigFile.read(cluster)
    let printer = try await ObjectPrinter(OutputFormat(output), environment: CommandEnvironment.current)
    try await printer.print(raw ? config : Self.redacted(config))
  }

  static func redacted(_ value: Value) -> Value {
    switch value {
    case .array(let elements): return .array(elements.map(redacted))
    case .object(let object):
      var copy = object
      for field in object {
        switch field.key {
        case "certificate-authority-data", "client-certificate-data", "client-key-data": copy[field.key] = "DATA+OMITTED"
        case "token", "password": copy[field.key] = "REDACTED"
        default: copy[field.key] = redacted(field.value)
        }
      }
      return .object(copy)
    default: return value
    }
  }
}

struct ConfigCurrentContext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "current-context", abstract: "Prints the current context's name.")

  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let name = try await KubeconfigFile.read(cluster)["current-context"]?.string ?? ""
    guard !name.isEmpty else { throw CommandFailure("current-context is not set") }
    try await Console(CommandEnvironment.current).line(name)
  }
}

struct ConfigGetContexts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "get-contexts", abstract: "Lists the contexts.")

  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let config = try await KubeconfigFile.read(cluster)
    var columns = ColumnWriter()
    columns.add(["CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"])
    for entry in config["contexts"]?.array ?? [] {
      let name = entry["name"]?.string ?? ""
      let context = entry["context"]
      columns.add([
        name == config["current-context"]?.string ? "*" : "", name, context?["cluster"]?.string ?? "",
        context?["user"]?.string ?? "", context?["namespace"]?.string ?? "",
      ])
    }
    try await Console(CommandEnvironment.current).write(columns.flush())
  }
}
