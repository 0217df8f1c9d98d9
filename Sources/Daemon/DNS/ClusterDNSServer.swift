import Basics
import Client
import ClusterDNS
import ControllerKit
import HTTPTransport
import Logging
import NIOPosix
import Synchronization

/// The dns component: listens, follows what the cluster's names are made of, and says where it can be reached.
struct ClusterDNSServer: Sendable {
  private final class Slot: Sendable {
    private let responder = Mutex<DNSResponder?>(nil)
    func set(_ responder: DNSResponder?) { self.responder.withLock { $0 = responder } }
    /// Nothing, before it is there: who asks, asks again.
    func respond(_ message: [UInt8], _ transport: DNSTransport) async -> [UInt8]? {
      guard let responder = responder.withLock({ $0 }) else { return nil }
      return await responder.respond(to: message, over: transport)
    }
  }

  private let zone: ClusterZone
  private let listener: DNSListener
  private let slot: Slot
  private let forwarder: Forwarder
  private let publisher: PublishedService?
  private let logger: Logger
  /// The name servers of this node's pods.
  let podServers: [String]

  /// Listens where the options say, else at the node's gateway. nil, with a word of why, where there is neither, or where the gateway's port
  /// is in use; throws when an address that was asked for can't be had.
  static func start(
    _ options: DaemonOptions, _ components: Set<Component>, node: NodeAgent?, _ facts: HostFacts
  ) async throws -> ClusterDNSServer? {
    guard components.contains(.dns), let zone = ClusterZone(domain: options.dns.clusterDomain) else { return nil }
    let logger = Logger(label: "dns")
    let placement = DNSPlacement(
      gateway: node?.gateway, bindAddress: options.dns.dnsBindAddress.flatMap { IPAddress($0) },
      clusterIP: IPPrefix(options.serviceCIDR).flatMap { PublishedService.clusterIP(in: $0) },
      hasServiceProxy: components.contains(.kubeProxy))
    guard let address = placement.listening else {
      logger.notice("the cluster's DNS isn't served: there is no node here, and no --dns-bind-address")
      return nil
    }
    let slot = Slot()
    let listener: DNSListener
    do {
      listener = try await DNSListener.listen(
        host: address.description, port: options.dns.dnsPort, group: .singleton, respond: { await slot.respond($0, $1) })
    } catch where placement.bindAddress == nil {
      logger.warning("the cluster's DNS isn't served", metadata: ["error": "\(error)"])
      return nil
    }
    let upstreams = placement.upstreams(facts.resolvers, port: listener.port)
    logger.notice("serving DNS", metadata: ["address": "\(UpstreamServer(address, port: listener.port))", "upstreams": "\(upstreams)"])
    let forwarder = Forwarder(upstreams, exchange: NetworkExchange(group: .singleton), clock: SystemClock(), random: SystemRandom())
    let publisher = placement.reachable.map { reachable in
      PublishedService(
        .init(address: reachable, port: listener.port, host: node?.configuration.nodeName ?? options.nodeName ?? facts.hostname),
        clusterIP: placement.clusterIP)
    }
    return ClusterDNSServer(
      zone: zone, listener: listener, slot: slot, forwarder: forwarder, publisher: publisher, logger: logger,
      podServers: placement.podServers(port: listener.port))
  }

  /// Serves until the task is cancelled.
  func run(_ clients: ComponentClients) async {
    let client = clients.client(ofController: "coredns")
    let informers = SharedInformers(client: client)
    for watch in ClusterZone.watches { informers.informer(watch.resource, indexes: watch.indexes, detail: watch.detail) }
    let runner = publisher.map {
      ControllerRunner($0, informers: informers, client: client, events: EventRecorder(client: client), logger: logger)
    }
    slot.set(
      DNSResponder(zone: zone, forwarder: forwarder) { World(caches: informers.caches, now: informers.clock.now, random: informers.random) })
    await withDiscardingTaskGroup { group in
      group.addTask { await informers.run() }
      if let runner { group.addTask { await runner.run() } }
    }
    slot.set(nil)
    await listener.close()
  }
}
