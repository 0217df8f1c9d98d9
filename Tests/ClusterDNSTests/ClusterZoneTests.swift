import APIMachinery
import Basics
import DNSMessage
import Testing

@testable import ClusterDNS

/// What the specification leaves to DNS: what is there, what isn't, and what that means.
@Suite struct ClusterZoneTests {
  private let cluster = ClusterObjects(
    services: [
      ClusterObjects.service("web", clusterIP: "10.96.0.8", ports: [("http", 80, "TCP")]),
      ClusterObjects.service("kube-dns", in: "kube-system", clusterIP: "10.96.0.10"),
      ClusterObjects.externalName("address", "192.0.2.1"), ClusterObjects.externalName("out", "www.example.com"),
    ],
    slices: [ClusterObjects.slice("web-1", of: "web", [("10.244.0.2", "first", true)], ports: [("http", 8080, "TCP")])])

  @Test(arguments: ["cluster.local", "svc.cluster.local", "pod.cluster.local", "default.svc.cluster.local", "default.pod.cluster.local"])
  func `a name that others are under is there, without addresses`(name: String) {
    #expect(cluster.lines(name, .a) == ["empty"])
  }

  @Test(arguments: [
    "x.cluster.local", "nowhere.svc.cluster.local", "x.default.svc.cluster.local", "web.nowhere.svc.cluster.local",
    "second.web.default.svc.cluster.local", "a.first.web.default.svc.cluster.local", "a.b.c.web.default.svc.cluster.local",
    "_http._tcp.out.default.svc.cluster.local", "x.out.default.svc.cluster.local", "http.tcp.web.default.svc.cluster.local",
    "x.dns-version.cluster.local", "address.default.svc.cluster.local", "a/b.default.svc.cluster.local",
  ])
  func `a name that isn't there is absent, and the zone says for how long`(name: String) throws {
    #expect(cluster.lines(name, .a) == ["absent"])
    let authority = try #require(cluster.answer(name, .a)).authority
    #expect(authority.count == 1 && authority[0].name == ClusterObjects.zone.domain && authority[0].ttlSeconds == 5)
    guard case .soa(let soa) = authority[0].data else {
      Issue.record("\(authority)")
      return
    }
    #expect(soa.minimum == 5)
  }

  @Test func `what is there has no authority, what is empty has`() throws {
    #expect(try #require(cluster.answer("web.default.svc.cluster.local", .a)).authority.isEmpty)
    #expect(try #require(cluster.answer("web.default.svc.cluster.local", .mx)).authority.count == 1)
  }

  @Test func `the domain has a start of authority and a name server, with its address`() throws {
    #expect(cluster.lines("cluster.local", .soa) == ["SOA kube-dns.kube-system.svc.cluster.local. hostmaster.cluster.local. 5"])
    let answer = try #require(cluster.answer("cluster.local", .ns))
    #expect(answer.answers.map(\.data).map(ClusterObjects.line) == ["NS kube-dns.kube-system.svc.cluster.local."])
    #expect(answer.additional.map(\.data).map(ClusterObjects.line) == ["A 10.96.0.10"])
  }

  @Test func `endpoints of a Service with a cluster IP have names too`() {
    #expect(cluster.lines("first.web.default.svc.cluster.local", .a) == ["A 10.244.0.2"])
    #expect(cluster.lines("_http._tcp.web.default.svc.cluster.local", .srv) == ["SRV 0 100 80 web.default.svc.cluster.local."])
  }

  @Test func `names outside of the domain aren't the cluster's`() {
    for name in ["example.com", "local", "xcluster.local", "cluster.local.example.com", "1.2.3.4", "10.in-addr.arpa"] {
      #expect(cluster.answer(name, .a) == nil && cluster.answer(name, .ptr) == nil)
    }
  }

  @Test func `a change of the Service is a change of the answer`() {
    var changed = cluster
    changed.services[3] = ClusterObjects.externalName("out", "bar.example.com")
    #expect(changed.lines("out.default.svc.cluster.local", .cname) == ["CNAME bar.example.com."])
    changed.services[3] = ClusterObjects.service("out", clusterIP: "10.96.0.77")
    #expect(changed.lines("out.default.svc.cluster.local", .a) == ["A 10.96.0.77"])
  }

  @Test func `every address of a Service comes first now and then`() throws {
    var headless = ClusterObjects()
    headless.services = [ClusterObjects.service("h")]
    headless.slices = [ClusterObjects.slice("h-1", of: "h", (1...4).map { ("10.244.0.\($0)", "", true) })]
    let world = headless.world
    let question = DNSQuestion(try #require(DNSName("h.default.svc.cluster.local")), .a)
    let firsts = (0..<100).compactMap { _ in ClusterObjects.zone.answer(question, world)?.answers.first?.data }
    #expect(Set(firsts).count == 4)
  }

  @Test func `an address has the names that its endpoints were given, and all of them`() {
    var two = ClusterObjects()
    two.services = [ClusterObjects.service("a"), ClusterObjects.service("b"), ClusterObjects.service("c")]
    two.slices = [
      ClusterObjects.slice("a-1", of: "a", [("10.244.0.2", "pod-0", true)]), ClusterObjects.slice("b-1", of: "b", [("10.244.0.2", "pod-0", true)]),
      ClusterObjects.slice("c-1", of: "c", [("10.244.0.2", "", true)]),
    ]
    #expect(two.lines("2.0.244.10.in-addr.arpa", .ptr) == ["PTR pod-0.a.default.svc.cluster.local.", "PTR pod-0.b.default.svc.cluster.local."])
  }

  @Test func `another domain can be chosen, but not none`() throws {
    let zone = try #require(ClusterZone(domain: "k8s.example.com."))
    let question = DNSQuestion(try #require(DNSName("web.default.svc.k8s.example.com")), .a)
    #expect(zone.answer(question, cluster.world)?.answers.count == 1)
    #expect(ClusterZone(domain: "") == nil && ClusterZone(domain: ".") == nil && ClusterZone(domain: "a..b") == nil)
  }

  @Test func `names of addresses are read as they are written`() throws {
    for text in ["10.96.0.1", "fd00::1:2", "255.255.255.255"] {
      let address = try #require(IPAddress(text))
      #expect(ReverseName.address(try #require(ReverseName.name(address))) == address)
    }
    let odd = ["256.0.0.1.in-addr.arpa", "a.0.0.1.in-addr.arpa", "0.0.1.in-addr.arpa", String(repeating: "g.", count: 32) + "ip6.arpa"]
      + [String(repeating: "\\013.\\010.", count: 16) + "ip6.arpa"]
    for text in odd { #expect(ReverseName.address(try #require(DNSName(text))) == nil) }
  }
}
