import APIMachinery
import Basics
import CLI
import Client
import Daemon
import HTTPTransport
import NIOPosix
import PKI

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
    if let paths = variables["KUBECONFIG"], let path = paths.split(separator: ":").map(String.init).first(where: { access($0, R_OK) == 0 }) {
      return try connect(kubeconfig: path, options)
    }
    if LocalCluster.isRepository(".") { return try await connect(repository: ".") }
    if LocalCluster.isRepository(Self.systemRepository) { return try await connect(repository: Self.systemRepository) }
    if let home = variables["HOME"], access(home + "/.kube/config", R_OK) == 0 { return try connect(kubeconfig: home + "/.kube/config", options) }
    throw CommandFailure(
      "no cluster found: start one with 'kctl daemon', make a repository with 'kctl init DIR' and name it with --repository or KCTL_REPOSITORY, or name a kubeconfig with --kubeconfig")
  }

  private func connect(repository: String) async throws -> ClusterConnection {
    if let socket = LocalCluster.daemonSocket(of: repository) {
      let client = try HTTPClient(.unixSocket(socket), group: .singleton)
      if (try? await client.send(HTTPRequest("GET", "/version"))) != nil { return ClusterConnection(client, address: "unix://" + socket) }
    }
    return ClusterConnection(try await LocalCluster.open(repository: repository), address: repository)
  }

  private func connect(server: String, _ options: ConnectionOptions) throws -> ClusterConnection {
    if server.hasPrefix("unix://") {
      return ClusterConnection(try HTTPClient(.unixSocket(String(server.dropFirst("unix://".count))), group: .singleton), address: server)
    }
    var config = Kubeconfig()
    if let path = options.kubeconfig ?? variables["KUBECONFIG"] { config = try load(path, options.context) }
    config.server = server
    return try connect(config)
  }

  private func connect(kubeconfig path: String, _ options: ConnectionOptions) throws -> ClusterConnection {
    try connect(try load(path, options.context))
  }

  private func load(_ path: String, _ context: String?) throws -> Kubeconfig {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    do {
      return try Kubeconfig(try YAML.decode(try TextFile.readBytes(path)), context: context) { file in
        try TextFile.read(file.hasPrefix("/") ? file : folder + "/" + file)
      }
    } catch let error as YAML.SyntaxError {
      throw CommandFailure("\(path): \(error)")
    } catch let error as KubeconfigError {
      throw CommandFailure("\(path): \(error)")
    }
  }

  private func connect(_ config: Kubeconfig) throws -> ClusterConnection {
    guard let url = ServerURL(config.server) else { throw CommandFailure("\"\(config.server)\" is not the URL of a server") }
    let identity = config.clientCertificate.flatMap { certificate in config.clientKey.map { Identity(certificate: certificate, privateKey: $0) } }
    let endpoint: HTTPClient.Endpoint =
      url.isSecure
      ? .tls(
        host: url.host, port: url.port, serverName: config.serverName, authority: config.certificateAuthority, identity: identity,
        skipVerification: config.skipsTLSVerification)
      : .plain(host: url.host, port: url.port)
    return ClusterConnection(
      try HTTPClient(endpoint, bearerToken: config.token, group: .singleton), namespace: config.namespace ?? "default", address: config.server)
  }
}

/// Scheme, host and port of an API server's URL; a path prefix is refused.
struct ServerURL: Hashable {
  var isSecure: Bool
  var host: String
  var port: Int

  init?(_ text: String) {
    var rest = Substring(text)
    isSecure = !rest.hasPrefix("http://")
    if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
    if rest.hasSuffix("/") { rest.removeLast() }
    guard !rest.isEmpty, !rest.contains("/"), !rest.contains("?") else { return nil }
    var portText: Substring?
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      host = String(rest[rest.index(after: rest.startIndex)..<end])
      let tail = rest[rest.index(after: end)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
      portText = tail.isEmpty ? nil : tail.dropFirst()
    } else {
      let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      host = String(parts[0])
      portText = parts.count > 1 ? parts[1] : nil
    }
    guard !host.isEmpty else { return nil }
    if let portText {
      guard let number = Int(portText), (1...65_535).contains(number) else { return nil }
      port = number
    } else {
      port = isSecure ? 443 : 80
    }
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
