import APIMachinery

/// For whom a pod's volumes want tokens of its service account (upstream's gate ServiceAccountNodeAudienceRestriction): those that are
/// projected, and those that the CSI drivers of its volumes ask for. An empty audience is the API server's.
struct PodAudiences {
  private static let claims = GroupResource(group: "", resource: "persistentvolumeclaims")
  private static let volumes = GroupResource(group: "", resource: "persistentvolumes")
  private static let drivers = GroupResource(group: "storage.k8s.io", resource: "csidrivers")

  let pod: Value
  let unit: UnitOfWork

  func contains(_ audience: String) -> Bool {
    (pod[path: "spec", "volumes"]?.array ?? []).contains { volume in
      let projected = (volume[path: "projected", "sources"]?.array ?? []).compactMap { $0["serviceAccountToken"] }
      if projected.contains(where: { ($0["audience"]?.string ?? "") == audience }) { return true }
      guard let name = driver(of: volume), let driver = unit.get(ObjectKey(Self.drivers, name: name)) else { return false }
      return (driver[path: "spec", "tokenRequests"]?.array ?? []).contains { ($0["audience"]?.string ?? "") == audience }
    }
  }

  /// Its own, or that of the volume that its claim is bound to.
  private func driver(of volume: Value) -> String? {
    if let driver = volume[path: "csi", "driver"]?.string { return driver }
    // The claim of an ephemeral volume is called after both.
    let name = volume["ephemeral"] != nil
      ? volume["name"]?.string.map { pod.name + "-" + $0 } : volume[path: "persistentVolumeClaim", "claimName"]?.string
    guard let name, let claim = unit.get(ObjectKey(Self.claims, namespace: pod.namespace, name: name)),
      let bound = claim[path: "spec", "volumeName"]?.string, !bound.isEmpty
    else { return nil }
    return unit.get(ObjectKey(Self.volumes, name: bound))?[path: "spec", "csi", "driver"]?.string
  }
}
