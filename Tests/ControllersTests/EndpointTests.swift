import APIMachinery
import Basics
import ControllerKit
import Controllers
import Testing

@Suite struct EndpointTests {
  private let service: Value = [
    "apiVersion": "v1", "kind": "Service", "metadata": Objects.metadata("web"),
    "spec": [
      "selector": ["app": "w"], "clusterIP": "10.96.0.9",
      "ports": [["name": "http", "port": 80, "targetPort": "web", "protocol": "TCP"], ["name": "raw", "port": 90, "targetPort": 9000]],
    ],
  ]

  private func pod(_ name: String, ready: Bool = true, address: String) -> Value {
    var pod = Objects.pod(name, owner: nil, ready: ready)
    pod[path: "status", "podIP"] = .string(address)
    pod[path: "spec", "containers"] = [["name": "c", "ports": [["name": "web", "containerPort": 8080]]]]
    return pod
  }

  @Test("a slice has the pods' addresses, readiness and the ports as the pods know them")
  func slices() throws {
    let pods = [pod("a", address: "10.0.0.1"), pod("b", ready: false, address: "10.0.0.2")]
    let result = EndpointSliceController().plan(WellKnown.services, service, [(WellKnown.pods, pods)])
    let slice = try #require(result.created.first)
    #expect(slice["endpoints"]?.array?.map { $0["addresses"]?[0]?.string } == ["10.0.0.1", "10.0.0.2"])
    #expect(slice["endpoints"]?.array?.map { $0["conditions"]?["ready"]?.bool } == [true, false])
    #expect(slice["ports"]?.array?.map { $0["port"]?.int } == [8080, 9000])
    #expect(slice.labels["kubernetes.io/service-name"] == "web")
    var stored = slice
    stored[path: "metadata", "name"] = "web-x"
    stored[path: "metadata", "uid"] = "s"
    let rest = EndpointSliceController().plan(WellKnown.services, service, [(WellKnown.pods, pods), (WellKnown.endpointSlices, [stored])])
    #expect(rest.orders.isEmpty)
    let fewer = EndpointSliceController().plan(WellKnown.services, service, [(WellKnown.pods, [pods[0]]), (WellKnown.endpointSlices, [stored])])
    #expect(fewer.updated.first?["endpoints"]?.array?.count == 1)
  }

  @Test("a hundred endpoints a slice")
  func splits() {
    let pods = (1...230).map { pod("p\($0)", address: "10.0.\($0 / 250).\($0 % 250)") }
    let result = EndpointSliceController().plan(WellKnown.services, service, [(WellKnown.pods, pods)])
    #expect(result.created.map { $0["endpoints"]?.array?.count ?? 0 } == [100, 100, 30])
  }

  @Test("Endpoints part the ready from the others")
  func endpoints() throws {
    let pods = [pod("a", address: "10.0.0.1"), pod("b", ready: false, address: "10.0.0.2")]
    let made = try #require(EndpointsController().plan(WellKnown.services, service, [(WellKnown.pods, pods)]).created.first)
    let subset = made["subsets"]?[0]
    #expect(subset?["addresses"]?.array?.map { $0["ip"]?.string } == ["10.0.0.1"])
    #expect(subset?["notReadyAddresses"]?.array?.map { $0["ip"]?.string } == ["10.0.0.2"])
    #expect(made.name == "web")
  }

  @Test("Services without a selector are left to whoever keeps their endpoints")
  func leavesOthersAlone() {
    var manual = service
    manual[path: "spec", "selector"] = nil
    #expect(EndpointSliceController().plan(WellKnown.services, manual).orders.isEmpty)
    #expect(EndpointsController().plan(WellKnown.services, manual).orders.isEmpty)
  }
}
