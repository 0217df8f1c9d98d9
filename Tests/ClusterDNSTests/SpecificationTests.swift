import DNSMessage
import Testing

@testable import ClusterDNS

/// Every record that the specification (Kubernetes DNS-Based Service Discovery, 1.1.0) names, by its section.
@Suite struct SpecificationTests {
  private static let web = [(name: "http", number: Int64(80), transport: "TCP"), (name: "dns", number: 53, transport: "UDP"), (name: "", number: 9, transport: "TCP")]

  /// A Service with a cluster IP of each family, a headless one, and one that is a name.
  private let cluster = ClusterObjects(
    services: [
      ClusterObjects.service("kubernetes", clusterIP: "10.96.0.1", ports: [("https", 443, "TCP")]),
      ClusterObjects.service("dual", clusterIP: "10.96.0.7,fd00::7", ports: Self.web),
      ClusterObjects.service("pets", in: "shop", ports: Self.web),
      ClusterObjects.service("lonely", in: "shop", ports: Self.web),
      ClusterObjects.externalName("out", "www.example.com"),
    ],
    slices: [
      ClusterObjects.slice(
        "pets-1", of: "pets", in: "shop", [("10.244.0.2", "my-pet", true), ("10.244.0.3", "My-Pet", true), ("10.244.0.4", "", true), ("10.244.0.5", "late", false)],
        ports: Self.web),
      ClusterObjects.slice("pets-2", of: "pets", in: "shop", [("fd00:1::2", "my-pet", true)], ports: Self.web),
      ClusterObjects.slice("lonely-1", of: "lonely", in: "shop", [("10.244.0.6", "", false)], ports: Self.web),
      ClusterObjects.slice("dual-1", of: "dual", [("10.244.0.9", "", true)], ports: Self.web),
    ])

  @Test func `2_2 the schema's version is a TXT record`() {
    #expect(cluster.lines("dns-version.cluster.local", .txt) == ["TXT 1.1.0"])
    #expect(cluster.lines("dns-version.cluster.local", .a) == ["empty"])
  }

  @Test func `2_3_1 a Service has A and AAAA records of its cluster IPs`() {
    #expect(cluster.lines("kubernetes.default.svc.cluster.local", .a) == ["A 10.96.0.1"])
    #expect(cluster.lines("kubernetes.default.svc.cluster.local", .aaaa) == ["empty"])
    #expect(cluster.lines("dual.default.svc.cluster.local", .a) == ["A 10.96.0.7"])
    #expect(cluster.lines("dual.default.svc.cluster.local", .aaaa) == ["AAAA fd00::7"])
  }

