import APIMachinery

/// What the health check port of a Service with the external policy Local answers to a load balancer (Kubernetes docs: "Create an External
/// Load Balancer", preserving the client source IP).
public struct ServiceHealth: Hashable, Sendable {
  public var namespace: String
  public var name: String
  /// The endpoints on this node that can be sent to.
  public var localEndpoints: Int

  /// 200 where the balancer may send to this node, else 503.
  public var status: Int { localEndpoints > 0 ? 200 : 503 }

  public var headers: [(String, String)] {
    [
      ("Content-Type", "application/json"), ("X-Content-Type-Options", "nosniff"),
      ("X-Load-Balancing-Endpoint-Weight", String(localEndpoints)),
    ]
  }

  public var body: [UInt8] {
    let value: Value = [
      "service": ["namespace": .string(namespace), "name": .string(name)], "localEndpoints": .int(Int64(localEndpoints)),
      "serviceProxyHealthy": true,
    ]
    return JSON.encode(value)
  }

  /// By port, the answers of all Services that have such a port.
  static func answers(_ ports: [ServicePort], _ selection: EndpointSelection) -> [Int: ServiceHealth] {
    var found: [Int: (namespace: String, name: String, addresses: Set<String>)] = [:]
    for port in ports {
      guard let number = port.healthCheckNodePort else { continue }
      let local = selection.here(port.endpoints).filter(\.isReady).map(\.address.description)
      found[number, default: (port.id.namespace, port.id.service, [])].addresses.formUnion(local)
    }
    return found.mapValues { ServiceHealth(namespace: $0.namespace, name: $0.name, localEndpoints: $0.addresses.count) }
  }
}
