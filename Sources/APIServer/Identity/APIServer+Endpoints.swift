import APIMachinery
import Client
import Store

extension APIServer {
  /// Makes the endpoints of the Service `kubernetes` what the living servers' leases say. Writes nothing when they are.
  func publishEndpoints(_ client: DirectClient) async throws {
    let snapshot = store.snapshot()
    let leases = snapshot.list(GroupResource(group: "coordination.k8s.io", resource: "leases"), namespace: IdentityLease.namespace)
      .map { $0.decoded() }.filter { $0.labels[IdentityLease.label] == IdentityLease.component }
    guard let advertised = AdvertisedEndpoints(leases: leases, at: clock.now) else { return }
    func existing(_ path: ResourcePath) -> Value? {
      snapshot.get(ObjectKey(path.resource.groupResource, namespace: AdvertisedEndpoints.namespace, name: AdvertisedEndpoints.name))?.decoded()
    }
    let endpoints = ResourcePath(
      GroupVersionResource(group: "", version: "v1", resource: "endpoints"), namespace: AdvertisedEndpoints.namespace)
    try await write(advertised.endpoints(existing(endpoints)), over: existing(endpoints), endpoints, client)
    let slices = ResourcePath(
      GroupVersionResource(group: "discovery.k8s.io", version: "v1", resource: "endpointslices"), namespace: AdvertisedEndpoints.namespace)
    let slice = existing(slices)
    guard let wanted = advertised.slice(slice) else {
      // The next round makes the other.
      _ = try await client.delete(slices, name: AdvertisedEndpoints.name, options: DeleteOptions(uid: slice?.uid))
      return
    }
    try await write(wanted, over: slice, slices, client)
  }

  private func write(_ wanted: Value, over existing: Value?, _ path: ResourcePath, _ client: DirectClient) async throws {
    guard let existing else {
      _ = try await client.create(path, wanted, options: WriteOptions())
      return
    }
    if wanted != existing { _ = try await client.update(path, wanted, options: WriteOptions()) }
  }
}
