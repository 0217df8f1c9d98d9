import APIServer
import AccessControl
import Basics
import EmbeddedRuntime
import LinuxKernel
import Logging
import NodeNetwork

/// The services' part of this host's network: kube-proxy.
struct NodeProxy: Sendable {
  private let configuration: ServiceProxyConfiguration
  private let host: NodeProxyHost
  private let logger = Logger(label: "kube-proxy")

  /// Throws what the host lacks. Its rules are named as what the embedded runtime of the same data directory makes. `serviceRange`: of the
  /// API server, where it is in this process.
  init(_ options: DaemonOptions, nodeName: String, node: NodeAgent?, serviceRange: IPPrefix? = nil) throws {
    guard let podCIDR = IPPrefix(options.podCIDR) else {
      throw DaemonError("--pod-cidr \"\(options.podCIDR)\" is not a block of addresses")
    }
    guard let filter = KernelPacketFilter() else { throw DaemonError("kube-proxy needs nft (Debian: apt install nftables)") }
    let runtime = EmbeddedRuntimeConfiguration(
      dataDirectory: options.dataDir + "/runtime", runDirectory: options.dataDir + "/run", podCIDR: podCIDR)
    var configuration = ServiceProxyConfiguration(nodeName: nodeName, instance: runtime.instanceID, podCIDRs: [podCIDR])
    configuration.nodeAddresses = node?.addresses ?? []
    configuration.serviceRanges = serviceRange.map { [$0] } ?? []
    configuration.hasIPv6 = (try? TextFile.read("/proc/net/if_inet6"))?.isEmpty == false
    self.configuration = configuration
    host = NodeProxyHost(filter: filter)
  }

  func run(_ clients: ComponentClients) async {
    let client = clients.client(as: .component("system:kube-proxy"), component: ServiceProxy.component)
    await ServiceProxy(configuration, client: client, host: host, logger: logger).run()
    await host.health.close()
  }

  /// Takes the rules off the host. The proxy isn't running any more.
  func remove() async {
    do { try await ServiceProxy.remove(configuration, from: host) } catch {
      logger.error("the rules of services could not be removed", metadata: ["error": "\(error)"])
    }
  }
}

/// The host by its kernel and by this process's sockets.
private struct NodeProxyHost: ServiceProxyHost {
  let filter: KernelPacketFilter
  let health = HealthCheckPorts()

  func load(_ script: String) async throws { try await filter.load(script) }

  func forgetFlows(isIPv6: Bool, where isStale: @escaping @Sendable (TrackedFlow) -> Bool) async throws {
    try await filter.forgetFlows(isIPv6: isIPv6, where: isStale)
  }

  func answerHealthChecks(_ answers: [Int: ServiceHealth]) async throws { try await health.answer(answers) }
}
