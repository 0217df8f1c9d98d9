import APIMachinery
import Basics
import Testing

@testable import NodeNetwork

@Suite struct ServicePortTests {
  private func read(_ services: [Value], _ slices: [Value] = []) -> [ServicePort] {
    ServicePort.read(services: services, slices: slices, nodeName: "node-1")
  }

  @Test func `headless Services, external names and those of another proxy are left out`() {
    let services = [
      Samples.service("headless", Samples.spec("None")),
      Samples.service("name", ["type": "ExternalName", "externalName": "example.com", "ports": [["port": 80]]]),
      Samples.service("other", Samples.spec("10.96.0.2"), labels: ["service.kubernetes.io/service-proxy-name": "mesh"]),
      Samples.service("labelled", Samples.spec("10.96.0.3"), labels: ["service.kubernetes.io/headless": ""]),
      Samples.service("plain", Samples.spec("10.96.0.4")),
    ]
    #expect(read(services).map(\.id.service) == ["plain"])
  }

  @Test func `endpoints are found by the port's name and protocol, in all slices, once`() {
    let ports: [Value] = [
      ["name": "web", "port": 80, "protocol": "TCP"], ["name": "dns", "port": 53, "protocol": "UDP"],
      ["name": "dns-tcp", "port": 53, "protocol": "TCP"],
    ]
    let sliced: [Value] = [["name": "web", "port": 8080, "protocol": "TCP"], ["name": "dns", "port": 5353, "protocol": "UDP"]]
    let slices = [
      Samples.slice("s", [Samples.endpoint("10.1.0.3"), Samples.endpoint("10.1.0.2", Samples.ending)], ports: sliced),
      Samples.slice("s", [Samples.endpoint("10.1.0.2"), Samples.endpoint("10.2.0.2", node: "node-2")], ports: sliced),
      Samples.slice("s", namespace: "other", [Samples.endpoint("10.1.0.9")], ports: sliced),
      Samples.slice("s", [Samples.endpoint("10.1.0.8")], ports: sliced, labels: ["service.kubernetes.io/headless": ""]),
    ]
    let found = read([Samples.service("s", Samples.spec("10.96.0.2", ports))], slices)
    #expect(found.map(\.id.path) == ["default/s/tcp/dns-tcp", "default/s/tcp/web", "default/s/udp/dns"])
    #expect(found.map { $0.endpoints.map(\.order) } == [
      [], ["10.1.0.2 8080", "10.1.0.3 8080", "10.2.0.2 8080"], ["10.1.0.2 5353", "10.1.0.3 5353", "10.2.0.2 5353"],
    ])
    #expect(found[1].endpoints.map(\.isReady) == [true, true, true])
    #expect(found[1].endpoints.map(\.isLocal) == [true, true, false])
  }

  @Test func `conditions that aren't said are as the API says they are`() {
    let slice = Samples.slice("s", [
      Samples.endpoint("10.1.0.2", [:]), Samples.endpoint("10.1.0.3", ["ready": false]), Samples.endpoint("10.1.0.4", Samples.ending),
    ])
    let endpoints = read([Samples.service("s", Samples.spec("10.96.0.2"))], [slice])[0].endpoints
    #expect(endpoints.map(\.isReady) == [true, false, false])
    #expect(endpoints.map(\.isServing) == [true, false, true])
    #expect(endpoints.map(\.isTerminating) == [false, false, true])
  }

  @Test func `affinity, policies and what a load balancer says are read`() throws {
    let service = Samples.service(
      "s",
      Samples.spec("10.96.0.2", [["port": 80, "nodePort": 30_080]], [
        "type": "LoadBalancer", "externalTrafficPolicy": "Local", "internalTrafficPolicy": "Local", "healthCheckNodePort": 30_081,
        "sessionAffinity": "ClientIP", "externalIPs": ["192.0.2.9"], "loadBalancerSourceRanges": [" 198.51.100.0/24 ", "nonsense"],
      ]),
      ingress: [["ip": "192.0.2.7"], ["ip": "192.0.2.8", "ipMode": "Proxy"], ["hostname": "example.com"]])
    let port = try #require(read([service]).first)
    #expect(port.isExternallyLocal && port.isInternallyLocal && port.affinitySeconds == 10_800)
    #expect(port.healthCheckNodePort == 30_081 && port.nodePort == 30_080)
    #expect(port.loadBalancerIPs == [try #require(IPAddress("192.0.2.7"))] && port.externalIPs.map(\.description) == ["192.0.2.9"])
    #expect(port.sourceRanges.map(\.description) == ["198.51.100.0/24"])
  }

  @Test func `what isn't a port or an address is passed over`() {
    let ports: [Value] = [
      ["port": 0], ["port": "http"], ["port": 70_000], ["port": 80, "protocol": "ICMP"], ["port": 81, "nodePort": 0],
    ]
    let spec = Samples.spec("10.96.0.2", ports)
    let endpoints: [Value] = [["addresses": []], ["addresses": ["here"]], [:], Samples.endpoint("10.1.0.2")]
    let slice = Samples.slice("s", endpoints, ports: [["port": 81], [:]])
    let found = read([Samples.service("s", spec), [:], Samples.service("none", ["clusterIP": "x"])], [slice, [:]])
    #expect(found.map(\.port) == [81] && found[0].nodePort == nil && found[0].endpoints.map(\.order) == ["10.1.0.2 81"])
  }
}
