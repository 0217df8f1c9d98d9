import APIMachinery
import Basics
import CLI
import Client
import Daemon
import HTTPTransport
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// Finds the cluster that a command line means, most explicit first: `--server`, `--repository`, `--kubeconfig`,
/// KCTL_REPOSITORY, KUBECONFIG, the repository of the working directory, /var/lib/kctl, ~/.kube/config.
///
/// A repository with a running daemon is reached through the daemon's socket; one without is opened in this process.
struct ClusterConnector: Sendable {
  static let systemRepository = "/var/lib/kctl/cluster.git"

  let variables: [String: String]

  func connect(_ options: ConnectionOptions) async throws -> ClusterConnection {
    if let server = options.server { return try await connect(server: server, options) }
    if let repository = options.repository { return try await connect(repository: repository) }
    if let path = options.kubeconfig { return try await connect(kubeconfig: [path], options) }
    if let repository = variables["KCTL_REPOSITORY"], !repository.isEmpty { return try await connect(repository: repository) }
    if let paths = namedKubeconfigs { return try await connect(kubeconfig: paths, options) }
    if LocalCluster.isRepository(".") { return try await connect(repository: ".") }
    if LocalCluster.isRepository(Self.systemRepository) { return try await connect(repository: Self.systemRepository) }
    if let paths = usualKubeconfigs { return try await connect(kubeconfig: paths, options) }
    throw CommandFailure(
      "no cluster found: start one with 'kctl daemon', make a repository with 'kctl init DIR' and name it with --repository or KCTL_REPOSITORY, or name a kubeconfig with --kubeconfig")
  }

  /// The files in KUBECONFIG, which are taken together; nil when none of them can be read.
  private var namedKubeconfigs: [String]? {
    let paths = (variables["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
    return paths.contains { access($0, R_OK) == 0 } ? paths : nil
  }

  private var usualKubeconfigs: [String]? {
    namedKubeconfigs ?? variables["HOME"].map { $0 + "/.kube/config" }.flatMap { access($0, R_OK) == 0 ? [$0] : nil }
  }

  private func connect(repository: String) async throws -> ClusterConnection {
    if let socket = LocalCluster.daemonSocket(of: repository) {
      let client = try HTTPClient(.unixSocket(socket), group: .singleton)
      if (try? await client.send(HTTPRequest("GET", "/version"))) != nil { return ClusterConnection(client, address: "unix://" + socket) }
    }
    // Opening a cluster makes one where there is nothing: a name that was mistyped is no new cluster.
    _ = try RepositoryChoice.open(repository, [:])
    return ClusterConnection(try await LocalCluster.open(repository: repository), address: repository)
  }

  private func connect(server: String, _ options: ConnectionOptions) async throws -> ClusterConnection {
    if server.hasPrefix("unix://") {
      return ClusterConnection(try HTTPClient(.unixSocket(String(server.dropFirst("unix://".count))), group: .singleton), address: server)
    }
    var config = Kubeconfig()
    if let paths = options.kubeconfig.map({ [$0] }) ?? usualKubeconfigs { config = try load(paths, options) }
    config.server = server
    return try await connect(config, options.credentials)
  }

  private func connect(kubeconfig paths: [String], _ options: ConnectionOptions) async throws -> ClusterConnection {
    try await connect(try load(paths, options), options.credentials)
  }

  private func load(_ paths: [String], _ options: ConnectionOptions) throws -> Kubeconfig {
    let choice = Kubeconfig.Choice(context: options.context, cluster: options.cluster, user: options.user, server: options.server)
    do { return try Kubeconfig.load(paths, choice) } catch let error as KubeconfigError { throw CommandFailure("\(error)") }
  }

  /// What the command line says goes before what the file says: a token before its certificate, a certificate before its token.
  private func connect(_ config: Kubeconfig, _ credentials: ConnectionCredentials) async throws -> ClusterConnection {
    var config = config
    func read(_ path: String) throws -> String {
      do { return try TextFile.read(path) } catch { throw CommandFailure("\(error)") }
    }
    if let token = credentials.token { (config.token, config.clientCertificate, config.clientKey) = (token, nil, nil) }
    if let path = credentials.certificateAuthority { config.certificateAuthority = try read(path) }
    if let path = credentials.clientCertificate { config.clientCertificate = try read(path) }
    if let path = credentials.clientKey { config.clientKey = try read(path) }
    if credentials.clientCertificate != nil, credentials.token == nil { config.token = nil }
    if let name = credentials.serverName { config.serverName = name }
    if credentials.skipsVerification { config.skipsTLSVerification = true }
    if let username = credentials.username { (config.username, config.password) = (username, credentials.password ?? "") }
    if let plugin = config.exec, config.token == nil, config.clientCertificate == nil, config.username == nil {
      try await PluginCredentials(plugin: plugin).fill(&config)
    }
    config.proxyURL = config.proxyURL ?? ProxyVariables(variables).proxy(for: config.server)
    do {
      return ClusterConnection(
        try HTTPClient(config, group: .singleton), namespace: config.namespace ?? "default", address: config.server)
    } catch let error as KubeconfigError {
      throw CommandFailure("\(error)")
    }
  }
}
