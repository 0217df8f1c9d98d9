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

  static let services = GroupResource(resource: "services")
  static let slices = GroupResource(group: "discovery.k8s.io", resource: "endpointslices")

  /// Why nothing can be asked: the reason and message of the condition Available, in upstream's words.
  struct Unavailable: Error, Hashable {
    var reason: String
    var message: String
  }

  /// The ready addresses behind the service, in a fixed order.
  func targets(_ snapshot: any StoreSnapshot) throws(Unavailable) -> [UpstreamTarget] {
    guard let service = snapshot.get(ObjectKey(Self.services, namespace: namespace, name: service))?.decoded() else {
      throw Unavailable(reason: "ServiceNotFound", message: "service/\(self.service) in \"\(namespace)\" is not present")
    }
    guard let servicePort = service[path: "spec", "ports"]?.array?.first(where: { $0["port"]?.int == Int64(port) }) else {
      throw Unavailable(
        reason: "ServicePortError", message: "service/\(self.service) in \"\(namespace)\" is not listening on port \(port)")
    }
    let portName = servicePort["name"]?.string ?? ""
    var targets: [UpstreamTarget] = []
    for stored in snapshot.list(Self.slices, namespace: namespace) {
      let slice = stored.decoded()
      guard slice.labels["kubernetes.io/service-name"] == self.service,
        let endpointPort = slice["ports"]?.array?.first(where: { ($0["name"]?.string ?? "") == portName })?["port"]?.int
      else { continue }
      for endpoint in slice["endpoints"]?.array ?? [] where endpoint[path: "conditions", "ready"]?.bool ?? true {
        for address in endpoint["addresses"]?.array?.compactMap(\.string) ?? [] {
          targets.append(
            UpstreamTarget(
              address: address, port: Int(endpointPort), serverName: "\(self.service).\(namespace).svc", authority: authority,
              skipsVerification: skipsVerification))
        }
      }
    }
    guard !targets.isEmpty else {
      throw Unavailable(
        reason: "MissingEndpoints",
        message: "endpoints for service/\(self.service) in \"\(namespace)\" have no addresses with port name \"\(portName)\"")
    }
    return targets
  }
}
