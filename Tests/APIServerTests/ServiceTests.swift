import APIMachinery
import Basics
import Testing

@testable import APIServer

struct ServiceTests {
  private static let path = "/api/v1/namespaces/default/services"

  private func service(_ name: String, _ fields: (String, Value)...) -> Value {
    var spec: Object = ["selector": ["app": "web"], "ports": [["port": 80]]]
    for (key, value) in fields { spec[key] = value }
    return ["apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name)], "spec": .object(spec)]
  }

  @Test func everyServiceHasItsOwnAddress() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", Self.path + "/kubernetes").value[path: "spec", "clusterIP"] == "10.96.0.1")
    var seen: Set<String> = ["10.96.0.1"]
    for index in 0..<50 {
      let created = try await fixture.send("POST", Self.path, body: service("s\(index)")).value
      let address = try #require(created[path: "spec", "clusterIP"]?.string)
      #expect(IPPrefix("10.96.0.0/12")?.contains(try #require(IPAddress(address))) == true)
      #expect(created[path: "spec", "clusterIPs"] == [.string(address)])
      #expect(seen.insert(address).inserted)
    }
  }

  @Test func concurrentCreatesDontShare() async throws {
    var configuration = Configuration()
    configuration.serviceRange = try #require(IPPrefix("10.0.0.0/26"))
    let fixture = try await ServerFixture(configuration: configuration)
    let addresses = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<40 {
        group.addTask { try await fixture.send("POST", Self.path, body: service("s\(index)")).value[path: "spec", "clusterIP"]?.string ?? "" }
      }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(Set(addresses).count == 40)
    #expect(!addresses.contains(""))
  }

  @Test func chosenAddressesMustBeFreeAndInRange() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("POST", Self.path, body: service("dns", ("clusterIP", "10.96.0.10"))).status == 201)
    let taken = try await fixture.send("POST", Self.path, body: service("b", ("clusterIP", "10.96.0.10")))
    #expect(taken.status == 422)
    #expect(taken.value["message"]?.string?.contains("provided IP is already allocated") == true)
    let outside = try await fixture.send("POST", Self.path, body: service("c", ("clusterIP", "192.168.0.1")))
    #expect(outside.value["message"]?.string?.contains("The range of valid IPs is 10.96.0.0/12") == true)
    let headless = try await fixture.send("POST", Self.path, body: service("d", ("clusterIP", "None")))
    #expect(headless.value[path: "spec", "clusterIP"] == "None")
    try await fixture.send("DELETE", Self.path + "/dns")
    #expect(try await fixture.send("POST", Self.path, body: service("e", ("clusterIP", "10.96.0.10"))).status == 201)
  }

  @Test func nodePortsAreGivenKeptAndDropped() async throws {
    let fixture = try await ServerFixture()
    let created = try await fixture.send("POST", Self.path, body: service("web", ("type", "NodePort"))).value
    let port = try #require(created[path: "spec", "ports"]?[0]?["nodePort"]?.int)
    #expect((30000...32767).contains(port))
    let address = created[path: "spec", "clusterIP"]
    let updated = try await fixture.send("PUT", Self.path + "/web", body: service("web", ("type", "NodePort"), ("sessionAffinity", "ClientIP"))).value
    #expect(updated[path: "spec", "ports"]?[0]?["nodePort"]?.int == port)
    #expect(updated[path: "spec", "clusterIP"] == address)
    let inside = try await fixture.send("PUT", Self.path + "/web", body: service("web", ("type", "ClusterIP"))).value
    #expect(inside[path: "spec", "ports"]?[0]?["nodePort"] == nil)
    let low = try await fixture.send("POST", Self.path, body: service("low", ("type", "NodePort"), ("ports", [["port": 80, "nodePort": 80]])))
    #expect(low.value["message"]?.string?.contains("The range of valid ports is 30000-32767") == true)
    #expect(try await fixture.send("POST", Self.path, "dryRun=All", body: service("dry", ("type", "NodePort"))).status == 201)
  }
}
