import APIMachinery
import ArgumentParser
import Client

/// kctl port-forward.
struct PortForward: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "port-forward",
    abstract: "Forwards local ports to a pod.",
    discussion: """
      kctl port-forward web-1 8080:80
      kctl port-forward deployment/web 8080 9090
      kctl port-forward service/web :http --address 0.0.0.0
      """)

  @Argument(help: ArgumentHelp("POD or TYPE/NAME, then [LOCAL_PORT:]REMOTE_PORT ...", valueName: "pod")) var arguments: [String] = []
  @Option(help: ArgumentHelp("Addresses to listen on; only localhost and IP addresses.", valueName: "address")) var address: String = "localhost"
  @OptionGroup var running: PodRunningOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard arguments.count >= 2 else {
      throw CommandFailure("TYPE/NAME and list of ports are required for port-forward\nSee 'kctl port-forward -h' for help and examples")
    }
    var ports: [ForwardedPort] = []
    for argument in arguments.dropFirst() { ports.append(try ForwardedPort(argument)) }
    let session = try await cluster.session()
    guard let found = try await PodLookup(session: session).pods(arguments[0], selector: "").first else { throw CommandFailure("no pods found") }
    let pod = try await running.running(found, of: arguments[0], session)
    guard let phase = pod[path: "status", "phase"]?.string, phase == "Running" else {
      throw CommandFailure("unable to forward port because pod is not running. Current status=\(pod[path: "status", "phase"]?.string ?? "")")
    }
    let service = try await service(session)
    var resolved: [(local: Int, remote: UInt16)] = []
    for port in ports { resolved.append(try port.resolved(service: service, pod: pod)) }
    try await PortForwarder(session: session, pod: pod).run(resolved, addresses: address.split(separator: ",").map(String.init))
  }

  private func service(_ session: ClusterSession) async throws -> Value? {
    let parts = arguments[0].split(separator: "/").map(String.init)
    guard parts.count == 2 else { return nil }
    let resource = try ResourceArguments(catalog: await session.catalog()).resource(parts[0])
    guard resource.kind == "Service" else { return nil }
    return try await session.get(ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: parts[1]))
  }
}
