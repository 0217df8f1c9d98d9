import APIMachinery
import ArgumentParser

/// The options of every command that talks to a cluster.
public struct ClusterOptions: ParsableArguments, Sendable {
  @Option(name: [.customShort("C", allowingJoined: true), .long],
    help: ArgumentHelp("The kctl repository to work in, with or without a daemon. Default: KCTL_REPOSITORY.", valueName: "dir"),
    completion: .directory)
  public var repository: String?

  @Option(help: ArgumentHelp("The kubeconfig file to use. Default: KUBECONFIG, then ~/.kube/config.", valueName: "file"),
    completion: .file())
  var kubeconfig: String?

  @Option(help: ArgumentHelp("The context of the kubeconfig to use.", valueName: "name"))
  var context: String?

  @Option(name: .customLong("cluster"), help: ArgumentHelp("The cluster of the kubeconfig to use, whatever the context says.", valueName: "name"))
  var clusterEntry: String?

  /// Several for commands that name users themselves (`create rolebinding`), which take them (`takeUsers`); else the last one counts.
  @Option(name: .customLong("user"), help: ArgumentHelp(
    "The user of the kubeconfig to use, whatever the context says; of a binding, one whom it is for.", valueName: "name"))
  var users: [String] = []

  @Option(name: [.customShort("s", allowingJoined: true), .long],
    help: ArgumentHelp("The API server: a URL, or unix:// and the path of a socket.", valueName: "url"))
  var server: String?

  @Option(name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("The namespace to work in.", valueName: "name"))
  public var namespace: String?

  @Option(help: ArgumentHelp(
    "How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.", valueName: "duration"))
  var requestTimeout: String = "0"

  @OptionGroup var credentials: CredentialOptions

  @Flag(help: "A warning of the server makes the command fail.") var warningsAsErrors = false

  @Option(name: [.customShort("v", allowingJoined: true), .customLong("v")],
    help: ArgumentHelp("From 6 on, tells of each request to the server; from 8 on, with what is sent and answered.", valueName: "level"))
  var verbosity: Int = 0

  @OptionGroup var compatibility: CompatibilityOptions

  public init() {}

  private var connectionOptions: ConnectionOptions {
    var options = ConnectionOptions(
      repository: repository, kubeconfig: kubeconfig, context: context, server: server, namespace: namespace)
    (options.cluster, options.user) = (clusterEntry, users.last)
    options.credentials = credentials.credentials
    return options
  }

  /// Whether it is said which server is meant, or as whom it is asked.
  public var namesServer: Bool {
    kubeconfig != nil || server != nil || context != nil || clusterEntry != nil || !users.isEmpty || connectionOptions.credentials != ConnectionCredentials()
  }

  /// The object at a path of the API. Throws the server's `StatusError`.
  public func object(at path: String) async throws -> Value { try await session().call("GET", path) }

  /// The users that were named, who then don't say as whom the command itself connects.
  mutating func takeUsers() -> [String] {
    defer { users = [] }
    return users
  }

  /// Connects to the cluster that the options name.
  func session() async throws -> ClusterSession {
    let environment = CommandEnvironment.current
    let timeout = try GoDuration.parse(requestTimeout, option: "request-timeout")
    let impersonation = try credentials.impersonation()
    var connection = try await environment.connect(connectionOptions)
    if warningsAsErrors { environment.warnings.makeErrors() }
    if verbosity >= 6 {
      connection.exchange = TracingExchange(
        exchange: connection.exchange, address: connection.address, showsBodies: verbosity >= 8, console: Console(environment), clock: environment.clock)
    }
    if !impersonation.isEmpty { connection.exchange = ImpersonatingExchange(exchange: connection.exchange, headers: impersonation) }
    return ClusterSession(
      connection, environment: environment, namespace: namespace.flatMap { $0.isEmpty ? nil : $0 },
      requestTimeout: timeout > .zero ? timeout : nil)
  }
}

/// Options of kubectl's that have nothing to change here: scripts may give them all the same.
struct CompatibilityOptions: ParsableArguments {
  @Option(help: ArgumentHelp("No discovery is cached on disk.", visibility: .hidden)) var cacheDir: String?
  @Flag(help: ArgumentHelp("Answers are never asked for compressed.", visibility: .hidden)) var disableCompression = false
  @Option(help: ArgumentHelp("Logs are written at once.", visibility: .hidden)) var logFlushFrequency: String?
  @Flag(help: ArgumentHelp("Any version will do.", visibility: .hidden)) var matchServerVersion = false
  @Option(help: ArgumentHelp("Logs have no modules.", visibility: .hidden)) var vmodule: String?
  init() {}
}
