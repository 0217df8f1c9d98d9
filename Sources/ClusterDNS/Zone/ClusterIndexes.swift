import APIMachinery
import ControllerKit

/// What the answers are looked up in: no question goes through all objects.
enum ClusterIndexes {
  /// Services by each of their cluster IPs.
  static let servicesByAddress = ObjectIndex("dnsServicesByAddress") { service in
    ServiceView(service)?.addresses.map(\.description) ?? []
  }

  /// EndpointSlices by `namespace/service`.
  static let slicesByService = ObjectIndex("dnsSlicesByService") { slice in
    SliceView(slice).map { ["\($0.namespace)/\($0.service)"] } ?? []
  }

  /// EndpointSlices by `namespace/service/endpoint` of each that is ready.
  static let slicesByEndpoint = ObjectIndex("dnsSlicesByEndpoint") { slice in
    guard let slice = SliceView(slice) else { return [] }
    return Array(Set(slice.endpoints.map { "\(slice.namespace)/\(slice.service)/\($0.name)" }))
  }

  /// EndpointSlices by each address of an endpoint that is ready.
  static let slicesByAddress = ObjectIndex("dnsSlicesByAddress") { slice in
    Array(Set(SliceView(slice)?.endpoints.map(\.address.description) ?? []))
  }
}

extension ClusterZone {
  /// What has to be kept for `answer`.
  public static let watches: [Watch] = [
    .lookUp(WellKnown.services, indexes: [ClusterIndexes.servicesByAddress]),
    .lookUp(
      WellKnown.endpointSlices, indexes: [ClusterIndexes.slicesByService, ClusterIndexes.slicesByEndpoint, ClusterIndexes.slicesByAddress]),
    Watch(WellKnown.namespaces, detail: .metadataOnly) { _, _ in [] },
  ]

  /// Whether all of that is in; before, a name that isn't found may be there all the same.
  public static func hasSynced(_ world: World) -> Bool { watches.allSatisfy { world.hasSynced($0.resource) } }
}
