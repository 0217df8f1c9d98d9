import APIMachinery
import Store

/// A port of a Service that this server sends requests to: of an aggregated API or a webhook.
struct ServiceReference: Hashable, Sendable {
  var namespace: String
  var name: String
  var port: Int

  /// Why nothing can be asked: the reason and message that an APIService's condition Available has then.
  struct Unavailable: Error, Hashable {
    var reason: String
    var message: String
  }

  /// What the server's certificate must be for.
  var serverName: String { "\(name).\(namespace).svc" }

  /// The addresses behind the service; an ExternalName's own.
  func addresses(_ snapshot: any StoreSnapshot) throws(Unavailable) -> [ServiceEndpoints.Address] {
    guard let service = snapshot.get(ObjectKey(ServiceEndpoints.services, namespace: namespace, name: name))?.decoded() else {
      throw Unavailable(reason: "ServiceNotFound", message: "service/\(name) in \"\(namespace)\" is not present")
    }
    if service[path: "spec", "type"] == "ExternalName" {
      return [.init(host: service[path: "spec", "externalName"]?.string ?? "", port: port)]
    }
    guard let servicePort = service[path: "spec", "ports"]?.array?.first(where: { $0["port"]?.int == Int64(port) }) else {
      throw Unavailable(reason: "ServicePortError", message: "service/\(name) in \"\(namespace)\" is not listening on port \(port)")
    }
    let portName = servicePort["name"]?.string ?? ""
    let found = ServiceEndpoints(snapshot: snapshot, namespace: namespace, service: name).addresses(port: portName)
    guard !found.isEmpty else {
      throw Unavailable(
        reason: "MissingEndpoints", message: "endpoints for service/\(name) in \"\(namespace)\" have no addresses with port name \"\(portName)\"")
    }
    return found
  }
}
