import APIMachinery
import ControllerKit
import Controllers
import Testing

@Suite struct EndpointMirrorTests {
  private let controller = EndpointSliceMirroringController()
  private let service: Value = [
    "apiVersion": "v1", "kind": "Service", "metadata": Objects.metadata("db"), "spec": ["clusterIP": "10.96.0.9", "ports": [["port": 80]]],
  ]

  private func endpoints(_ subsets: [Value], labels: [String: String] = [:]) -> Value {
    ["apiVersion": "v1", "kind": "Endpoints", "metadata": Objects.metadata("db", labels: labels), "subsets": .array(subsets)]
  }

  private func plan(_ endpoints: Value, slices: [Value] = [], service: Value? = nil) -> Plan {
    controller.plan(WellKnown.endpoints, endpoints, [(WellKnown.services, [service ?? self.service]), (WellKnown.endpointSlices, slices)])
  }

  private let subset: Value = ["addresses": [["ip": "10.1.2.3"]], "notReadyAddresses": [["ip": "10.1.2.4"]], "ports": [["port": 5432]]]

  @Test("Endpoints of a Service without a selector have a slice that says the same")
  func mirrors() throws {
    let kept = endpoints([subset])
    let slice = try #require(plan(kept).created.first)
    #expect(slice["endpoints"]?.array?.map { $0["addresses"]?[0]?.string } == ["10.1.2.3", "10.1.2.4"])
    #expect(slice["endpoints"]?.array?.map { $0["conditions"]?["ready"]?.bool } == [true, false])
    #expect(slice["ports"] == [["name": "", "port": 5432, "protocol": "TCP"]])
    #expect(slice.labels["kubernetes.io/service-name"] == "db")
    #expect(slice.labels["endpointslice.kubernetes.io/managed-by"] == "endpointslicemirroring-controller.k8s.io")
    #expect(slice.controllerReference?.kind == "Endpoints")
  }

  @Test("slices follow their Endpoints, and go with them")
  func follows() throws {
    let made = try #require(plan(endpoints([subset])).created.first)
    var stored = made
    stored[path: "metadata", "name"] = "db-x"
    stored[path: "metadata", "uid"] = "s"
    #expect(plan(endpoints([subset]), slices: [stored]).orders.isEmpty)
    var fewer = subset
    fewer["notReadyAddresses"] = nil
    #expect(plan(endpoints([fewer]), slices: [stored]).updated.first?["endpoints"]?.array?.count == 1)
    let left: [(GroupVersionResource, [Value])] = [(WellKnown.services, [service]), (WellKnown.endpointSlices, [stored])]
    let world = World(left, watches: controller.watches, now: Objects.now)
    #expect(controller.reconcile(Objects.key(WellKnown.endpoints, endpoints([])), world).deleted == ["db-x"])
  }

  @Test("addresses of both families have slices of their own, of a hundred at most")
  func splits() {
    let addresses: [Value] = (0..<150).map { ["ip": .string("10.1.0.\($0)")] } + [["ip": "fd00::1"]]
    let created = plan(endpoints([["addresses": .array(addresses), "ports": [["port": 1]]]])).created
    #expect(created.map { $0["addressType"]?.string } == ["IPv4", "IPv4", "IPv6"])
    #expect(created.map { $0["endpoints"]?.array?.count } == [100, 50, 1])
  }

  @Test("Endpoints that ask not to be mirrored, or whose Service has a selector, aren't")
  func leavesOthersAlone() {
    #expect(plan(endpoints([subset], labels: ["endpointslice.kubernetes.io/skip-mirror": "true"])).orders.isEmpty)
    var selecting = service
    selecting[path: "spec", "selector"] = ["app": "w"]
    #expect(plan(endpoints([subset]), service: selecting).orders.isEmpty)
  }
}
