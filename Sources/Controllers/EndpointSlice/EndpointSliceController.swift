import APIMachinery
import Client
import ControllerKit

/// Keeps the EndpointSlices of each Service: which of its pods can be sent to, a hundred a slice.
public struct EndpointSliceController: Reconciler {
  public let name = "endpointslice-controller"
  static let serviceLabel = "kubernetes.io/service-name"
  static let managedByLabel = "endpointslice.kubernetes.io/managed-by"
  static let managedBy = "endpointslice-controller.k8s.io"
  private static let endpointsPerSlice = 100
  private static let byService = ObjectIndex("serviceSlices") { slice in
    guard slice["metadata"]?["labels"]?[managedByLabel]?.string == managedBy,
      let service = slice["metadata"]?["labels"]?[serviceLabel]?.string
    else { return [] }
    return [slice.namespace + "/" + service]
  }

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.services),
      Watch(WellKnown.pods) { delta, world in ServiceView.concerned(delta, world) },
      Watch(WellKnown.endpointSlices, indexes: [Self.byService]) { delta, _ in
        guard let service = delta.object["metadata"]?["labels"]?[Self.serviceLabel]?.string else { return [] }
        return [ObjectKey(WellKnown.services.groupResource, namespace: delta.key.namespace, name: service)]
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    // Slices of a Service that is gone are its dependents: the garbage collector's.
    guard let object = world.get(WellKnown.services, key), !object.isBeingDeleted, let service = ServiceView(object) else { return .done }
    let existing = world.list(WellKnown.endpointSlices, Self.byService, key.namespace + "/" + key.name).filter { !$0.isBeingDeleted }
    return EndpointSliceChanges(wanted: slices(of: service, world), existing: existing, namespace: key.namespace).plan
  }

  // MARK: what is wanted

  private func slices(of service: ServiceView, _ world: World) -> [Value] {
    var groups: [(ports: [Value], pods: [Value])] = []
    for pod in service.pods(world) {
      let ports = service.ports(of: pod)
      if let position = groups.firstIndex(where: { $0.ports == ports }) { groups[position].pods.append(pod) }
      else { groups.append((ports, [pod])) }
    }
    if groups.isEmpty { return [slice(service, ports: [], endpoints: [])] }
    return groups.flatMap { group in
      stride(from: 0, to: group.pods.count, by: Self.endpointsPerSlice).map { start in
        let chunk = group.pods[start..<min(start + Self.endpointsPerSlice, group.pods.count)]
        return slice(service, ports: group.ports, endpoints: chunk.map { endpoint($0, service) })
      }
    }
  }

  private func endpoint(_ pod: Value, _ service: ServiceView) -> Value {
    let facts = PodFacts(pod)
    let isServing = facts.isReady || service.publishesNotReady
    var endpoint: Value = [
      "addresses": [.string(ServiceView.address(of: pod) ?? "")],
      "conditions": [
        "ready": .bool(service.publishesNotReady || (facts.isReady && !pod.isBeingDeleted)), "serving": .bool(isServing),
        "terminating": .bool(pod.isBeingDeleted),
      ],
    ]
    if let hostname = pod["spec"]?["hostname"]?.string, pod["spec"]?["subdomain"]?.string == service.object.name {
      endpoint["hostname"] = .string(hostname)
    }
    endpoint["targetRef"] = ServiceView.reference(to: pod)
    if !facts.nodeName.isEmpty { endpoint["nodeName"] = .string(facts.nodeName) }
    return endpoint
  }

  private func slice(_ service: ServiceView, ports: [Value], endpoints: [Value]) -> Value {
    let object = service.object
    var labels: Value = object["metadata"]?["labels"] ?? [:]
    labels[Self.serviceLabel] = .string(object.name)
    labels[Self.managedByLabel] = .string(Self.managedBy)
    if service.isHeadless { labels["service.kubernetes.io/headless"] = "" }
    return [
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
      "metadata": [
        "generateName": .string(object.name + "-"), "namespace": .string(object.namespace), "labels": labels,
        "ownerReferences": [OwnerReference(controller: object).value],
      ],
      "addressType": "IPv4", "endpoints": .array(endpoints), "ports": .array(ports),
    ]
  }
}
