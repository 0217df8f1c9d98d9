import APIMachinery
import Basics
import ControllerKit
import DNSMessage

@testable import ClusterDNS

/// Objects of a cluster, and what its DNS says of them.
struct ClusterObjects {
  static let now = Timestamp(secondsSinceEpoch: 1_700_000_000)

  var services: [Value] = []
  var slices: [Value] = []
  var namespaces = ["default", "kube-system", "shop"]

  static func service(
    _ name: String, in namespace: String = "default", clusterIP: String = "None", ports: [(name: String, number: Int64, transport: String)] = []
  ) -> Value {
    [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name), "namespace": .string(namespace), "uid": .string("uid-" + name)],
      "spec": [
        "type": "ClusterIP", "clusterIP": .string(clusterIP), "clusterIPs": .array(clusterIP.split(separator: ",").map { .string(String($0)) }),
        "ports": .array(ports.map { ["name": .string($0.name), "port": .int($0.number), "protocol": .string($0.transport)] }),
      ],
    ]
  }

  static func externalName(_ name: String, _ target: String, in namespace: String = "default") -> Value {
    [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "spec": ["type": "ExternalName", "externalName": .string(target)],
    ]
  }

  /// `endpoints`: address, hostname (empty for none), readiness.
  static func slice(
    _ name: String, of service: String, in namespace: String = "default", _ endpoints: [(String, String, Bool)],
    ports: [(name: String, number: Int64, transport: String)] = []
  ) -> Value {
    [
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
      "metadata": ["name": .string(name), "namespace": .string(namespace), "labels": ["kubernetes.io/service-name": .string(service)]],
      "addressType": .string(endpoints.contains { $0.0.contains(":") } ? "IPv6" : "IPv4"),
      "endpoints": .array(
        endpoints.map { address, hostname, isReady in
          var endpoint: Value = ["addresses": [.string(address)], "conditions": ["ready": .bool(isReady)]]
          if !hostname.isEmpty { endpoint["hostname"] = .string(hostname) }
          return endpoint
        }),
      "ports": .array(ports.map { ["name": .string($0.name), "port": .int($0.number), "protocol": .string($0.transport)] }),
    ]
  }

  var world: World {
    World(
      [
        (WellKnown.services, services), (WellKnown.endpointSlices, slices),
        (WellKnown.namespaces, namespaces.map { ["metadata": ["name": .string($0)]] }),
      ], watches: ClusterZone.watches, now: Self.now)
  }

  static let zone: ClusterZone = {
    guard let zone = ClusterZone(domain: "cluster.local") else { preconditionFailure("cluster.local is a name") }
    return zone
  }()

  func answer(_ name: String, _ type: RecordType) -> ZoneAnswer? {
    Self.zone.answer(DNSQuestion(DNSName(name) ?? .root, type), world)
  }

  /// The answer as lines `TYPE CONTENT`, sorted, or what is said in their place.
  func lines(_ name: String, _ type: RecordType) -> [String] {
    guard let answer = answer(name, type) else { return ["not ours"] }
    guard !answer.answers.isEmpty else { return [answer.code == .nameError ? "absent" : "empty"] }
    return answer.answers.map(\.data).map(Self.line).sorted()
  }

  static func line(_ data: RecordData) -> String {
    let content =
      switch data {
      case .address(let address): address.description
      case .ns(let name), .cname(let name), .ptr(let name): name.description
      case .srv(let priority, let weight, let port, let target): "\(priority) \(weight) \(port) \(target)"
      case .txt(let strings): strings.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
      case .soa(let soa): "\(soa.server) \(soa.mailbox) \(soa.minimum)"
      case .mx, .other: "?"
      }
    return "\(data.type) \(content)"
  }
}
