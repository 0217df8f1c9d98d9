import ArgumentParser
import Basics
import Logging

/// kctl join.
public struct JoinCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Makes this host a node of a cluster, and runs its kubelet.",
    discussion: """
      The token, made with 'kctl token create', tells that the server is the right one, and that this host may join. The node then gets \
      certificates of its own, which it keeps and renews: started again, it needs the token no more.

      kctl join 192.0.2.1:6443 --token abcdef.0123456789abcdef --ca-cert-hash sha256:0123…
      """)

  @Argument(help: "The API server, such as 192.0.2.1:6443.")
  var server: String

  @Option(help: ArgumentHelp("The bootstrap token.", valueName: "token"))
  var token: String

  @Option(help: ArgumentHelp("The hash of the cluster's authority that must be found, sha256:….", valueName: "hash"))
  var caCertHash: [String] = []

  @OptionGroup var options: DaemonOptions

  public init() {}

  public func validate() throws {
    guard ClusterDiscovery.tokenParts(token) != nil else {
      throw ValidationError("--token \"\(token)\" is not of the form \"[a-z0-9]{6}.[a-z0-9]{16}\"")
    }
  }

  public func run() async throws {
    let level = StderrLogHandler.level(verbosity: options.verbosity)
    LoggingSystem.bootstrap { StderrLogHandler(label: $0, logLevel: level) }
    let logger = Logger(label: "join")
    do {
      var options = options
      options.components = Component.kubelet.rawValue
      try TextFile.makeDirectories(options.dataDir, mode: 0o700)
      let path = options.dataDir + "/bootstrap-kubelet.conf"
      // A node that has joined before has what it needs; the token may have run out.
      if NodeCredentials.kept(options.kubeconfig ?? options.dataDir + "/kubelet.conf", at: SystemClock().now) == nil {
        try await ClusterDiscovery(server: server, token: token, hashes: caCertHash).writeKubeconfig(path)
      }
      options.certificates.bootstrapKubeconfig = path
      try await Daemon(options: options, logger: logger).run()
    } catch {
      logger.critical("\(error)")
      throw ExitCode(1)
    }
  }
}
