import APIMachinery
import Client
import ControllerKit

/// Mirrors Endpoints that people or programs keep, for Services without a selector, to EndpointSlices: what routes traffic reads only
/// those (Kubernetes docs: EndpointSlice mirroring).
public struct EndpointSliceMirroringController: Reconciler {
  public let name = "endpointslicemirroring-controller"
  static let managedBy = "endpointslicemirroring-controller.k8s.io"
  private static let byEndpoints = ObjectIndex("mirroredSlices") { slice in
    guard slice["metadata"]?["labels"]?[EndpointSliceController.managedByLabel]?.string == managedBy,
      let service = slice["metadata"]?["labels"]?[EndpointSliceController.serviceLabel]?.string
    else { return [] }
    return [slice.namespace + "/" + service]
  }

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.endpoints),
      Watch(WellKnown.services) { delta, _ in [Self.key(delta.key.namespace, delta.key.name)] },
      Watch(WellKnown.endpointSlices, indexes: [Self.byEndpoints]) { delta, _ in
        let labels = delta.object["metadata"]?["labels"]
        guard labels?[EndpointSliceController.managedByLabel]?.string == Self.managedBy,
          let service = labels?[EndpointSliceController.serviceLabel]?.string
        else { return [] }
        return [Self.key(delta.key.namespace, service)]
      },
    ]
  }

  private static func key(_ namespace: String, _ name: String) -> ObjectKey {
    ObjectKey(WellKnown.endpoints.groupResource, namespace: namespace, name: name)
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    let existing = world.list(WellKnown.endpointSlices, Self.byEndpoints, key.namespace + "/" + key.name).filter { !$0.isBeingDeleted }
    let endpoints = world.get(WellKnown.endpoints, key).flatMap { $0.isBeingDeleted ? nil : $0 }
    let service = world.get(WellKnown.services, namespace: key.namespace, key.name)
    let wanted = endpoints.map { MirroredSlices(of: $0, service: service).slices } ?? []
    return EndpointSliceChanges(wanted: wanted, existing: existing, namespace: key.namespace, managesAnnotations: true).plan
  }
}
