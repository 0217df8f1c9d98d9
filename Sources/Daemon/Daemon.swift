import APIMachinery
import APISchemas
import APIServer
import AccessControl
import Basics
import Client
import GitOps
import GitStore
import HTTPTransport
import Logging
import NIOPosix
import Scheduler
import Store

#if canImport(Glibc)
  import Glibc
#endif

/// The composition root: opens the store, serves the API, runs the components that were asked for, and ends them in order.
struct Daemon: Sendable {
  static let version = "v0.1.0"

  let options: DaemonOptions
  let logger: Logger
  let clock = SystemClock()

  init(options: DaemonOptions, logger: Logger) { (self.options, self.logger) = (options, logger) }

  func run() async throws {
    var options = options
    options.repository = Self.absolute(options.repository)
    options.dataDir = Self.absolute(options.dataDir)
    options.encryption.encryptionProviderConfig = options.encryption.encryptionProviderConfig.map(Self.absolute)
    let components = try options.chosenComponents().chosen
    let signals = try TerminationSignals.arrivals()
    try TextFile.makeDirectories(options.dataDir, mode: 0o700)
    let facts = HostFacts.read(
      storageDirectory: options.dataDir, resolverFile: options.dns.resolvConf, kubeletVersion: Configuration().gitVersion)
    if !components.contains(.apiserver) { return try await join(options, components, facts, signals) }
    let opened = try await OpenedStore.open(options)
    do {
      try await serve(options, components, opened, facts, signals)
    } catch {
      await opened.store.close()
      throw error
    }
    await opened.store.close()
  }

