import APIMachinery
import Store

/// A port of a Service that this server sends requests to: of an aggregated API or a webhook.
struct ServiceReference: Hashable, Sendable {
  var namespace: String
  var name: String
  var port: Int

  static let services = GroupResource(resource: "services")
  static let slices = GroupResource(group: "discovery.k8s.io", resource: "endpointslices")
  static let endpoints = GroupResource(resource: "endpoints")

  /// Why nothing can be asked: the reason and message that an APIService's condition Available has then.
  struct Unavailable: Error, Hashable {
    var reason: String
    var message: String
  }

  /// What the server's certificate must be for.
  var serverName: String { "\(name).\(namespace).svc" }

  /// The addresses behind the service: the ready ones of its EndpointSlices, in a fixed order, or those of its Endpoints
  /// where it has no slices; an ExternalName's own.
  func addresses(_ snapshot: any StoreSnapshot) throws(Unavailable) -> [(address: String, port: Int)] {
    guard let service = snapshot.get(ObjectKey(Self.services, namespace: namespace, name: name))?.decoded() else {
      throw Unavailable(reason: "ServiceNotFound", message: "service/\(name) in \"\(namespace)\" is not present")
    }
    if service[path: "spec", "type"] == "ExternalName" {
      return [(service[path: "spec", "externalName"]?.string ?? "", port)]
    }
    guard let servicePort = service[path: "spec", "ports"]?.array?.first(where: { $0["port"]?.int == Int64(port) }) else {
      throw Unavailable(reason: "ServicePortError", message: "service/\(name) in \"\(namespace)\" is not listening on port \(port)")
    }
    let portName = servicePort["name"]?.string ?? ""
    let slices = snapshot.list(Self.slices, namespace: namespace).map { $0.decoded() }
      .filter { $0.labels["kubernetes.io/service-name"] == name }
    let found = slices.isEmpty ? fromEndpoints(snapshot, portName) : slices.flatMap { Self.addresses(slice: $0, portName) }
    guard !found.isEmpty else {
      throw Unavailable(
        reason: "MissingEndpoints", message: "endpoints for service/\(name) in \"\(namespace)\" have no addresses with port name \"\(portName)\"")
    }
    return found
  }

  private static func addresses(slice: Value, _ portName: String) -> [(address: String, port: Int)] {
    guard let port = port(slice["ports"], portName) else { return [] }
    return (slice["endpoints"]?.array ?? []).filter { $0[path: "conditions", "ready"]?.bool ?? true }
      .flatMap { $0["addresses"]?.array?.compactMap(\.string) ?? [] }.map { ($0, port) }
  }

  private func fromEndpoints(_ snapshot: any StoreSnapshot, _ portName: String) -> [(address: String, port: Int)] {
    let endpoints = snapshot.get(ObjectKey(Self.endpoints, namespace: namespace, name: name))?.decoded()
    return (endpoints?["subsets"]?.array ?? []).flatMap { subset -> [(address: String, port: Int)] in
      guard let port = Self.port(subset["ports"], portName) else { return [] }
      return (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }.map { ($0, port) }
    }
  }

  private static func port(_ ports: Value?, _ name: String) -> Int? {
    ports?.array?.first { ($0["name"]?.string ?? "") == name }?["port"]?.int.map { Int($0) }
  }
}
