import APIMachinery
import Client
import ControllerKit

/// Keeps the Endpoints object of each Service, for clients that don't read EndpointSlices: a thousand addresses at most.
public struct EndpointsController: Reconciler {
  public let name = "endpoint-controller"
  private static let capacity = 1000

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.services),
      Watch(WellKnown.pods) { delta, world in ServiceView.concerned(delta, world) },
      Watch(WellKnown.endpoints) { delta, _ in
        [ObjectKey(WellKnown.services.groupResource, namespace: delta.key.namespace, name: delta.key.name)]
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    let existing = world.get(WellKnown.endpoints, namespace: key.namespace, key.name)
    let path = ResourcePath(WellKnown.endpoints, namespace: key.namespace)
    guard let object = world.get(WellKnown.services, key), !object.isBeingDeleted else {
      // It carries its Service's name, and no owner: upstream deletes it here too.
      guard let existing, existing["metadata"]?["labels"]?["endpoints.kubernetes.io/managed-by"]?.string == "endpoint-controller"
      else { return .done }
      return Plan([.one(.delete(path, name: key.name, DeleteOptions(uid: existing.uid)))])
    }
    guard let service = ServiceView(object) else { return .done }
    let subsets = subsets(of: service, world)
    var labels: Value = object["metadata"]?["labels"] ?? [:]
    labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller"
    if service.isHeadless { labels["service.kubernetes.io/headless"] = "" }
    guard var updated = existing else {
      return Plan([
        .one(
          .create(
            path,
            [
              "apiVersion": "v1", "kind": "Endpoints",
              "metadata": ["name": .string(key.name), "namespace": .string(key.namespace), "labels": labels], "subsets": .array(subsets),
            ]))
      ])
    }
    updated[path: "metadata", "labels"] = labels
    updated["subsets"] = subsets.isEmpty && existing?["subsets"] == nil ? nil : .array(subsets)
    return updated == existing ? .done : Plan([.one(.update(path, updated))])
  }

  private func subsets(of service: ServiceView, _ world: World) -> [Value] {
    var groups: [(ports: [Value], ready: [Value], notReady: [Value])] = []
    for pod in service.pods(world).prefix(Self.capacity) where !pod.isBeingDeleted || service.publishesNotReady {
      let ports = service.ports(of: pod)
      var address: Value = ["ip": .string(ServiceView.address(of: pod) ?? "")]
      if let hostname = pod["spec"]?["hostname"]?.string, pod["spec"]?["subdomain"]?.string == service.object.name {
        address["hostname"] = .string(hostname)
      }
      if !PodFacts(pod).nodeName.isEmpty { address["nodeName"] = .string(PodFacts(pod).nodeName) }
      address["targetRef"] = ServiceView.reference(to: pod)
      let position = groups.firstIndex { $0.ports == ports } ?? groups.count
      if position == groups.count { groups.append((ports, [], [])) }
      if PodFacts(pod).isReady || service.publishesNotReady { groups[position].ready.append(address) }
      else { groups[position].notReady.append(address) }
    }
    return groups.map { group in
      var subset: Value = [:]
      if !group.ready.isEmpty { subset["addresses"] = .array(group.ready) }
      if !group.notReady.isEmpty { subset["notReadyAddresses"] = .array(group.notReady) }
      if !group.ports.isEmpty { subset["ports"] = .array(group.ports.map { Self.endpointPort($0) }) }
      return subset
    }
  }

  /// An unnamed port has no name field here.
  private static func endpointPort(_ port: Value) -> Value {
    var port = port
    if port["name"] == "" { port["name"] = nil }
    return port
  }
}
