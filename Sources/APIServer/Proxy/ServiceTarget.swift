import APIMachinery
import Client
import Store

/// Finds where a request for a service's proxy goes.
struct ServiceTarget {
  let snapshot: any StoreSnapshot
  let service: Value
  let name: ProxyName

  /// The addresses of all ready endpoints for the port. Throws 503 in upstream's words when there are none.
  func destinations() throws(StatusError) -> [ProxyDestination] {
    let found = ServiceEndpoints(snapshot: snapshot, namespace: service.namespace, service: service.name).addresses(port: try portName())
    guard !found.isEmpty else {
      throw StatusError(503, .serviceUnavailable, "no endpoints available for service \"\(name.port.isEmpty ? name.name : name.name + ":" + name.port)\"")
    }
    return found.map { ProxyDestination(isSecure: name.isSecure, host: $0.host, port: $0.port) }
  }

  /// Endpoints are listed by the port's name; a number is the service's own.
  private func portName() throws(StatusError) -> String {
    guard let number = Int64(name.port) else { return name.port }
    guard let port = service[path: "spec", "ports"]?.array?.first(where: { $0["port"]?.int == number }) else {
      throw StatusError(503, .serviceUnavailable, "no service port \(number) found for service \"\(name.name)\"")
    }
    return port["name"]?.string ?? ""
  }
}
