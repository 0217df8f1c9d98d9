import APIMachinery
import ArgumentParser

/// kctl version.
struct Version: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Prints the versions of this program and of the server.",
    discussion: "kctl version -o yaml")

  @Flag(help: "Prints only this program's version.") var client = false
  @Option(name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("How to print.", valueName: "json|yaml")) var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard ["", "json", "yaml"].contains(output) else { throw CommandFailure("--output must be 'yaml' or 'json'") }
    let environment = CommandEnvironment.current
    let console = Console(environment)
    var versions: Value = ["clientVersion": ["gitVersion": .string(environment.version)]]
    if !client { versions["serverVersion"] = try await cluster.session().call("GET", "/version") }
    switch output {
    case "json": try await console.line(JSON.pretty(versions))
    case "yaml": try await console.write(YAML.text(versions))
    default:
      try await console.line("Client Version: \(environment.version)")
      if !client { try await console.line("Server Version: \(versions[path: "serverVersion", "gitVersion"]?.string ?? "unknown")") }
    }
  }
}

/// kctl cluster-info.
struct ClusterInfo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster-info", abstract: "Prints where the cluster's API is, and its nodes.",
    discussion: "kctl cluster-info", subcommands: [ClusterInfoDump.self])

  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    _ = try await session.call("GET", "/version")
    let console = session.console
    let address = session.connection.address.isEmpty ? "this process" : session.connection.address
    try await console.line(
      "\(console.colored("Kubernetes control plane", .green)) is running at \(console.colored(address, .cyan))")
    guard let nodes = try await session.catalog().resource(named: "nodes") else { return }
    let objects = try await session.list(nodes, namespace: nil)
    let ready = objects.filter { node in
      node[path: "status", "conditions"]?.array?.contains { $0["type"]?.string == "Ready" && $0["status"]?.string == "True" } ?? false
    }
    try await console.line("\(ready.count) of \(objects.count) nodes are ready")
    try await console.line("\nTo further debug and diagnose cluster problems, use 'kctl cluster-info dump'.")
  }
}
