import APIMachinery
import APISchemas
import AccessControl
import Basics
import Client
import Store

/// Keeps an APIService for each group and version that this server answers itself (kubernetes.io, "Kubernetes API Aggregation
/// Layer"), so that clients find local and aggregated APIs in one list.
struct LocalAPIServices: Sendable {
  static let resource = GroupVersionResource(group: "apiregistration.k8s.io", version: "v1", resource: "apiservices")
  static let automanaged = "kube-aggregator.kubernetes.io/automanaged"

  /// Ranks as in upstream's aggregator: what clients prefer among groups that have the same resource.
  private static let groupPriorities: [String: Int64] = [
    "": 18000, "extensions": 17150, "apps": 17800, "events.k8s.io": 17750, "authentication.k8s.io": 17700, "authorization.k8s.io": 17600,
    "autoscaling": 17500, "batch": 17400, "certificates.k8s.io": 17300, "networking.k8s.io": 17200, "policy": 17100,
    "rbac.authorization.k8s.io": 17000, "storage.k8s.io": 16800, "apiextensions.k8s.io": 16700, "admissionregistration.k8s.io": 16700,
    "scheduling.k8s.io": 16600, "coordination.k8s.io": 16500, "node.k8s.io": 16300, "discovery.k8s.io": 16200,
    "flowcontrol.apiserver.k8s.io": 16100, "resource.k8s.io": 16080,
  ]

  private static let builtInGroups = Set(Scheme.builtIn.resources.map(\.group))

  /// How a group ranks in discovery: the group of the APIServices themselves first, then by priority.
  static func discoveryPriority(of group: String) -> Int64 {
    if group == resource.group { return 20000 }
    return groupPriorities[group] ?? (builtInGroups.contains(group) ? 15000 : 1000)
  }

  /// The APIService of a group and version. Custom resources rank below all built-in groups.
  static func object(_ version: GroupVersion, isCustom: Bool, now: Timestamp) -> Value {
    let name = version.version + "." + version.group
    let isStable = version.version.dropFirst().allSatisfy(\.isNumber)
    var spec: Value = [
      "version": .string(version.version), "groupPriorityMinimum": .int(isCustom ? 1000 : groupPriorities[version.group] ?? 15000),
      "versionPriority": .int(isCustom ? 100 : isStable ? 15 : 9),
    ]
    if !version.group.isEmpty { spec["group"] = .string(version.group) }
    return [
      "apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService",
      "metadata": ["name": .string(name), "labels": [automanaged: isCustom ? "true" : "onstart"]], "spec": spec,
      "status": ["conditions": [available(now)]],
    ]
  }

  private static func available(_ now: Timestamp) -> Value {
    [
      "type": "Available", "status": "True", "lastTransitionTime": .string(now.rfc3339), "reason": "Local",
      "message": "Local APIServices are always available",
    ]
  }

  let server: APIServer
  private var client: DirectClient { server.client(as: .component("system:kctl:aggregator"), userAgent: "kctl-aggregator") }

  /// Creates what is missing and deletes what is no longer served. A pass too many does no harm.
  func pass() async {
    let api = server.servedAPIs.current()
    guard api.scheme.resource(Self.resource) != nil else { return }
    let custom = Set(api.custom.keys.map(\.groupVersion))
    let builtIn = Set(api.scheme.resources.map(\.groupVersion)).subtracting(custom)
    let path = ResourcePath(Self.resource)
    let existing = server.store.snapshot().list(Self.resource.groupResource).map { $0.decoded() }
    let names = Set(existing.map(\.name))
    for version in builtIn.union(custom).sorted(by: { $0.description < $1.description }) {
      let object = Self.object(version, isCustom: !builtIn.contains(version), now: server.clock.now)
      guard !names.contains(object.name) else { continue }
      guard let created = try? await client.create(path, object, options: WriteOptions(fieldManager: "kctl-aggregator")) else { continue }
      var updated = created
      updated["status"] = object["status"]
      _ = try? await client.update(path.subresource("status"), updated, options: WriteOptions(fieldManager: "kctl-aggregator"))
    }
    let served = Set(builtIn.union(custom).map { $0.version + "." + $0.group })
    for object in existing where object.labels[Self.automanaged] == "true" && !served.contains(object.name) {
      _ = try? await client.delete(path, name: object.name, options: DeleteOptions())
    }
  }
}
