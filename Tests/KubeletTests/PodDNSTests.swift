import APIMachinery
import Testing

@testable import Kubelet

/// A pod's resolv.conf (kubernetes.io, "DNS for Services and Pods").
@Suite struct PodDNSTests {
  private static var configuration: KubeletConfiguration {
    var configuration = KubeletConfiguration(nodeName: "n1", rootDirectory: "/r", logDirectory: "/l", capacity: bigNode)
    configuration.clusterDNS = ["10.96.0.10"]
    configuration.hostDNS = DNSConfiguration(servers: ["192.0.2.53"], searches: ["lan"], options: ["edns0"])
    return configuration
  }

  private func dns(_ spec: [(String, Value)], _ configuration: KubeletConfiguration = Self.configuration) -> PodDNS {
    PodDNS(makePod { pod in for (field, value) in spec { pod[path: "spec", field] = value } }, configuration)
  }

  private static let cluster = DNSConfiguration(
    servers: ["10.96.0.10"], searches: ["default.svc.cluster.local", "svc.cluster.local", "cluster.local", "lan"], options: ["ndots:5"])

  @Test func `the policy says whom a pod asks`() {
    let host = Self.configuration.hostDNS
    #expect(dns([]).resolver == Self.cluster && dns([("dnsPolicy", "ClusterFirst")]).resolver == Self.cluster)
    #expect(dns([("hostNetwork", true)]).resolver == host)
    #expect(dns([("hostNetwork", true), ("dnsPolicy", "ClusterFirstWithHostNet")]).resolver == Self.cluster)
    #expect(dns([("dnsPolicy", "ClusterFirstWithHostNet")]).resolver == Self.cluster)
    #expect(dns([("dnsPolicy", "Default")]).resolver == host)
    #expect(dns([("dnsPolicy", "None"), ("dnsConfig", ["nameservers": ["192.0.2.1"]])]).resolver == DNSConfiguration(servers: ["192.0.2.1"]))
  }

  @Test func `another domain is searched, and none when there is none`() {
    var configuration = Self.configuration
    configuration.clusterDomain = "example.com"
    #expect(dns([], configuration).resolver.searches == ["default.svc.example.com", "svc.example.com", "example.com", "lan"])
    configuration.clusterDomain = ""
    #expect(dns([], configuration).resolver.searches == ["lan"])
  }

  @Test func `what the pod has itself is laid over, once each`() {
    let config: Value = [
      "nameservers": ["192.0.2.1", "10.96.0.10"], "searches": ["lan", "example.com"],
      "options": [["name": "ndots", "value": "2"], ["name": "edns0"], ["name": "timeout", "value": ""]],
    ]
    let resolver = dns([("dnsConfig", config)]).resolver
    #expect(resolver.servers == ["10.96.0.10", "192.0.2.1"] && resolver.searches == Self.cluster.searches + ["example.com"])
    #expect(resolver.options == ["ndots:2", "edns0", "timeout"])
    #expect(dns([("dnsConfig", config)]).problems == [])
  }

  @Test func `without DNS of the cluster's a pod gets the host's, and is told`() {
    var configuration = Self.configuration
    configuration.clusterDNS = []
    let found = dns([], configuration)
    #expect(found.resolver == configuration.hostDNS)
    #expect(
      found.problems == [
        .init(
          reason: "MissingClusterDNS",
          message: "pod: \"web_default(uid-1)\". kubelet does not have ClusterDNS IP configured and cannot create Pod using \"ClusterFirst\" policy."
            + " Falling back to \"Default\" policy.")
      ])
    #expect(dns([("dnsPolicy", "Default")], configuration).problems == [] && dns([("hostNetwork", true)], configuration).problems == [])
  }

  @Test func `a resolver that only the host can reach is replaced for pods with a network of their own`() {
    var configuration = Self.configuration
    configuration.hostDNS.servers = ["127.0.0.53"]
    configuration.podHostDNS = DNSConfiguration(servers: ["10.96.0.10"], searches: ["lan"])
    #expect(dns([("dnsPolicy", "Default")], configuration).resolver.servers == ["10.96.0.10"])
    #expect(dns([("dnsPolicy", "Default"), ("hostNetwork", true)], configuration).resolver.servers == ["127.0.0.53"])
  }

  @Test func `no more than three servers and thirty-two searches are used, and the rest is told`() {
    let many: Value = ["nameservers": ["192.0.2.1", "192.0.2.2", "192.0.2.3"], "searches": .array((0..<40).map { .string("s\($0)") })]
    let found = dns([("dnsConfig", many)])
    #expect(found.resolver.servers == ["10.96.0.10", "192.0.2.1", "192.0.2.2"])
    #expect(found.resolver.searches == Self.cluster.searches + (0..<28).map { "s\($0)" })
    #expect(found.problems.map(\.reason) == ["DNSConfigForming", "DNSConfigForming"])
    #expect(
      found.problems[0].message
        == "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 192.0.2.1 192.0.2.2")
    #expect(found.problems[1].message.hasPrefix("Search Line limits were exceeded, some search paths have been omitted, the applied search line is: default.svc"))
    let exact: Value = ["searches": .array((0..<28).map { .string("s\($0)") })]
    #expect(dns([("dnsConfig", exact)]).problems == [] && dns([("dnsConfig", exact)]).resolver.searches.count == 32)
  }

  @Test func `a search that resolvers choke on is left out, and the line has an end`() {
    let long = Array(repeating: String(repeating: "a", count: 62), count: 4).joined(separator: ".")
    let found = dns([("dnsConfig", ["searches": [.string(long + ".aaa"), "ok"]])])
    #expect(found.resolver.searches == Self.cluster.searches + ["ok"] && found.problems.count == 1)
    let wide = (0..<10).map { Value.string("\($0)" + long.dropFirst()) }
    let line = dns([("dnsPolicy", "None"), ("dnsConfig", ["searches": .array(wide)])])
    #expect(line.resolver.searches.count == 8 && line.resolver.searches.joined(separator: " ").utf8.count <= 2_048 && line.problems.count == 1)
  }
}
