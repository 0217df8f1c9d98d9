import APIMachinery
import Basics
import Client
import ControllerKit

/// Keeps the Service by which pods find DNS, and an EndpointSlice that says where this process serves it.
///
/// A Service that selects pods is somebody else's: a DNS server in the cluster. Nothing is added to that.
public struct PublishedService: Reconciler {
  public static let namespace = "kube-system"
  public static let serviceName = "kube-dns"
  static let managedBy = "dns.kctl.dev"
  private static let serviceLabel = "kubernetes.io/service-name"

  /// Where the cluster's DNS is served.
  public struct Place: Hashable, Sendable {
    public var address: IPAddress
    public var port: Int
    /// The name of the host, which is its node's where it has one.
    public var host: String
    public init(address: IPAddress, port: Int, host: String) { (self.address, self.port, self.host) = (address, port, host) }
  }

  public let name = "dns-publisher"
  public let account = "coredns"
  private let place: Place
  private let clusterIP: IPAddress?

  /// `clusterIP`: what the Service gets when it is made; nil for one that the API server chooses.
  public init(_ place: Place, clusterIP: IPAddress?) { (self.place, self.clusterIP) = (place, clusterIP) }

  /// The tenth address of the range, by convention; nil when it hasn't as many.
  public static func clusterIP(in range: IPPrefix) -> IPAddress? {
    // The last address of an IPv4 range is no Service's.
    range.count > 11 ? range.address.advanced(by: 10) : nil
  }

  private static let key = ObjectKey(WellKnown.services.groupResource, namespace: namespace, name: serviceName)

  public var watches: [Watch] {
    let (host, key) = (place.host, Self.key)
    return [
      Watch(WellKnown.services) { delta, _ in delta.key == key ? [key] : [] },
      Watch(WellKnown.endpointSlices) { delta, _ in
        delta.key.namespace == Self.namespace && delta.object.labels[Self.serviceLabel] == Self.serviceName ? [key] : []
      },
      // Without this nothing would tell to make the first.
      Watch(WellKnown.namespaces, detail: .metadataOnly) { delta, _ in delta.key.name == Self.namespace ? [key] : [] },
      Watch(WellKnown.nodes, detail: .metadataOnly) { delta, _ in delta.key.name == host ? [key] : [] },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard world.get(WellKnown.namespaces, Self.namespace).map({ !$0.isBeingDeleted }) ?? false else { return .done }
    guard let service = world.get(WellKnown.services, key) else {
      return Plan([.one(.create(ResourcePath(WellKnown.services, namespace: Self.namespace), wantedService))])
    }
    guard !service.isBeingDeleted else { return .done }
    let path = ResourcePath(WellKnown.endpointSlices, namespace: Self.namespace)
    let existing = world.get(WellKnown.endpointSlices, namespace: Self.namespace, sliceName)
    guard service["spec"]?["selector"]?.object?.isEmpty ?? true else {
      return existing.map { Plan([.one(.delete(path, name: $0.name, DeleteOptions(uid: $0.uid)))]) } ?? .done
    }
    let wanted = wantedSlice(of: service, node: world.get(WellKnown.nodes, place.host))
    guard var updated = existing else { return Plan([.one(.create(path, wanted))]) }
    // The family of a slice can't be changed.
    guard updated["addressType"] == wanted["addressType"] else {
      return Plan([.one(.delete(path, name: updated.name, DeleteOptions(uid: updated.uid)))])
    }
    for field in ["endpoints", "ports"] { updated[field] = wanted[field] }
    for field in ["labels", "ownerReferences"] { updated[path: "metadata", field] = wanted["metadata"]?[field] }
    return updated == existing ? .done : Plan([.one(.update(path, updated))])
  }

  // MARK: what is wanted

  private var wantedService: Value {
    var spec: Value = [
      "ports": .array(
        [("dns", "UDP"), ("dns-tcp", "TCP")].map { name, transport in
          ["name": .string(name), "port": 53, "protocol": .string(transport), "targetPort": .int(Int64(place.port))]
        })
    ]
    if let clusterIP { spec["clusterIP"] = .string(clusterIP.description) }
    return [
      "apiVersion": "v1", "kind": "Service",
      "metadata": [
        "name": .string(Self.serviceName), "namespace": .string(Self.namespace),
        "labels": ["k8s-app": "kube-dns", "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS"],
      ],
      "spec": spec,
    ]
  }

  private var sliceName: String { Self.serviceName + "-" + place.host }

  /// It goes with its node, where there is one, else with the Service.
  private func wantedSlice(of service: Value, node: Value?) -> Value {
    var endpoint: Value = [
      "addresses": [.string(place.address.description)], "conditions": ["ready": true, "serving": true, "terminating": false],
    ]
    if node != nil { endpoint["nodeName"] = .string(place.host) }
    let owner: Value = node ?? service
    return [
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
      "metadata": [
        "name": .string(sliceName), "namespace": .string(Self.namespace),
        "labels": [
          "k8s-app": "kube-dns", Self.serviceLabel: .string(Self.serviceName),
          "endpointslice.kubernetes.io/managed-by": .string(Self.managedBy),
        ],
        "ownerReferences": [
          [
            "apiVersion": "v1", "kind": .string(node == nil ? "Service" : "Node"), "name": .string(owner.name), "uid": .string(owner.uid),
          ]
        ],
      ],
      "addressType": .string(place.address.isIPv6 ? "IPv6" : "IPv4"), "endpoints": [endpoint],
      "ports": .array(
        [("dns", "UDP"), ("dns-tcp", "TCP")].map { name, transport in
          ["name": .string(name), "port": .int(Int64(place.port)), "protocol": .string(transport)]
        }),
    ]
  }
}
