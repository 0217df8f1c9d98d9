import APIMachinery
import ArgumentParser

/// kctl cluster-info dump: what somebody who is to help needs to see.
struct ClusterInfoDump: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Dumps what is needed to find out what ails a cluster: objects, events and logs.",
    discussion: """
      kctl cluster-info dump > dump.json
      kctl cluster-info dump --namespaces shop,web --output-directory dump
      """)

  @Option(help: ArgumentHelp("Writes files below this directory instead of standard output.", valueName: "dir"), completion: .directory)
  var outputDirectory: String?
  @Option(help: ArgumentHelp("These namespaces; without it the one in force and kube-system.", valueName: "list")) var namespaces: String?
  @Flag(name: [.customShort("A"), .long], help: "All namespaces.") var allNamespaces = false
  @OptionGroup var output: OutputOptions
  @Option(help: ArgumentHelp("Logs are read of what has run.", visibility: .hidden)) var podRunningTimeout: String = "20s"
  @OptionGroup var cluster: ClusterOptions

  private static let types = ["events", "replicationcontrollers", "services", "daemonsets.apps", "deployments.apps", "replicasets.apps", "pods"]

  func run() async throws {
    let printer = try await output.printer(CommandEnvironment.current, default: "json")
    let session = try await cluster.session()
    try await write("nodes", try await list("nodes", nil, session), printer, session)
    for namespace in try await wanted(session) {
      for type in Self.types {
        let name = String(type.prefix { $0 != "." })
        let objects = try await list(type, namespace, session)
        try await write("\(namespace)/\(name == "replicationcontrollers" ? "replication-controllers" : name)", objects, printer, session)
        guard name == "pods" else { continue }
        for pod in objects["items"]?.array ?? [] { try await writeLogs(pod, namespace, session) }
      }
    }
    if let outputDirectory { try await session.console.line("Cluster info dumped to \(outputDirectory)") }
  }

  private func wanted(_ session: ClusterSession) async throws -> [String] {
    if let namespaces { return namespaces.split(separator: ",").map(String.init) }
    guard allNamespaces else { return session.namespace == "kube-system" ? ["kube-system"] : ["kube-system", session.namespace] }
    guard let resource = try await session.catalog().resource(named: "namespaces") else { return [session.namespace] }
    return try await session.list(resource, namespace: nil).map(\.name)
  }

  private func list(_ type: String, _ namespace: String?, _ session: ClusterSession) async throws -> Value {
    guard let resource = try await session.catalog().resource(named: type) else { return ["items": []] }
    let items = try await session.list(resource, namespace: namespace)
    return ["apiVersion": .string(resource.groupVersion.description), "kind": .string(resource.kind + "List"), "items": .array(items)]
  }

  private func write(_ name: String, _ value: Value, _ printer: ObjectPrinter, _ session: ClusterSession) async throws {
    let isYAML = printer.format == .yaml
    try await write(name + (isYAML ? ".yaml" : ".json"), (isYAML ? "---\n" : "") + printer.text(value), session)
  }

  private func write(_ name: String, _ text: String, _ session: ClusterSession) async throws {
    guard let outputDirectory else { return try await session.console.write(text) }
    let path = outputDirectory + "/" + name
    try await session.environment.files.makeDirectories(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    try await session.environment.files.write(Array(text.utf8), to: path)
  }

  private func writeLogs(_ pod: Value, _ namespace: String, _ session: ClusterSession) async throws {
    for container in ["initContainers", "containers"].flatMap({ pod[path: "spec", $0]?.array ?? [] }) {
      let name = container["name"]?.string ?? ""
      var query = QueryString()
      query.add("container", name)
      let path = "/api/v1/namespaces/\(QueryString.encode(namespace))/pods/\(QueryString.encode(pod.name))/log"
      // A container that hasn't run has no log: the dump goes on.
      let log = (try? await session.send("GET", path, query: query).bytes()).map { String(decoding: $0, as: UTF8.self) } ?? ""
      if outputDirectory == nil {
        try await session.console.write("==== START logs for container \(name) of pod \(namespace)/\(pod.name) ====\n\(log)")
        try await session.console.line("==== END logs for container \(name) of pod \(namespace)/\(pod.name) ====")
      } else {
        try await write("\(namespace)/\(pod.name)/logs.txt", log, session)
      }
    }
  }
}
