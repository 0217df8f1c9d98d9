import AccessControl
import Basics
import Client
import ClusterDNS
import EmbeddedRuntime
import Kubelet
import LinuxKernel
import Logging
import OCIImage
import PKI
import Synchronization

/// This host as a node: the embedded runtime, and the kubelet over it.
struct NodeAgent: Sendable {
  /// Filled when the kubelet is there: the API server is made before it and reaches it through this.
  final class ConnectionSlot: Sendable {
    private let slot = Mutex<Kubelet?>(nil)
    var connection: Kubelet? { slot.withLock { $0 } }
    func set(_ kubelet: Kubelet) { slot.withLock { $0 = kubelet } }
  }

  private(set) var configuration: KubeletConfiguration
  let runtime: EmbeddedRuntime
  /// The scheme of container ids.
  let runtimeName: String
  let connectionSlot = ConnectionSlot()
  /// Where callers from outside are answered.
  private(set) var served: ServedKubelet?
  let logger: Logger
  var images: ImageStore { runtime.imageStore }

  /// Sets the runtime up; throws what the host lacks (root, crun or runc, conmon, kernel features).
  static func prepare(_ options: DaemonOptions, nodeName: String, facts: HostFacts) async throws -> NodeAgent {
    guard let podCIDR = IPPrefix(options.podCIDR) else { throw DaemonError("--pod-cidr \"\(options.podCIDR)\" is not a block of addresses") }
    var settings = EmbeddedRuntimeConfiguration(
      dataDirectory: options.dataDir + "/runtime", runDirectory: options.dataDir + "/run", podCIDR: podCIDR)
    switch options.runtime {
    case "crun": settings.runtime = .crun("crun")
    case "runc": settings.runtime = .runc("runc")
    default: settings.runtime = .automatic
    }
    let logger = Logger(label: "kubelet")
    let runtime = try await EmbeddedRuntime(configuration: settings)
    for problem in runtime.recoveryProblems {
      logger.warning("what a crash left is not removed yet", metadata: ["error": "\(problem)"])
    }
    var configuration = KubeletConfiguration(
      nodeName: nodeName, rootDirectory: options.dataDir + "/kubelet", logDirectory: options.dataDir + "/logs", capacity: facts.capacity)
    configuration.podCIDRs = [options.podCIDR]
    configuration.addresses = [options.nodeIP ?? podCIDR.address.advanced(by: 1).description]
    configuration.hostDNS = DNSConfiguration(facts.resolvers)
    configuration.clusterDomain = options.dns.clusterDomain
    configuration.clusterDNS = options.dns.clusterServers
    configuration.system = facts.system
    configuration.hasAppArmor = (try? TextFile.read("/sys/module/apparmor/parameters/enabled"))?.hasPrefix("Y") ?? false
    configuration.podPidsLimit = options.podMaxPids
    if let thresholds = options.evictionHard { configuration.evictionHard = EvictionThresholds(thresholds) ?? .standard }
    configuration.staticPodDirectory = options.podManifestPath
    configuration.allowedUnsafeSysctls = options.allowedUnsafeSysctls.split(separator: ",").map(String.init)
    return NodeAgent(
      configuration: configuration, runtime: runtime, runtimeName: try await runtime.version().name, logger: logger)
  }

  /// The address by which pods reach this host.
  var gateway: IPAddress { runtime.configuration.podCIDR.address.advanced(by: 1) }

  /// Has pods ask these servers, unless the options named others.
  mutating func useDNS(_ servers: [String], _ host: ResolverFile) {
    if configuration.clusterDNS.isEmpty { configuration.clusterDNS = servers }
    configuration.podHostDNS = DNSConfiguration(DNSPlacement.podResolver(host, podServers: configuration.clusterDNS))
  }

  var addresses: [IPAddress] { configuration.addresses.compactMap { IPAddress($0) } }

  /// What the kubelet's certificate is to be for.
  var servingNames: CertificateNames {
    CertificateNames(
      "system:node:" + configuration.nodeName, organizations: ["system:nodes"], dnsNames: [configuration.nodeName],
      addresses: configuration.addresses.compactMap { IPAddress($0) })
  }

  /// Serves the kubelet's API at the node's address from now on, and has the Node say where.
  mutating func serve(_ identity: Identity, clientAuthority: String, port: Int?) async throws {
    let served = try await ServedKubelet(
      host: configuration.addresses.first ?? "127.0.0.1", port: port, identity: identity, clientAuthority: clientAuthority)
    self.served = served
    configuration.apiPort = served.port
  }

  func run(_ clients: ComponentClients) async {
    let client = clients.client(as: .node(configuration.nodeName), component: "kubelet")
    let kubelet = Kubelet(
      configuration, client: client, runtime: runtime, images: runtime,
      runtimeName: runtimeName, surroundings: surroundings(client), logger: logger)
    connectionSlot.set(kubelet)
    served?.serve(kubelet)
    do { try await kubelet.run() } catch is CancellationError {} catch {
      logger.critical("the kubelet ended", metadata: ["error": "\(error)"])
    }
    await served?.http.shutdown()
  }

  private func surroundings(_ client: any APIClient) -> Kubelet.Surroundings {
    let data = runtime.configuration.dataDirectory
    return .init(
      mounts: KernelMounts(), tokens: APITokens(client: client), http: NodeHTTPProber(),
      observer: HostObserver(nodeDirectory: configuration.rootDirectory, imageDirectory: data))
  }

  /// Stops every pod and takes down what the instance has on the host. The kubelet isn't running any more.
  func stopPods() async {
    do {
      try await connectionSlot.connection?.stopPods()
      try await runtime.tearDown()
    } catch {
      logger.error("the pods could not all be stopped", metadata: ["error": "\(error)"])
    }
  }
}

/// The kubelet's mounts, by the kernel.
private struct KernelMounts: MountService {
  var bindsSubPaths: Bool { true }
  func mountTmpfs(at path: String, sizeBytes: Int64?) throws { try Mount.tmpfs(at: path, sizeBytes: sizeBytes) }
  func bind(_ source: String, on target: String) throws { try Mount.bind(source, to: target) }
  func unmount(_ path: String) throws { try Mount.unmount(path) }
}
