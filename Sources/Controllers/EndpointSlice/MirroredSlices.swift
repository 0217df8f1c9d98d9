import APIMachinery

/// The EndpointSlices that say what an Endpoints object says.
struct MirroredSlices {
  let slices: [Value]

  /// Addresses of a subset that are mirrored at most, as upstream.
  private static let addressesMax = 1000
  private static let addressesPerSlice = 100
  static let skipLabel = "endpointslice.kubernetes.io/skip-mirror"
  private static let leaderAnnotation = "control-plane.alpha.kubernetes.io/leader"
  /// Of the Endpoints object itself, and no news about its addresses.
  private static let ownAnnotations = [
    "endpoints.kubernetes.io/last-change-trigger-time", "kubectl.kubernetes.io/last-applied-configuration",
  ]

  /// None for Endpoints of no Service, of one whose selector has its slices made, that only elect a leader, or that ask to be left out.
  init(of endpoints: Value, service: Value?) {
    guard let service, service["spec"]?["selector"]?.object?.isEmpty ?? true, endpoints.labels[Self.skipLabel] != "true",
      endpoints.annotations[Self.leaderAnnotation] == nil
    else {
      slices = []
      return
    }
    slices = (endpoints["subsets"]?.array ?? []).flatMap { Self.slices(of: $0, endpoints) }
  }

  private static func slices(of subset: Value, _ endpoints: Value) -> [Value] {
    let ready = (subset["addresses"]?.array ?? []).map { ($0, true) }
    let all = (ready + (subset["notReadyAddresses"]?.array ?? []).map { ($0, false) }).prefix(addressesMax)
    let byFamily = Dictionary(grouping: all) { ($0.0["ip"]?.string ?? "").contains(":") ? "IPv6" : "IPv4" }
    return byFamily.sorted { $0.key < $1.key }.flatMap { family, addresses in
      stride(from: 0, to: addresses.count, by: addressesPerSlice).map { start in
        let chunk = addresses[start..<min(start + addressesPerSlice, addresses.count)]
        return slice(endpoints, family, ports: (subset["ports"]?.array ?? []).map { port($0) }, chunk.map { endpoint($0.0, isReady: $0.1) })
      }
    }
  }

  private static func port(_ port: Value) -> Value {
    var result: Value = ["name": port["name"] ?? "", "port": port["port"] ?? 0, "protocol": port["protocol"] ?? "TCP"]
    if let appProtocol = port["appProtocol"] { result["appProtocol"] = appProtocol }
    return result
  }

  private static func endpoint(_ address: Value, isReady: Bool) -> Value {
    var endpoint: Value = ["addresses": [address["ip"] ?? ""], "conditions": ["ready": .bool(isReady)]]
    for field in ["hostname", "targetRef", "nodeName"] { if let value = address[field], value != "" { endpoint[field] = value } }
    return endpoint
  }

  private static func slice(_ endpoints: Value, _ family: String, ports: [Value], _ addresses: [Value]) -> Value {
    var labels: Value = endpoints["metadata"]?["labels"] ?? [:]
    labels[EndpointSliceController.serviceLabel] = .string(endpoints.name)
    labels[EndpointSliceController.managedByLabel] = .string(EndpointSliceMirroringController.managedBy)
    var metadata: Value = [
      "generateName": .string(endpoints.name + "-"), "namespace": .string(endpoints.namespace), "labels": labels,
      "ownerReferences": [OwnerReference(controller: endpoints).value],
    ]
    let annotations = endpoints.annotations.filter { !ownAnnotations.contains($0.key) }.sorted { $0.key < $1.key }
    if !annotations.isEmpty { metadata["annotations"] = .object(Object(annotations.map { ($0.key, .string($0.value)) })) }
    return [
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": metadata, "addressType": .string(family),
      "endpoints": .array(addresses), "ports": .array(ports),
    ]
  }
}