  private func serve(
    _ options: DaemonOptions, _ components: Set<Component>, _ opened: OpenedStore, _ facts: HostFacts, _ signals: AsyncStream<Int32>
  ) async throws {
    let localUsers: Set<UInt32> = [0, getuid()]
    let nodeName = options.nodeName ?? facts.hostname
    let readiness = Readiness()
    var configuration = Configuration()
    if let range = IPPrefix(options.serviceCIDR) { configuration.serviceRange = range }
    if let path = options.tokenAuthFile { configuration.authenticators = [try Self.tokens(path)] }
    configuration.localUsers = Dictionary(uniqueKeysWithValues: localUsers.map { ($0, LocalUser.name($0)) })
    let encryption = EncryptionUpkeep(options, opened.git, clock)
    configuration.healthChecks = readiness.checks + (encryption?.checks ?? [])
    configuration.build = .ofThisProgram
    configuration.proxy = NetworkProxy(group: .singleton)
    let tokens = try ServiceAccountKeys.tokens(options)
    configuration.serviceAccounts = tokens
    let security = try SecurityChoice(options)
    let followers = try security.apply(to: &configuration)
    var node = components.contains(.kubelet) ? try await NodeAgent.prepare(options, nodeName: nodeName, facts: facts) : nil
    let proxy =
      components.contains(.kubeProxy)
      ? try NodeProxy(options, nodeName: nodeName, node: node, serviceRange: configuration.serviceRange) : nil
    let dns = try await ClusterDNSServer.start(options, components, node: node, facts)
    node?.useDNS(dns?.podServers ?? [], facts.resolvers)
    let terms = ServingCertificates.Terms(
      names: [facts.hostname] + Self.ownNames(options), addresses: Self.servingAddresses(options) + (node?.addresses ?? []),
      kubelet: node?.servingNames, lifetime: options.certificates.signingDuration)
    let pki = options.dataDir + "/pki"
    let renewal = try CertificateRenewal(
      clock: clock, logger: logger, make: { try ServingCertificates.make(directory: pki, terms, now: $0) }, write: { try $0.write(directory: pki) })
    configuration.healthChecks.append(renewal.check)
    let certificates = renewal.current
    let aggregated = AggregatedServers(renewal: renewal)
    configuration.connectUpstream = { try aggregated.connect($0) }
    configuration.kubeletTransport = try KubeletTrust.transport(options.certificates, own: renewal)
    configuration.kubeletAddressTypes = options.certificates.addressTypes
    if let identity = certificates.kubelet {
      try await node?.serve(
        identity, clientAuthority: certificates.authority.identity.certificate, port: options.certificates.kubeletPort)
    }
    let server = APIServer(
      store: opened.store, configuration: configuration, logger: Logger(label: "apiserver"),
      nodeConnection: { [connection = node?.connectionSlot] name in name == nodeName ? connection?.connection : nil })
    let clients = ComponentClients(server: server, version: Self.version)
    try await server.bootstrap()
    let sealing = opened.git.map { ClusterSealing($0, server) }
    try await sealing?.prepare()
    await AggregatedServers.publishAuthority(
      certificates.authority, clients.client(as: .component("system:kctl:bootstrap"), component: "bootstrap"))

    let main = try gitops(options, components, opened, clients)
    var endpoints = [StatusEndpoint(store: opened.store, git: opened.git, main: main).endpoint]
    endpoints.append(CertificatesEndpoint(renewal: renewal, directory: pki, clock: clock).endpoint)
    if let git = opened.git, let sealing {
      endpoints += HistoryEndpoint(git: git).endpoints
      endpoints += [ReencryptionEndpoint(git: git, sealing: sealing).endpoint, SealingKeysEndpoint(sealing: sealing).endpoint]
      endpoints.append(RepositoryEndpoint(git: git, keys: Self.absolute(options.dataDir) + "/").endpoint)
      if let main { endpoints += RollbackEndpoint(git: git, main: main, clock: clock) { server.isNamespaced($0) }.endpoints }
    }
    if let node { endpoints.append(ImagesEndpoint(images: node.images, directory: options.dataDir).endpoint) }
    let control = try await ControlPlane.serve(
      options, server: server, endpoints: endpoints, certificates: certificates, authorities: try security.authorities(),
      localUsers: localUsers)
    if let git = opened.git {
      try DaemonAddress.write(socket: control.socket, gitDirectory: git.repository.gitDirectory)
      try DaemonAddress.write(dataDirectory: options.dataDir, gitDirectory: git.repository.gitDirectory)
    }
    try ControlPlane.writeKubeconfig(options, certificates, port: control.port)
    logger.notice("serving", metadata: ["address": "https://\(options.bindAddress):\(control.port)", "repository": "\(options.repository)"])

    let advertised = await AdvertisedAddress.choose(options, node: node, control: control, certificates: certificates, logger: logger)
    renewal.whenRenewed { [served = node?.served, options] renewed in
      try control.http.replace(renewed.server)
      if let identity = renewed.kubelet { try served?.http.replace(identity) }
      try ControlPlane.writeKubeconfig(options, renewed, port: control.port)
    }
    var loops: [@Sendable () async -> Void] = [
      { await renewal.run() }, { await server.publishIdentity(hostname: facts.hostname, advertising: advertised) }, { await server.run() },
    ]
    loops += security.loops(server, clock) + followers
    if let dns { loops.append { await dns.run(clients) } }
    if let encryption { loops.append { await encryption.run() } }
    if let main, let git = opened.git {
      let hints = RefWatcher.hints(gitDirectory: git.repository.gitDirectory, clock: clock) { error in
        logger.warning("changes of main are looked for every few seconds, since they can't be watched", metadata: ["error": "\(error)"])
      }
      loops.append { await main.run(hints) }
      let corrector = DriftCorrector(
        main: main, client: clients.client(as: .component("system:kctl:gitops"), component: "gitops"), flushed: { await Self.flushed(git) },
        clock: clock, logger: Logger(label: "gitops"))
      loops.append {
        let (changes, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let observation = git.observe(nil) { continuation.yield() }
        continuation.yield()
        await corrector.run(changes)
        observation.cancel()
      }
    }
    let secrets = ClusterSecrets(
      certificate: certificates.authority.identity.certificate, tokens: tokens, authority: certificates.authority,
      signingDuration: options.certificates.signingDuration, server: Self.publicAddress(options, port: control.port))
    await runUntilSignalled(options, components, clients, (node, proxy), secrets, alongside: loops, readiness, signals)
    if let git = opened.git { DaemonAddress.remove(gitDirectory: git.repository.gitDirectory) }
    await control.http.shutdown()
    unlink(control.socket)
  }

  /// Everything that runs; returns when a signal has come and every task has ended.
  func runUntilSignalled(
    _ options: DaemonOptions, _ components: Set<Component>, _ clients: ComponentClients, _ host: (node: NodeAgent?, proxy: NodeProxy?),
    _ secrets: ClusterSecrets, alongside others: [@Sendable () async -> Void], _ readiness: Readiness, _ signals: AsyncStream<Int32>
  ) async {
    let loops = ControlLoops(clients: clients, secrets: secrets, logger: Logger(label: "controller-manager"))
    let notifySocket = getenv("NOTIFY_SOCKET").map { String(cString: $0) }
    let work = Task {
      await withDiscardingTaskGroup { group in
        if components.contains(.controllerManager) { group.addTask { await loops.runControllers() } }
        if components.contains(.scheduler) { group.addTask { await loops.runScheduler() } }
        if let node = host.node { group.addTask { await node.run(clients) } }
        if let proxy = host.proxy { group.addTask { await proxy.run(clients) } }
        for loop in others { group.addTask { await loop() } }
      }
    }
    readiness.started()
    ServiceNotification.send("READY=1", socketPath: notifySocket)
    for await signal in signals {
      logger.notice("ending", metadata: ["signal": "\(signal)"])
      break
    }
    readiness.stopping()
    ServiceNotification.send("STOPPING=1", socketPath: notifySocket)
    work.cancel()
    await work.value
    guard options.stopPods else { return }
    await host.node?.stopPods()
    await host.proxy?.remove()
  }

  private func gitops(
    _ options: DaemonOptions, _ components: Set<Component>, _ opened: OpenedStore, _ clients: ComponentClients
  ) throws -> MainReconciler? {
    guard let git = opened.git, components.contains(.gitops) else { return nil }
    var program = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &program, program.count - 1)
    let path = String(decoding: program.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Trees that git itself would never write (names that are ways, such as `..`) would break everybody's clone.
    let checks = ["receive.fsckObjects", "transfer.fsckObjects"]
    if checks.allSatisfy({ git.repository.configuration($0) == nil }) { try git.repository.setConfiguration(checks[0], "true") }
    if case .foreign = try HookScript(gitDirectory: git.repository.gitDirectory).install(program: path) {
      logger.warning("the repository has a pre-receive hook of its own: bad pushes are not refused", metadata: ["add": "kctl hook pre-receive"])
    }
    return MainReconciler(
      source: git.repository, client: clients.client(as: .component("system:kctl:gitops"), component: "gitops"),
      adopted: { git.adoptedMain }, settled: { try await git.settledMain() }, openSecrets: { try git.sealer.unseal($0) },
      policy: { try MainPolicy(of: git.repository) }, clock: clock, logger: Logger(label: "gitops"))
  }

  /// The commit of `main` that the store holds once all that was acknowledged is in git; nil while something of it is held back from `main`.
  private static func flushed(_ git: GitStore) async -> String? {
    guard await git.flush(), git.status.heldEdits == 0 else { return nil }
    return git.adoptedMain
  }

  /// By which pods look for the API server, where the cluster's domain isn't the usual one.
  private static func ownNames(_ options: DaemonOptions) -> [String] {
    options.dns.clusterDomain == "cluster.local" ? [] : ["kubernetes.default.svc.\(options.dns.clusterDomain)"]
  }

  private static func servingAddresses(_ options: DaemonOptions) -> [IPAddress] {
    var addresses = ["127.0.0.1", "::1", options.bindAddress, options.nodeIP ?? ""].compactMap { IPAddress($0) }
    // The API's own service is the first address of the range.
    if let range = IPPrefix(options.serviceCIDR) { addresses.append(range.address.advanced(by: 1)) }
    return addresses
  }

  /// The URL by which other hosts reach this server; with a loopback address only this one does.
  private static func publicAddress(_ options: DaemonOptions, port: Int) -> String {
    var host = options.bindAddress
    if IPAddress(host)?.bytes.allSatisfy({ $0 == 0 }) == true { host = options.nodeIP ?? RouteAddress.toward("192.0.2.1", port: 9) ?? "127.0.0.1" }
    return "https://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
  }

  private static func tokens(_ path: String) throws -> TokenFileAuthenticator {
    do { return TokenFileAuthenticator(try TokenFile(TextFile.read(path))) } catch { throw DaemonError("--token-auth-file \(path): \(error)") }
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else { return path }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/" + path
  }
}

struct DaemonError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
