import APIMachinery
import ArgumentParser

struct CreateService: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service", abstract: "Creates a service.", subcommands: [CreateClusterIPService.self], aliases: ["svc"])
}

struct CreateClusterIPService: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clusterip", abstract: "Creates a service with an address inside the cluster, for the pods labelled app=NAME.")

  @Argument(help: "The service's name.") var name: String
  @Option(help: ArgumentHelp("A port, as port or port:targetPort. May be repeated.", valueName: "port[:target]")) var tcp: [String] = []
  @Option(name: .customLong("clusterip"),
    help: ArgumentHelp("An address of one's own choice, or None for a headless service.", valueName: "ip"))
  var clusterIP: String?
  @OptionGroup var options: CreateOptions

  func run() async throws {
    if tcp.isEmpty, clusterIP != "None" { throw CommandFailure("at least one tcp port specifier must be provided") }
    var spec: Value = ["type": "ClusterIP", "selector": ["app": .string(name)]]
    if !tcp.isEmpty { spec["ports"] = .array(try tcp.map(port)) }
    if let clusterIP { spec["clusterIP"] = .string(clusterIP) }
    let object: Value = [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name), "labels": ["app": .string(name)]], "spec": spec,
    ]
    try await options.create(object, plural: "services")
  }

  private func port(_ text: String) throws -> Value {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), let port = Int64(parts[0]), (1...65535).contains(port) else {
      throw CommandFailure("invalid port number in \"\(text)\"")
    }
    let target: Value = parts.count == 2 ? Int64(parts[1]).map { .int($0) } ?? .string(parts[1]) : .int(port)
    return [
      "name": .string(text.replacing(":", with: "-")), "port": .int(port), "protocol": "TCP", "targetPort": target,
    ]
  }
}
