import Basics
import Client
import HTTPTransport
import Logging
import NIOPosix
import PKI

extension Daemon {
  /// Runs the components against an API server elsewhere. A kubelet without credentials gets them first, with those that it may ask with.
  func join(
    _ options: DaemonOptions, _ components: Set<Component>, _ facts: HostFacts, _ signals: AsyncStream<Int32>
  ) async throws {
    var options = options
    let arrived = CloseSignal()
    let signals = Self.relayed(signals, closing: arrived)
    let path = options.kubeconfig ?? options.dataDir + "/kubelet.conf"
    let credentials = NodeCredentials(
      nodeName: options.nodeName ?? facts.hostname, kubeconfig: path, files: CertificateDirectory(path: options.dataDir + "/pki"), clock: clock,
      logger: Logger(label: "certificates"))
    let config: Kubeconfig
    if let bootstrap = options.certificates.bootstrapKubeconfig {
      guard let granted = try await Self.unlessSignalled(arrived, { try await credentials.bootstrap(bootstrap) }) else { return }
      config = granted
    } else {
      config = try Kubeconfig.load(path)
    }
    let http = try HTTPClient(config, group: .singleton)
    let clients = ComponentClients(remote: http, version: Self.version)
    var node: NodeAgent?
    var loops: [@Sendable () async -> Void] = []
    if components.contains(.kubelet) {
      if options.nodeIP == nil, let server = ServerURL(config.server) { options.nodeIP = RouteAddress.toward(server.host, port: server.port) }
      var agent = try await NodeAgent.prepare(options, nodeName: credentials.nodeName, facts: facts)
      loops = try await serve(&agent, credentials, config, http, options)
      let socket = try await NodeSocket.serve(ImagesEndpoint(images: agent.images, directory: options.dataDir).endpoint, options.dataDir)
      loops.append { await socket.untilCancelled() }
      node = agent
    }
    let proxy = components.contains(.kubeProxy) ? try NodeProxy(options, nodeName: credentials.nodeName, node: node) : nil
    let dns = try await ClusterDNSServer.start(options, components, node: node, facts)
    node?.useDNS(dns?.podServers ?? [], facts.resolvers)
    if let dns { loops.append { await dns.run(clients) } }
    logger.notice("running", metadata: ["components": "\(components.map(\.rawValue).sorted())", "server": "\(config.server)"])
    let secrets = ClusterSecrets(certificate: config.certificateAuthority, tokens: nil)
    await runUntilSignalled(options, components, clients, (node, proxy), secrets, alongside: loops, Readiness(), signals)
  }

  /// Serves the kubelet's API, and keeps its certificates good. Without an authority to believe nobody could be let in: nothing is served.
  private func serve(
    _ node: inout NodeAgent, _ credentials: NodeCredentials, _ config: Kubeconfig, _ http: HTTPClient, _ options: DaemonOptions
  ) async throws -> [@Sendable () async -> Void] {
    guard let authority = config.certificateAuthority else {
      logger.warning("the kubeconfig names no certificate authority: the kubelet's API is not served")
      return []
    }
    let first = try credentials.servingIdentity(node.servingNames, authority: authority)
    try await node.serve(first.0, clientAuthority: authority, port: options.certificates.kubeletPort)
    guard let served = node.served else { return [] }
    let names = node.servingNames
    let client = WireClient(http, userAgent: "kctl kubelet")
    var loops: [@Sendable () async -> Void] = [{ await credentials.renewServing(first, names, client, served.http) }]
    // Somebody else's credentials are for them to renew.
    if Self.isOwn(config, node: credentials.nodeName) { loops.append { await credentials.renewClient(config, http) } }
    return loops
  }

  private static func isOwn(_ config: Kubeconfig, node: String) -> Bool {
    guard let certificate = config.clientCertificate, let facts = try? CertificateFacts(pem: certificate) else { return false }
    return facts.names.commonName == "system:node:" + node && facts.names.organizations == ["system:nodes"]
  }

  /// The same signals; the first closes `arrived`. A stream ends with the first task that is cancelled while it reads: this one is read
  /// by a task that never is.
  private static func relayed(_ signals: AsyncStream<Int32>, closing arrived: CloseSignal) -> AsyncStream<Int32> {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    Task {
      for await signal in signals {
        arrived.close()
        continuation.yield(signal)
      }
      continuation.finish()
    }
    return stream
  }

  /// nil when a signal came first.
  private static func unlessSignalled<Result: Sendable>(
    _ arrived: CloseSignal, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        await arrived.wait()
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }
}
