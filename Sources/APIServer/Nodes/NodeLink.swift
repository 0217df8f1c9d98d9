import APIMachinery
import Basics
import Client
import Store

/// The way to a node's kubelet: in this process, or over the network.
enum NodeLink: Sendable {
  case local(any NodeConnection)
  case remote(RemoteKubelet)
}

extension APIServer {
  /// Throws 503 for a node that can't be reached.
  func link(toNode name: String) throws(StatusError) -> NodeLink {
    if let connection = nodeConnection(name) { return .local(connection) }
    guard let transport = configuration.kubeletTransport,
      let node = store.snapshot().get(ObjectKey(GroupResource(resource: "nodes"), name: name))?.decoded(),
      let address = KubeletAddress(node: node, preferring: configuration.kubeletAddressTypes)
    else { throw StatusError(503, .serviceUnavailable, "the kubelet of node \"\(name)\" can't be reached") }
    return .remote(RemoteKubelet(address: address, transport: transport))
  }

  func link(toNodeOf pod: Value) throws(StatusError) -> NodeLink {
    let node = pod[path: "spec", "nodeName"]?.string ?? ""
    guard !node.isEmpty else { throw .badRequest("pod \(pod.name) does not have a host assigned") }
    return try link(toNode: node)
  }
}

/// Where a kubelet serves, as its Node says.
struct KubeletAddress: Hashable, Sendable {
  var host: String
  var port: Int

  /// The first address of the first type that the node has; nil when it has none of them or serves no port.
  init?(node: Value, preferring types: [String]) {
    let addresses = node[path: "status", "addresses"]?.array ?? []
    let found = types.lazy.compactMap { type in addresses.first { $0["type"]?.string == type }?["address"]?.string }.first
    let port = node[path: "status", "daemonEndpoints", "kubeletEndpoint", "Port"]?.int ?? 0
    guard let found, !found.isEmpty, (1...65_535).contains(port) else { return nil }
    (host, self.port) = (found, Int(port))
  }
}
