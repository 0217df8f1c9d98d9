import Basics
import LinuxKernel

/// Which UDP flows still go where no Service leads any more. The kernel translates a flow as its first packet was: a client that keeps
/// sending from the same port would go on being sent to an endpoint that is gone, or past a Service that came after it.
struct StaleFlows: Hashable, Sendable {
  private struct Destination: Hashable, Sendable {
    var address: IPAddress
    var port: Int
  }

  /// By address and port of a Service, and by node port, who may answer.
  private var served: [Destination: Set<TrackedFlow.Peer>] = [:]
  private var nodePorts: [Int: Set<TrackedFlow.Peer>] = [:]
  private var podCIDRs: [IPPrefix]
  private var nodeAddresses: Set<IPAddress>

  init(_ ports: [ServicePort], selection: EndpointSelection, configuration: ServiceProxyConfiguration, nodeAddresses: Set<IPAddress>) {
    (podCIDRs, self.nodeAddresses) = (configuration.podCIDRs, nodeAddresses)
    for port in ports where port.id.transport == "udp" {
      let chosen = selection.everywhere(port.endpoints) + selection.here(port.endpoints)
      let peers = Set(chosen.map { TrackedFlow.Peer($0.address, UInt16($0.port)) })
      for address in port.clusterIPs + port.externalIPs + port.loadBalancerIPs {
        served[Destination(address: address, port: port.port)] = peers
      }
      if let nodePort = port.nodePort { nodePorts[nodePort] = peers }
    }
  }

  var isEmpty: Bool { served.isEmpty && nodePorts.isEmpty }

  /// Only flows of this instance's pods, to its node or to its endpoints are its own; `former`: what there was before, whose addresses
  /// nobody may answer any more where they aren't served now.
  func contains(_ flow: TrackedFlow, former: StaleFlows? = nil) -> Bool {
    let isTranslated = flow.answerer != flow.destination
    let isOwn =
      isPod(flow.source.address) || isPod(flow.answerer.address) || nodeAddresses.contains(flow.destination.address)
      || former?.knows(flow.answerer) ?? false
    guard isOwn else { return false }
    let destination = Destination(address: flow.destination.address, port: Int(flow.destination.port))
    if let peers = served[destination] { return !peers.contains(flow.answerer) }
    if former?.served[destination] != nil { return true }
    let wasNodePort = former?.nodePorts[destination.port] != nil
    guard let peers = nodePorts[destination.port] ?? (wasNodePort ? [] : nil) else { return false }
    // Of flows to that port that aren't translated only those to this node were meant for the Service.
    guard isTranslated || nodeAddresses.contains(flow.destination.address) else { return false }
    return !peers.contains(flow.answerer) && (!isPod(flow.destination.address) || nodeAddresses.contains(flow.destination.address))
  }

  private func isPod(_ address: IPAddress) -> Bool { podCIDRs.contains { $0.contains(address) } && !nodeAddresses.contains(address) }

  private func knows(_ peer: TrackedFlow.Peer) -> Bool {
    served.values.contains { $0.contains(peer) } || nodePorts.values.contains { $0.contains(peer) }
  }
}
