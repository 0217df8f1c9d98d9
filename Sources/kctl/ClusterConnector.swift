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

/// Connects to the cluster that a command line means (`ClusterChoice`).
///
/// A repository with a running daemon is reached through the daemon's socket; one without is opened in this process.
struct ClusterConnector: Sendable {
  static let systemRepository = ClusterChoice.systemRepository

  let variables: [String: String]

  func connect(_ options: ConnectionOptions) async throws -> ClusterConnection {
    let choice = try ClusterChoice(options, variables, isReadable: { access($0, R_OK) == 0 }, isRepository: { LocalCluster.isRepository($0) })
    switch choice {
    case .server(let server, let kubeconfigs): return try await connect(server: server, kubeconfigs, options)
    case .repository(let path): return try await connect(repository: path)
    case .kubeconfig(let paths): return try await connect(kubeconfig: paths, options)
    case .nothing: break
    }
    throw CommandFailure(
      "no cluster found: start one with 'kctl daemon', make a repository with 'kctl init DIR' and name it with --repository or KCTL_REPOSITORY, or name a kubeconfig with --kubeconfig")
  }

  private func connect(repository: String) async throws -> ClusterConnection {
    if let socket = LocalCluster.daemonSocket(of: repository) {
      let client = try HTTPClient(.unixSocket(socket), group: .singleton)
      if await Self.serves(repository, client) { return ClusterConnection(client, address: "unix://" + socket) }
    }
    // Opening a cluster makes one where there is nothing: a name that was mistyped is no new cluster.
    _ = try RepositoryChoice.open(repository, [:])
    return ClusterConnection(try await LocalCluster.open(repository: repository), address: repository)
  }

  /// Whether the daemon at a socket serves this repository: a daemon that was killed leaves the socket's name behind, and another may have
  /// taken the socket over.
  private static func serves(_ repository: String, _ client: HTTPClient) async -> Bool {
    guard let response = try? await client.send(HTTPRequest("GET", "/apis/kctl.dev/v1alpha1/repository")),
      let body = try? await response.bytes()
    else { return false }
    // Whoever may not ask is told so by the daemon itself.
    guard response.status == 200, let served = (try? JSON.decode(body))?["repository"]?.string else { return response.status != 200 }
    return LocalCluster.isSame(repository, served)
  }

  private func connect(server: String, _ kubeconfigs: [String], _ options: ConnectionOptions) async throws -> ClusterConnection {
    if server.hasPrefix("unix://") {
      return ClusterConnection(try HTTPClient(.unixSocket(String(server.dropFirst("unix://".count))), group: .singleton), address: server)
    }
    var config = Kubeconfig()
    if !kubeconfigs.isEmpty { config = try load(kubeconfigs, options) }
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
