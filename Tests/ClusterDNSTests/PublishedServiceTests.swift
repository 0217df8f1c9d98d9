import APIMachinery
import Basics
import ControllerKit
import Testing

@testable import ClusterDNS

@Suite struct PublishedServiceTests {
  private static let key = ObjectKey(WellKnown.services.groupResource, namespace: "kube-system", name: "kube-dns")
  private let publisher: PublishedService

  init() throws {
    let gateway = try #require(IPAddress("10.244.0.1")), clusterIP = try #require(IPAddress("10.96.0.10"))
    publisher = PublishedService(.init(address: gateway, port: 53, host: "n1"), clusterIP: clusterIP)
  }

  private func orders(service: Value? = nil, slice: Value? = nil, node: Value? = nil, namespaces: [Value] = [["metadata": ["name": "kube-system"]]]) -> [Order.Action] {
    let world = World(
      [
        (WellKnown.namespaces, namespaces), (WellKnown.services, service.map { [$0] } ?? []), (WellKnown.endpointSlices, slice.map { [$0] } ?? []),
        (WellKnown.nodes, node.map { [$0] } ?? []),
      ], watches: publisher.watches, now: ClusterObjects.now)
    return publisher.reconcile(Self.key, world).orders.map(\.action)
  }

  private func created(_ actions: [Order.Action]) -> Value? {
    guard actions.count == 1, case .create(let path, let object) = actions[0], path.namespace == "kube-system" else { return nil }
    return object
  }

  private var service: Value { ClusterObjects.service("kube-dns", in: "kube-system", clusterIP: "10.96.0.10") }

  @Test func `the Service is made once its namespace is there`() throws {
    #expect(orders(namespaces: []).isEmpty)
    let made = try #require(created(orders()))
    #expect(made["spec"]?["clusterIP"] == "10.96.0.10" && made.labels["k8s-app"] == "kube-dns" && made["spec"]?["selector"] == nil)
    let ports = made["spec"]?["ports"]?.array ?? []
    #expect(ports.map { "\($0["name"]?.string ?? "") \($0["port"]?.int ?? 0)/\($0["protocol"]?.string ?? "")" } == ["dns 53/UDP", "dns-tcp 53/TCP"])
  }

  @Test func `its slice names this host, goes with its node, and is kept as it should be`() throws {
    let first = try #require(created(orders(service: service)))
    #expect(first.name == "kube-dns-n1" && first.labels["kubernetes.io/service-name"] == "kube-dns" && first["addressType"] == "IPv4")
    #expect(first["endpoints"]?[0]?["addresses"] == ["10.244.0.1"] && first.ownerReferences.map(\.kind) == ["Service"])
    #expect(orders(service: service, slice: first).isEmpty)
    let node: Value = ["metadata": ["name": "n1", "uid": "u"]]
    guard case .update(_, let second)? = orders(service: service, slice: first, node: node).first else {
      Issue.record("the node is there")
      return
    }
    #expect(second.ownerReferences.map(\.kind) == ["Node"] && second["endpoints"]?[0]?["nodeName"] == "n1")
    var spoilt = second
    spoilt["endpoints"] = []
    guard case .update(_, let repaired)? = orders(service: service, slice: spoilt, node: node).first else {
      Issue.record("it isn't as it should be")
      return
    }
    #expect(repaired == second)
  }

  @Test func `a Service that selects pods is left to them`() throws {
    var other = service
    other[path: "spec", "selector"] = ["k8s-app": "kube-dns"]
    #expect(orders(service: other).isEmpty)
    let slice = try #require(created(orders(service: service)))
    guard case .delete(_, let name, _)? = orders(service: other, slice: slice).first else {
      Issue.record("its slice would send questions here")
      return
    }
    #expect(name == "kube-dns-n1")
  }

  @Test func `the address is the tenth of the range, where there are as many`() throws {
    #expect(PublishedService.clusterIP(in: try #require(IPPrefix("10.96.0.0/16"))) == IPAddress("10.96.0.10"))
    #expect(PublishedService.clusterIP(in: try #require(IPPrefix("fd00::/112"))) == IPAddress("fd00::a"))
    #expect(PublishedService.clusterIP(in: try #require(IPPrefix("10.96.0.0/29"))) == nil)
  }
}
