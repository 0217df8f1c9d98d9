import APIMachinery
import Basics
import Glibc
import Testing

@testable import NodeNetwork

let isRoot = geteuid() == 0

/// Objects as the API gives them, with what a test is about.
enum Samples {
  static func service(_ name: String, namespace: String = "default", _ spec: Value, labels: Value = [:], ingress: [Value] = []) -> Value {
    [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name), "namespace": .string(namespace), "labels": labels],
      "spec": spec, "status": ["loadBalancer": ["ingress": .array(ingress)]],
    ]
  }

  static func spec(_ clusterIP: String, _ ports: [Value] = [["port": 80]], _ fields: [String: Value] = [:]) -> Value {
    var spec: Value = ["type": "ClusterIP", "clusterIP": .string(clusterIP), "clusterIPs": [.string(clusterIP)], "ports": .array(ports)]
    for (name, value) in fields { spec[name] = value }
    return spec
  }

  static func slice(
    _ service: String, namespace: String = "default", _ endpoints: [Value], ports: [Value] = [["port": 8080]], labels: [String: Value] = [:]
  ) -> Value {
    var all: Value = ["kubernetes.io/service-name": .string(service)]
    for (name, value) in labels { all[name] = value }
    return [
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
      "metadata": ["name": .string(service + "-1"), "namespace": .string(namespace), "labels": all],
      "addressType": "IPv4", "endpoints": .array(endpoints), "ports": .array(ports),
    ]
  }

  static func endpoint(_ address: String, node: String = "node-1", _ conditions: Value = ["ready": true], hints: Value? = nil) -> Value {
    var endpoint: Value = ["addresses": [.string(address)], "conditions": conditions, "nodeName": .string(node)]
    endpoint["hints"] = hints
    return endpoint
  }

  static let ending: Value = ["ready": false, "serving": true, "terminating": true]

  static func configuration() throws -> ServiceProxyConfiguration {
    var configuration = ServiceProxyConfiguration(nodeName: "node-1", instance: "x", podCIDRs: [try #require(IPPrefix("10.1.0.0/24"))])
    configuration.nodeAddresses = [try #require(IPAddress("10.1.0.1"))]
    configuration.hasIPv6 = false
    return configuration
  }

  static func goal(_ services: [Value], _ slices: [Value], node: Value? = nil) throws -> ProxyGoal {
    ProxyGoal(services: services, slices: slices, node: node, configuration: try configuration())
  }

  static func table(_ services: [Value], _ slices: [Value], node: Value? = nil) throws -> PacketTable {
    try #require(try goal(services, slices, node: node).tables[.v4])
  }
}

extension PacketTable {
  func entry(_ map: String, _ key: String) -> String? { collections[map]?.elements[key] }
  func rules(_ chain: String) -> [String] { chains[chain]?.rules ?? [] }

  /// Every address and port that a verdict can lead to, whoever asks.
  func targets(of verdict: String?) -> Set<String> {
    guard let verdict, verdict.hasPrefix("goto ") else { return [] }
    var found: Set<String> = []
    for rule in rules(String(verdict.dropFirst(5))) {
      if let range = rule.firstRange(of: "dnat to ") { found.insert(String(rule[range.upperBound...])) }
      if rule.contains("dnat"), let list = rule.split(separator: "{").last, rule.contains(" map ") {
        for entry in list.dropLast(2).split(separator: ",") {
          let words = entry.split(separator: " ")
          found.insert("\(words[2]):\(words[4])")
        }
      }
      let words = rule.split(whereSeparator: { " ,".contains($0) })
      for (word, next) in zip(words, words.dropFirst()) where word == "goto" { found.formUnion(targets(of: "goto " + next)) }
    }
    return found
  }
}
