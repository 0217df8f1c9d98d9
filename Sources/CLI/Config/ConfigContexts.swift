import APIMachinery
import ArgumentParser

struct ConfigUseContext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use-context", abstract: "Makes a context the current one.", discussion: "kctl config use-context shop", aliases: ["use"])

  @Argument(help: "The context's name.") var name: String
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    var file = try await KubeconfigFile.read(cluster)
    guard KubeconfigFile.entry(name, in: file.config, "contexts") != nil else {
      throw CommandFailure("no context exists with the name: \"\(name)\"")
    }
    file.set("current-context", .string(name))
    try await file.write()
    try await Console(CommandEnvironment.current).line("Switched to context \"\(name)\".")
  }
}

struct ConfigSetContext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set-context", abstract: "Makes or changes a context.",
    discussion: """
      The context gets the cluster, user and namespace that are given (--cluster and --user name entries of the kubeconfig here); the rest of \
      it stays.

      kctl config set-context shop --cluster=home --user=anna --namespace=shop
      kctl config set-context --current --namespace=shop
      """)

  @Argument(help: "The context's name.") var name: String?
  @Flag(help: "Changes the current context.") var current = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    var file = try await KubeconfigFile.read(cluster, mustExist: false)
    if name != nil, current { throw CommandFailure("you cannot specify both a context name and --current") }
    guard let name = current ? file.config["current-context"]?.string : name, !name.isEmpty else {
      throw CommandFailure(current ? "no current context is set" : "you must specify a non-empty context name or --current")
    }
    let (clusterName, user, namespace) = (cluster.clusterEntry, cluster.users.last, cluster.namespace)
    let isNew = file.change(name, in: "contexts") { context in
      if let clusterName { context["cluster"] = .string(clusterName) }
      if let user { context["user"] = .string(user) }
      if let namespace { context["namespace"] = .string(namespace) }
    }
    try await file.write()
    try await Console(CommandEnvironment.current).line("Context \"\(name)\" \(isNew ? "created" : "modified").")
  }
}

struct ConfigRenameContext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rename-context", abstract: "Renames a context.",
    discussion: "kctl config rename-context shop store")

  @Argument(help: "The name now.") var name: String
  @Argument(help: "The new name.") var newName: String
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    var file = try await KubeconfigFile.read(cluster)
    guard let entry = KubeconfigFile.entry(name, in: file.config, "contexts") else {
      throw CommandFailure("cannot rename the context \"\(name)\", it's not in \(file.path)")
    }
    guard KubeconfigFile.entry(newName, in: file.config, "contexts") == nil else {
      throw CommandFailure("cannot rename the context \"\(name)\", the context \"\(newName)\" already exists in \(file.path)")
    }
    let isCurrent = file.config["current-context"]?.string == name
    _ = file.remove(name, from: "contexts")
    _ = file.change(newName, in: "contexts") { $0 = entry["context"] ?? .object(Object()) }
    if isCurrent { file.set("current-context", .string(newName)) }
    try await file.write()
    try await Console(CommandEnvironment.current).line("Context \"\(name)\" renamed to \"\(newName)\".")
  }
}

struct ConfigDeleteContext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "delete-context", abstract: "Deletes a context.",
    discussion: "kctl config delete-context shop")
  @Argument(help: "The context's name.") var name: String
  @OptionGroup var cluster: ClusterOptions

  func run() async throws { try await KubeconfigRemoval(list: "contexts", noun: "context").run(name, cluster) }
}

struct ConfigDeleteCluster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "delete-cluster", abstract: "Deletes a cluster's entry.",
    discussion: "kctl config delete-cluster home")
  @Argument(help: "The entry's name.") var name: String
  @OptionGroup var cluster: ClusterOptions

  func run() async throws { try await KubeconfigRemoval(list: "clusters", noun: "cluster").run(name, cluster) }
}

struct ConfigDeleteUser: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "delete-user", abstract: "Deletes a user's entry.",
    discussion: "kctl config delete-user anna")
  @Argument(help: "The entry's name.") var name: String
  @OptionGroup var cluster: ClusterOptions

  func run() async throws { try await KubeconfigRemoval(list: "users", noun: "user").run(name, cluster) }
}

private struct KubeconfigRemoval {
  let list: String
  let noun: String

  func run(_ name: String, _ options: ClusterOptions) async throws {
    var file = try await KubeconfigFile.read(options)
    let console = Console(CommandEnvironment.current)
    guard let path = file.remove(name, from: list) else { throw CommandFailure("cannot delete \(noun) \(name), not in \(file.path)") }
    if list == "contexts", file.config["current-context"]?.string == name {
      try await console.error(
        "warning: this removed your active context, use \"kctl config use-context\" to select a different one")
    }
    try await file.write()
    try await console.line("deleted \(noun) \(name) from \(path)")
  }
}

struct ConfigGetClusters: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "get-clusters", abstract: "Lists the clusters' entries.",
    discussion: "kctl config get-clusters")
  @OptionGroup var cluster: ClusterOptions

  func run() async throws { try await KubeconfigNames.print("clusters", cluster) }
}

struct ConfigGetUsers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "get-users", abstract: "Lists the users' entries.",
    discussion: "kctl config get-users")
  @OptionGroup var cluster: ClusterOptions

  func run() async throws { try await KubeconfigNames.print("users", cluster) }
}

private enum KubeconfigNames {
  static func print(_ list: String, _ options: ClusterOptions) async throws {
    let names = (try await KubeconfigFile.read(options).config[list]?.array ?? []).compactMap { $0["name"]?.string }
    try await Console(CommandEnvironment.current).write((["NAME"] + names.sorted()).map { $0 + "\n" }.joined())
  }
}
