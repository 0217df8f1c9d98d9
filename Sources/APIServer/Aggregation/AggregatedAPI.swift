import APIMachinery
import Basics
import Store

/// An APIService whose requests another server answers.
struct AggregatedAPI: Sendable {
  let name: String
  let groupVersion: GroupVersion
  let groupPriority: Int64
  let versionPriority: Int64
  let namespace: String
  let service: String
  let port: Int
  let authority: String?
  let skipsVerification: Bool
  let isAvailable: Bool

  /// nil for local ones.
  init?(_ object: Value) {
    guard let spec = object["spec"], let service = spec["service"], service.object != nil else { return nil }
    name = object.name
    groupVersion = GroupVersion(group: spec["group"]?.string ?? "", version: spec["version"]?.string ?? "")
    groupPriority = spec["groupPriorityMinimum"]?.int ?? 0
    versionPriority = spec["versionPriority"]?.int ?? 0
    namespace = service["namespace"]?.string ?? ""
    self.service = service["name"]?.string ?? ""
    port = Int(service["port"]?.int ?? 443)
    authority = spec["caBundle"]?.string.flatMap { Base64.decode($0) }.map { String(decoding: $0, as: UTF8.self) }
    skipsVerification = spec["insecureSkipTLSVerify"]?.bool ?? false
    isAvailable = object[path: "status", "conditions"]?.array?.contains { $0["type"] == "Available" && $0["status"] == "True" } ?? false
  }

  var reference: ServiceReference { ServiceReference(namespace: namespace, name: service, port: port) }

  /// The addresses behind the service, in a fixed order.
  func targets(_ snapshot: any StoreSnapshot) throws(ServiceReference.Unavailable) -> [UpstreamTarget] {
    try reference.addresses(snapshot).map { address in
      UpstreamTarget(
        address: address.host, port: address.port, serverName: reference.serverName, authority: authority, skipsVerification: skipsVerification,
        presentsIdentity: true)
    }
  }
}
