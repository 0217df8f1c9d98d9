import APIMachinery
import ArgumentParser

/// kctl serve: a read-only API server over any past state.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves a state of the past as a read-only API, for kubectl and dashboards.",
    discussion: """
      Lists and objects are answered as they were; watches stay open and tell nothing; everything that changes something is refused.

      kctl serve --at '2 hours ago' --write-kubeconfig past.yaml
      KUBECONFIG=past.yaml kubectl get pods -A
      """)

  @Option(help: PointInTimeOptions.help) var at: String
  @Option(name: [.customShort("p", allowingJoined: true), .long],
    help: ArgumentHelp("The port to serve on; 0 picks a free one.", valueName: "port")) var port: Int = 0
  @Option(help: ArgumentHelp("The address to serve on.", valueName: "address")) var address: String = "127.0.0.1"
  @Option(help: ArgumentHelp("Writes a kubeconfig for it to this file.", valueName: "file"), completion: .file()) var writeKubeconfig: String?
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let place = try await session.place(PointInTime(at, now: session.now))
    let server = try await PastServer(session: session, revision: place.revision).start(address: address, port: port)
    if let writeKubeconfig {
      let text = PastServer.kubeconfig(address: address, port: server.port, namespace: session.namespace)
      try await session.environment.files.write(Array(text.utf8), to: writeKubeconfig)
    }
    let time = place.time.map { " (\($0))" } ?? ""
    try await session.console.line("Serving revision \(place.revision)\(time) on http://\(address.contains(":") ? "[\(address)]" : address):\(server.port)")
    await server.untilCancelled()
  }
}
