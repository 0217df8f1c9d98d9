import APIMachinery
import ArgumentParser

struct CreateService: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service", abstract: "Creates a service.", discussion: "kctl create service clusterip web --tcp=80:8080", subcommands: [
      CreateClusterIPService.self, CreateNodePortService.self, CreateLoadBalancerService.self, CreateExternalNameService.self,
    ], aliases: ["svc"])
}

struct CreateClusterIPService: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clusterip", abstract: "Creates a service with an address inside the cluster, for the pods labelled app=NAME.",
    discussion: """
      kctl create service clusterip web --tcp=80:8080
      kctl create service clusterip db --clusterip=None
      """)

  @Argument(help: "The service's name.") var name: String
  @Option(help: ArgumentHelp("A port, as port or port:targetPort. May be repeated.", valueName: "port[:target]")) var tcp: [String] = []
  @Option(name: .customLong("clusterip"),
    help: ArgumentHelp("An address of one's own choice, or None for a headless service.", valueName: "ip"))
  var clusterIP: String?
  @OptionGroup var options: CreateOptions

  func run() async throws {
    if tcp.isEmpty, clusterIP != "None" { throw CommandFailure("at least one tcp port specifier must be provided") }
    var spec: Value = ["type": "ClusterIP", "selector": ["app": .string(name)]]
    if !tcp.isEmpty { spec["ports"] = .array(try tcp.map { try ServicePort.parse($0) }) }
    if let clusterIP { spec["clusterIP"] = .string(clusterIP) }
    let object: Value = [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name), "labels": ["app": .string(name)]], "spec": spec,
    ]
    try await options.create(object, plural: "services")
  }
}

struct CreateNodePortService: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nodeport", abstract: "Creates a service that every node has a port for.",
    discussion: "kctl create service nodeport web --tcp=80:8080 --node-port=30080")

  @Argument(help: "The service's name.") var name: String
  @Option(help: ArgumentHelp("A port, as port or port:targetPort. May be repeated.", valueName: "port[:target]")) var tcp: [String] = []
  @Option(help: ArgumentHelp("The nodes' port; 0 lets the server choose.", valueName: "port")) var nodePort: Int64 = 0
  @OptionGroup var options: CreateOptions

  func run() async throws {
    try await options.create(try ServicePort.service(name, type: "NodePort", tcp: tcp, nodePort: nodePort), plural: "services")
  }
}

struct CreateLoadBalancerService: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loadbalancer", abstract: "Creates a service that is reached from outside the cluster.",
    discussion: "kctl create service loadbalancer web --tcp=80:8080")

  @Argument(help: "The service's name.") var name: String
  @Option(help: ArgumentHelp("A port, as port or port:targetPort. May be repeated.", valueName: "port[:target]")) var tcp: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    try await options.create(try ServicePort.service(name, type: "LoadBalancer", tcp: tcp), plural: "services")
  }
}

struct CreateExternalNameService: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "externalname", abstract: "Creates a service that is another name for a host outside the cluster.",
    discussion: "kctl create service externalname db --external-name=db.example.com")

  @Argument(help: "The service's name.") var name: String
  @Option(help: ArgumentHelp("The host's name.", valueName: "name")) var externalName: String
  @Option(help: ArgumentHelp("A port, as port or port:targetPort. May be repeated.", valueName: "port[:target]")) var tcp: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var object = try ServicePort.service(name, type: "ExternalName", tcp: tcp, needsPort: false)
    object[path: "spec", "externalName"] = .string(externalName)
    try await options.create(object, plural: "services")
  }
}

enum ServicePort {
  /// A service for the pods labelled app=NAME.
  static func service(
    _ name: String, type: String, tcp: [String], nodePort: Int64 = 0, needsPort: Bool = true
  ) throws(CommandFailure) -> Value {
    if tcp.isEmpty, needsPort { throw CommandFailure("at least one tcp port specifier must be provided") }
    var ports: [Value] = []
    for text in tcp {
      var port = try parse(text)
      if nodePort > 0 { port["nodePort"] = .int(nodePort) }
      ports.append(port)
    }
    let labels: Value = ["app": .string(name)]
    var object: Value = [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name), "labels": labels],
      "spec": ["type": .string(type), "selector": labels],
    ]
    if !ports.isEmpty { object[path: "spec", "ports"] = .array(ports) }
    return object
  }

  /// `80`, `80:8080`, `80:http`.
  static func parse(_ text: String) throws(CommandFailure) -> Value {
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
