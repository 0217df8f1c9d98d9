import Basics
import ClusterDNS
import Testing

@testable import Daemon

@Suite struct DNSPlacementTests {
  private func placement(_ gateway: String? = "10.244.0.1", bind: String? = nil, proxy: Bool = true, clusterIP: String? = "10.96.0.10") -> DNSPlacement {
    func address(_ text: String?) -> IPAddress? { text.flatMap { IPAddress($0) } }
    return DNSPlacement(gateway: address(gateway), bindAddress: address(bind), clusterIP: address(clusterIP), hasServiceProxy: proxy)
  }

  @Test func `pods ask the cluster IP where that leads somewhere, else the gateway`() {
    #expect(placement().podServers(port: 53) == ["10.96.0.10"] && placement().podServers(port: 5_353) == ["10.96.0.10"])
    #expect(placement(proxy: false).podServers(port: 53) == ["10.244.0.1"] && placement(proxy: false).podServers(port: 5_353) == [])
    #expect(placement(clusterIP: nil).podServers(port: 53) == ["10.244.0.1"])
    #expect(placement(bind: "192.0.2.4", proxy: false).podServers(port: 53) == ["192.0.2.4"])
  }

  @Test func `what listens on loopback can't be reached by others, on all addresses by the gateway`() {
    #expect(placement(bind: "127.0.0.1").reachable == nil && placement(bind: "127.0.0.1").podServers(port: 53) == [])
    #expect(placement(bind: "0.0.0.0").reachable == IPAddress("10.244.0.1") && placement(nil, bind: "0.0.0.0").reachable == nil)
    #expect(placement(nil).listening == nil && placement(nil).reachable == nil && placement(nil, bind: "127.0.0.1").listening != nil)
  }

  @Test func `it never asks itself`() {
    let file = ResolverFile("nameserver 10.96.0.10\nnameserver 10.244.0.1\nnameserver 192.0.2.1\nnameserver nonsense\n")
    #expect(placement().upstreams(file, port: 53).map(\.description) == ["192.0.2.1:53"])
    #expect(placement().upstreams(file, port: 5_353).map(\.description) == ["10.244.0.1:53", "192.0.2.1:53"])
  }

  @Test func `pods get no resolver that only the host can reach, if there is another`() {
    func servers(_ text: String, _ pods: [String]) -> [String] { DNSPlacement.podResolver(ResolverFile(text), podServers: pods).servers }
    #expect(servers("nameserver 127.0.0.53\n", ["10.96.0.10"]) == ["10.96.0.10"])
    #expect(servers("nameserver 127.0.0.53\nnameserver 192.0.2.1\n", ["10.96.0.10"]) == ["192.0.2.1"])
    #expect(servers("nameserver 127.0.0.53\n", []) == ["127.0.0.53"] && servers("nameserver 192.0.2.1\n", ["10.96.0.10"]) == ["192.0.2.1"])
  }

  @Test(arguments: [
    ["--dns-bind-address", "here"], ["--dns-port", "70000"], ["--cluster-domain", "a..b"], ["--cluster-dns", "10.96.0.10,x"],
  ])
  func `flags that say nothing are refused`(arguments: [String]) {
    #expect(throws: (any Error).self) { try DaemonOptions.parse(arguments) }
  }

  @Test func `flags are read`() throws {
    let options = try DaemonOptions.parse(["--cluster-dns", "10.96.0.10, fd00::a", "--cluster-domain", "k8s.example.com", "--components", "apiserver,dns"])
    #expect(options.dns.clusterServers == ["10.96.0.10", "fd00::a"] && options.dns.clusterDomain == "k8s.example.com")
    #expect(try options.chosenComponents().chosen == [.apiserver, .dns])
  }
}
