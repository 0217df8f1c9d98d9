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
    if let server = options.server { return try connect(server: server, options) }
    if let repository = options.repository { return try await connect(repository: repository) }
    if let path = options.kubeconfig { return try connect(kubeconfig: path, options) }
    if let repository = variables["KCTL_REPOSITORY"], !repository.isEmpty { return try await connect(repository: repository) }
    if let path = namedKubeconfig { return try connect(kubeconfig: path, options) }
    if LocalCluster.isRepository(".") { return try await connect(repository: ".") }
    if LocalCluster.isRepository(Self.systemRepository) { return try await connect(repository: Self.systemRepository) }
    if let path = usualKubeconfig { return try connect(kubeconfig: path, options) }
    throw CommandFailure(
      "no cluster found: start one with 'kctl daemon', make a repository with 'kctl init DIR' and name it with --repository or KCTL_REPOSITORY, or name a kubeconfig with --kubeconfig")
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

  private func connect(server: String, _ options: ConnectionOptions) throws -> ClusterConnection {
    if server.hasPrefix("unix://") {
      return ClusterConnection(try HTTPClient(.unixSocket(String(server.dropFirst("unix://".count))), group: .singleton), address: server)
    }
    var config = Kubeconfig()
    if let path = options.kubeconfig ?? usualKubeconfig { config = try load(path, options) }
    config.server = server
    return try connect(config, options.credentials)
  }

  private func connect(kubeconfig path: String, _ options: ConnectionOptions) throws -> ClusterConnection {
    try connect(try load(path, options), options.credentials)
  }

  /// Of several files in KUBECONFIG the first that can be read; nil without one.
  private var namedKubeconfig: String? {
    (variables["KUBECONFIG"] ?? "").split(separator: ":").map(String.init).first { access($0, R_OK) == 0 }
  }

  private var usualKubeconfig: String? {
    namedKubeconfig ?? variables["HOME"].map { $0 + "/.kube/config" }.flatMap { access($0, R_OK) == 0 ? $0 : nil }
  }

  private func load(_ path: String, _ options: ConnectionOptions) throws -> Kubeconfig {
    do { return try Kubeconfig.load(path, .init(context: options.context, cluster: options.cluster, user: options.user, server: options.server)) } catch let error as KubeconfigError { throw CommandFailure("\(error)") }
  }

  /// What the command line says goes before what the file says: a token before its certificate, a certificate before its token.
  private func connect(_ config: Kubeconfig, _ credentials: ConnectionCredentials) throws -> ClusterConnection {
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
    do {
      return ClusterConnection(
        try HTTPClient(config, group: .singleton), namespace: config.namespace ?? "default", address: config.server)
    } catch let error as KubeconfigError {
      throw CommandFailure("\(error)")
    }
  }
}
