import APIMachinery
import Client

/// The API resources that a kubelet uses.
enum Resources {
  static let pods = GroupVersionResource(group: "", version: "v1", resource: "pods")
  static let nodes = GroupVersionResource(group: "", version: "v1", resource: "nodes")
  static let services = GroupVersionResource(group: "", version: "v1", resource: "services")
  static let events = GroupVersionResource(group: "", version: "v1", resource: "events")
  static let leases = GroupVersionResource(group: "coordination.k8s.io", version: "v1", resource: "leases")
}

extension Value {
  /// An explicit null is the same as no field. (In a conditional expression `nil` would be the JSON null, not the absent value.)
  var nonNull: Value? {
    if isNull { return Optional.none }
    return self
  }

  /// KEP-5504: resourceVersions are integers that can be compared. 0 for anything else.
  var version: UInt64 { UInt64(resourceVersion) ?? 0 }
}
