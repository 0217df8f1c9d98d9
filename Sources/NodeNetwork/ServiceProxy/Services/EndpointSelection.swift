/// Which endpoints of a port get traffic on this node (Kubernetes docs: "Virtual IPs and Service Proxies", traffic policies, traffic to
/// terminating endpoints, and topology hints).
struct EndpointSelection: Hashable, Sendable {
  var nodeName: String
  /// The node's `topology.kubernetes.io/zone`; nil without one.
  var zone: String?

  /// For the policy Cluster: those that are ready, of them those that hints give to this node or zone; when none is ready, those that are
  /// about to end and still serve.
  func everywhere(_ endpoints: [ServiceEndpoint]) -> [ServiceEndpoint] {
    let ready = endpoints.filter(\.isReady)
    return ready.isEmpty ? Self.ending(endpoints) : hinted(ready)
  }

  /// For the policy Local: the same of this node's own.
  func here(_ endpoints: [ServiceEndpoint]) -> [ServiceEndpoint] {
    let local = endpoints.filter(\.isLocal)
    let ready = local.filter(\.isReady)
    return ready.isEmpty ? Self.ending(local) : ready
  }

  private static func ending(_ endpoints: [ServiceEndpoint]) -> [ServiceEndpoint] {
    endpoints.filter { $0.isServing && $0.isTerminating }
  }

  // Hints count when every endpoint has them and some are for this place: a part of them would overload whom it names.
  private func hinted(_ ready: [ServiceEndpoint]) -> [ServiceEndpoint] {
    if ready.allSatisfy({ $0.nodeHints != nil }) {
      let near = ready.filter { $0.nodeHints?.contains(nodeName) ?? false }
      if !near.isEmpty { return near }
    }
    if let zone, ready.allSatisfy({ $0.zoneHints != nil }) {
      let near = ready.filter { $0.zoneHints?.contains(zone) ?? false }
      if !near.isEmpty { return near }
    }
    return ready
  }
}
