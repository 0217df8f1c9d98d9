import APIMachinery
import ArgumentParser
import Client

/// kctl config.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows and changes the kubeconfig.",
    discussion: """
      kctl config use-context shop
      kctl config set-context --current --namespace=shop
      """,
    subcommands: [
      ConfigView.self, ConfigCurrentContext.self, ConfigGetContexts.self, ConfigUseContext.self, ConfigSetContext.self,
      ConfigSetCluster.self, ConfigSetCredentials.self, ConfigRenameContext.self, ConfigDeleteContext.self, ConfigDeleteCluster.self,
      ConfigDeleteUser.self, ConfigGetClusters.self, ConfigGetUsers.self, ConfigSet.self, ConfigUnset.self,
    ])
}

struct ConfigView: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "view", abstract: "Prints the kubeconfig, secrets hidden.",
    discussion: """
      kctl config view --minify --flatten --raw > portable.yaml
      kctl config view -o jsonpath='{.contexts[*].name}'
      """)

  @Flag(help: "Prints certificates and secrets too.") var raw = false
  @Flag(help: "Puts the contents of the files it names in their places, and hides nothing: a file to be used elsewhere.")
  var flatten = false
  @Flag(help: "Only what the current context needs.") var minify = false
  @Flag(inversion: .prefixedNo,
    help: "All files of KUBECONFIG taken together; without it only the one that changes go to.") var merge = true
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let file = try await KubeconfigFile.read(cluster)
    var config = Self.sorted(merge ? file.config : file.targetConfig)
    if minify { config = try Self.minified(config, context: cluster.context) }
    if flatten { config = try await KubeconfigFile.flattened(config, CommandEnvironment.current.files) }
    let printer = try await output.printer(CommandEnvironment.current, default: "yaml")
    // A flattened file is to be used elsewhere: it is whole, as with kubectl.
    try await printer.print(raw || flatten ? config : Self.redacted(config))
  }

  private static func sorted(_ config: Value) -> Value {
    var config = config
    for list in KubeconfigMerge.lists {
      config[list] = .array((config[list]?.array ?? []).sorted { $0["name"]?.string ?? "" < $1["name"]?.string ?? "" })
    }
    return config
  }

  static func minified(_ config: Value, context: String?) throws(CommandFailure) -> Value {
    let name = context ?? config["current-context"]?.string ?? ""
    guard !name.isEmpty, let entry = KubeconfigFile.entry(name, in: config, "contexts") else {
      throw CommandFailure(name.isEmpty ? "current-context must exist in order to minify" : "cannot locate context \(name)")
    }
    var minified = config
    minified["current-context"] = .string(name)
    for (list, wanted) in [
      ("contexts", name), ("clusters", entry["context"]?["cluster"]?.string), ("users", entry["context"]?["user"]?.string),
    ] {
      minified[list] = .array((config[list]?.array ?? []).filter { $0["name"]?.string == wanted })
    }
    return minified
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
  static let configuration = CommandConfiguration(commandName: "current-context", abstract: "Prints the current context's name.",
    discussion: "kctl config current-context")

  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let name = try await KubeconfigFile.read(cluster).config["current-context"]?.string ?? ""
    guard !name.isEmpty else { throw CommandFailure("current-context is not set") }
    try await Console(CommandEnvironment.current).line(name)
  }
}

struct ConfigGetContexts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "get-contexts", abstract: "Lists the contexts.",
    discussion: "kctl config get-contexts -o name")

  @Argument(help: ArgumentHelp("Only this context", valueName: "name")) var name: String?
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("name: prints only names.", valueName: "name"))
  var output: String = ""
  @Flag(help: "Prints no column headers.") var noHeaders = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard output.isEmpty || output == "name" else { throw CommandFailure("output must be one of '' or 'name': \(output)") }
    let config = try await KubeconfigFile.read(cluster).config
    let console = Console(CommandEnvironment.current)
    let entries = (config["contexts"]?.array ?? []).filter { name == nil || $0["name"]?.string == name }
      .sorted { $0["name"]?.string ?? "" < $1["name"]?.string ?? "" }
    if output == "name" { return try await console.write(entries.map { ($0["name"]?.string ?? "") + "\n" }.joined()) }
    var columns = ColumnWriter()
    if !noHeaders { columns.add(["CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"]) }
    if let name, entries.isEmpty {
      try await console.write(columns.flush())
      throw CommandFailure("context \(name) not found")
    }
    for entry in entries {
      let name = entry["name"]?.string ?? ""
      let context = entry["context"]
      columns.add([
        name == config["current-context"]?.string ? "*" : "", name, context?["cluster"]?.string ?? "",
        context?["user"]?.string ?? "", context?["namespace"]?.string ?? "",
      ])
    }
    try await console.write(columns.flush())
  }
}