  @Test func `2_3_2 a Service has an SRV record for each of its named ports`() throws {
    #expect(cluster.lines("_https._tcp.kubernetes.default.svc.cluster.local", .srv) == ["SRV 0 100 443 kubernetes.default.svc.cluster.local."])
    #expect(cluster.lines("_dns._udp.dual.default.svc.cluster.local", .srv) == ["SRV 0 100 53 dual.default.svc.cluster.local."])
    #expect(cluster.lines("_dns._tcp.dual.default.svc.cluster.local", .srv) == ["absent"])
    #expect(cluster.lines("_9._tcp.dual.default.svc.cluster.local", .srv) == ["absent"])
    #expect(cluster.lines("_tcp.dual.default.svc.cluster.local", .srv) == ["empty"] && cluster.lines("_sctp.dual.default.svc.cluster.local", .srv) == ["absent"])
    let additional = try #require(cluster.answer("_http._tcp.dual.default.svc.cluster.local", .srv)).additional
    #expect(additional.map(\.data).map(ClusterObjects.line) == ["A 10.96.0.7", "AAAA fd00::7"])
    // Of the Service's own name: all of its ports, as clients that look for their peers ask.
    #expect(
      cluster.lines("dual.default.svc.cluster.local", .srv) == [9, 53, 80].map { "SRV 0 33 \($0) dual.default.svc.cluster.local." }.sorted())
  }

  @Test func `2_3_3 a cluster IP has a PTR record`() {
    #expect(cluster.lines("1.0.96.10.in-addr.arpa", .ptr) == ["PTR kubernetes.default.svc.cluster.local."])
    let name = "7." + String(repeating: "0.", count: 27) + "0.0.d.f.ip6.arpa"
    #expect(cluster.lines(name, .ptr) == ["PTR dual.default.svc.cluster.local."])
    #expect(cluster.lines("2.0.96.10.in-addr.arpa", .ptr) == ["not ours"] && cluster.lines("1.0.96.10.in-addr.arpa", .txt) == ["not ours"])
  }

  @Test func `2_4_1 a headless Service has the addresses of its ready endpoints, and a name for each`() {
    #expect(cluster.lines("pets.shop.svc.cluster.local", .a) == ["A 10.244.0.2", "A 10.244.0.3", "A 10.244.0.4"])
    #expect(cluster.lines("pets.shop.svc.cluster.local", .aaaa) == ["AAAA fd00:1::2"])
    #expect(cluster.lines("my-pet.pets.shop.svc.cluster.local", .a) == ["A 10.244.0.2", "A 10.244.0.3"])
    #expect(cluster.lines("my-pet.pets.shop.svc.cluster.local", .aaaa) == ["AAAA fd00:1::2"])
    #expect(cluster.lines("10-244-0-4.pets.shop.svc.cluster.local", .a) == ["A 10.244.0.4"])
    #expect(cluster.lines("10-244-0-4.pets.shop.svc.cluster.local", .aaaa) == ["empty"])
    #expect(cluster.lines("late.pets.shop.svc.cluster.local", .a) == ["absent"])
    #expect(cluster.lines("lonely.shop.svc.cluster.local", .a) == ["absent"])
  }

  @Test func `2_4_2 a headless Service has an SRV record for each named port of each ready endpoint`() throws {
    let name = "_http._tcp.pets.shop.svc.cluster.local"
    #expect(cluster.lines(name, .srv) == ["10-244-0-4", "my-pet"].map { "SRV 0 50 80 \($0).pets.shop.svc.cluster.local." })
    let additional = try #require(cluster.answer(name, .srv)).additional
    #expect(Set(additional.map(\.data).map(ClusterObjects.line)) == ["A 10.244.0.2", "A 10.244.0.3", "A 10.244.0.4", "AAAA fd00:1::2"])
    #expect(cluster.lines("_http._tcp.lonely.shop.svc.cluster.local", .srv) == ["absent"])
  }

  @Test func `2_4_3 a ready endpoint has a PTR record`() {
    #expect(cluster.lines("2.0.244.10.in-addr.arpa", .ptr) == ["PTR my-pet.pets.shop.svc.cluster.local."])
    #expect(cluster.lines("4.0.244.10.in-addr.arpa", .ptr) == ["PTR 10-244-0-4.pets.shop.svc.cluster.local."])
    #expect(cluster.lines("5.0.244.10.in-addr.arpa", .ptr) == ["not ours"])
  }

  @Test func `2_5 an ExternalName is an alias`() throws {
    #expect(cluster.lines("out.default.svc.cluster.local", .cname) == ["CNAME www.example.com."])
    #expect(cluster.lines("out.default.svc.cluster.local", .a) == ["CNAME www.example.com."])
    #expect(try #require(cluster.answer("out.default.svc.cluster.local", .a)).alias == DNSName("www.example.com"))
    #expect(try #require(cluster.answer("out.default.svc.cluster.local", .cname)).alias == nil)
  }

  @Test func `2_6 a pod's address with dashes is that address`() {
    #expect(cluster.lines("10-244-0-9.default.pod.cluster.local", .a) == ["A 10.244.0.9"])
    #expect(cluster.lines("fd00--9.default.pod.cluster.local", .aaaa) == ["AAAA fd00::9"])
    #expect(cluster.lines("10-244-0-9.default.pod.cluster.local", .aaaa) == ["empty"])
    #expect(cluster.lines("10-244-0-9.nowhere.pod.cluster.local", .a) == ["absent"] && cluster.lines("10-244-0.default.pod.cluster.local", .a) == ["absent"])
  }

  @Test func `2_1 names are compared whatever their case`() {
    #expect(cluster.lines("KuberNetes.DEFAULT.svc.Cluster.Local", .a) == ["A 10.96.0.1"])
    #expect(cluster.lines("MY-PET.pets.shop.svc.cluster.local", .a) == ["A 10.244.0.2", "A 10.244.0.3"])
    #expect(cluster.lines("_HTTP._TCP.pets.shop.svc.cluster.local", .srv).count == 2)
  }
}
