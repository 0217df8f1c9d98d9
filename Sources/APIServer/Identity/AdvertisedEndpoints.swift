import APIMachinery
import Basics

/// Where the API servers of this cluster are reached, as their identity leases say: the endpoints of the Service `kubernetes`.
struct AdvertisedEndpoints: Hashable {
  /// On a server's identity lease: `ADDRESS PORT`.
  static let annotation = "kctl.dev/advertised-at"
  /// A server whose lease is older than this is taken out; it renews every ten seconds.
  static let life = Duration.seconds(30)
  static let name = "kubernetes"
  static let namespace = "default"

  /// Of one family, in order.
  var addresses: [IPAddress]
  var port: Int

  /// nil when no server says where it is. All must be of one family and port, those of the first: a slice has no more.
  init?(leases: [Value], at now: Timestamp) {
    var found: [(address: IPAddress, port: Int)] = []
    for lease in leases {
      let words = (lease.annotations[Self.annotation] ?? "").split(separator: " ")
      guard words.count == 2, let address = IPAddress(String(words[0])), let port = Int(words[1]), (1...65_535).contains(port),
        let renewed = lease[path: "spec", "renewTime"]?.string.flatMap({ Timestamp(rfc3339: $0) }), now < renewed + Self.life
      else { continue }
      found.append((address, port))
    }
    found.sort { ($0.address.bytes.count, $0.address.description, $0.port) < ($1.address.bytes.count, $1.address.description, $1.port) }
    guard let first = found.first else { return nil }
    port = first.port
    addresses = []
    for entry in found where entry.port == first.port && entry.address.isIPv6 == first.address.isIPv6 && !addresses.contains(entry.address) {
      addresses.append(entry.address)
    }
  }

  /// The Endpoints as they should be, over those that are there. Nobody mirrors them: the slice is there, too.
  func endpoints(_ existing: Value?) -> Value {
    var endpoints =
      existing ?? [
        "apiVersion": "v1", "kind": "Endpoints", "metadata": ["name": .string(Self.name), "namespace": .string(Self.namespace)],
      ]
    endpoints[path: "metadata", "labels", "endpointslice.kubernetes.io/skip-mirror"] = "true"
    endpoints["subsets"] = [
      [
        "addresses": .array(addresses.map { ["ip": .string($0.description)] }),
        "ports": [["name": "https", "port": .int(Int64(port)), "protocol": "TCP"]],
      ]
    ]
    return endpoints
  }

  /// nil when the one that is there is of the other family and has to go first.
  func slice(_ existing: Value?) -> Value? {
    let type: Value = addresses[0].isIPv6 ? "IPv6" : "IPv4"
    if let existing, existing["addressType"] != type { return nil }
    var slice =
      existing ?? [
        "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
        "metadata": ["name": .string(Self.name), "namespace": .string(Self.namespace)], "addressType": type,
      ]
    slice[path: "metadata", "labels", "kubernetes.io/service-name"] = .string(Self.name)
    slice["endpoints"] = .array(addresses.map { ["addresses": [.string($0.description)], "conditions": ["ready": true]] })
    slice["ports"] = [["name": "https", "port": .int(Int64(port)), "protocol": "TCP"]]
    return slice
  }
}
