import APIMachinery
import Basics
import Store

/// The addresses behind one port of a service: what proxying, webhooks and aggregated APIs all go by.
struct ServiceEndpoints {
  static let services = GroupResource(resource: "services")
  static let slices = GroupResource(group: "discovery.k8s.io", resource: "endpointslices")
  static let endpoints = GroupResource(resource: "endpoints")

  struct Address: Hashable, Sendable {
    var host: String
    var port: Int
  }

  let snapshot: any StoreSnapshot
  let namespace: String
  let service: String

  /// The ready ones of the service's EndpointSlices, in a fixed order; where it has no slices, those of Endpoints that somebody
  /// made by hand. `port`: its name in the service, empty for the only one.
  func addresses(port: String) -> [Address] {
    let slices = snapshot.list(Self.slices, namespace: namespace).map { $0.decoded() }
      .filter { $0.labels["kubernetes.io/service-name"] == service }
    return slices.isEmpty ? fromEndpoints(port) : slices.flatMap { Self.addresses(slice: $0, port) }
  }

  /// Of each endpoint the first address: the others are the same one.
  private static func addresses(slice: Value, _ portName: String) -> [Address] {
    guard let port = port(slice["ports"], portName) else { return [] }
    return (slice["endpoints"]?.array ?? []).filter { $0[path: "conditions", "ready"]?.bool ?? true }
      .compactMap { $0["addresses"]?[0]?.string }.map { Address(host: $0, port: port) }
  }

  private func fromEndpoints(_ portName: String) -> [Address] {
    let endpoints = snapshot.get(ObjectKey(Self.endpoints, namespace: namespace, name: service))?.decoded()
    return (endpoints?["subsets"]?.array ?? []).flatMap { subset -> [Address] in
      guard let port = Self.port(subset["ports"], portName) else { return [] }
      return (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }.map { Address(host: $0, port: port) }
    }
  }

  private static func port(_ ports: Value?, _ name: String) -> Int? {
    ports?.array?.first { ($0["name"]?.string ?? "") == name }?["port"]?.int.map { Int($0) }
  }
}
