import APIMachinery
import Basics

/// One port of one Service, as the proxy serves it, with the endpoints behind it.
struct ServicePort: Hashable, Sendable {
  /// What a port is known by: endpoints are found by it, and rules are named for it.
  struct ID: Hashable, Sendable, Comparable {
    var namespace: String
    var service: String
    /// Empty for a Service with a single, unnamed port.
    var port: String
    /// tcp, udp or sctp.
    var transport: String

    /// Fit for the names of nft(8): letters, digits, `/`, `-` and `.`.
    var path: String { "\(namespace)/\(service)/\(transport)" + (port.isEmpty ? "" : "/" + port) }

    static func < (a: ID, b: ID) -> Bool {
      (a.namespace, a.service, a.transport, a.port) < (b.namespace, b.service, b.transport, b.port)
    }
  }

  var id: ID
  var port: Int
  var nodePort: Int?
  var clusterIPs: [IPAddress] = []
  var externalIPs: [IPAddress] = []
  var loadBalancerIPs: [IPAddress] = []
  /// Who may use the load balancer's addresses; empty for everybody.
  var sourceRanges: [IPPrefix] = []
  var isInternallyLocal = false
  var isExternallyLocal = false
  /// How long a client stays with its endpoint after its last connection; nil without session affinity.
  var affinitySeconds: Int?
  var healthCheckNodePort: Int?
  var endpoints: [ServiceEndpoint] = []
}

/// Where a port of a Service can be reached (API reference: Endpoint).
struct ServiceEndpoint: Hashable, Sendable {
  var address: IPAddress
  var port: Int
  var isLocal = false
  var isReady = true
  var isServing = true
  var isTerminating = false
  /// nil without hints.
  var zoneHints: Set<String>?
  var nodeHints: Set<String>?

  var order: String { "\(address) \(port)" }
}
