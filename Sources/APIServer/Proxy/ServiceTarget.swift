import APIMachinery
import Basics
import Client
import Store

/// Finds the address behind a service's port.
struct ServiceTarget {
  let snapshot: any StoreSnapshot
  let service: Value
  let name: ProxyName

  /// The addresses of all ready endpoints for the port. Throws 503 in upstream's words when there are none.
  func destinations() throws(StatusError) -> [ProxyDestination] {
    let portName = try portName()
    let found = slices(portName) + endpoints(portName)
    guard !found.isEmpty else {
      throw StatusError(503, .serviceUnavailable, "no endpoints available for service \"\(name.port.isEmpty ? name.name : name.name + ":" + name.port)\"")
    }
    return found
  }

  /// Endpoints are listed by the port's name; a number is the service's own.
  private func portName() throws(StatusError) -> String {
    guard let number = Int64(name.port) else { return name.port }
    guard let port = service[path: "spec", "ports"]?.array?.first(where: { $0["port"]?.int == number }) else {
      throw StatusError(503, .serviceUnavailable, "no service port \(number) found for service \"\(name.name)\"")
    }
    return port["name"]?.string ?? ""
  }

  private func slices(_ portName: String) -> [ProxyDestination] {
    let resource = GroupResource(group: "discovery.k8s.io", resource: "endpointslices")
    return snapshot.list(resource, namespace: service.namespace).flatMap { object -> [ProxyDestination] in
      let slice = object.decoded()
      guard slice.labels["kubernetes.io/service-name"] == service.name,
        let port = slice["ports"]?.array?.first(where: { ($0["name"]?.string ?? "") == portName })?["port"]?.int
      else { return [] }
      let ready = (slice["endpoints"]?.array ?? []).filter { $0[path: "conditions", "ready"]?.bool ?? true }
      return ready.compactMap { $0["addresses"]?[0]?.string }.map { destination($0, port) }
    }
  }

  /// Those that somebody made by hand, for a service without a selector.
  private func endpoints(_ portName: String) -> [ProxyDestination] {
    let key = ObjectKey(GroupResource(resource: "endpoints"), namespace: service.namespace, name: service.name)
    guard let endpoints = snapshot.get(key)?.decoded() else { return [] }
    return (endpoints["subsets"]?.array ?? []).flatMap { subset -> [ProxyDestination] in
      guard let port = subset["ports"]?.array?.first(where: { ($0["name"]?.string ?? "") == portName })?["port"]?.int else { return [] }
      return (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }.map { destination($0, port) }
    }
  }

  private func destination(_ address: String, _ port: Int64) -> ProxyDestination {
    ProxyDestination(isSecure: name.isSecure, host: address, port: Int(port))
  }
}
