import APIMachinery
import Basics
import LinuxKernel
import Testing

@testable import NodeNetwork

@Suite struct StaleFlowsTests {
  private static let dns = Samples.service(
    "dns", Samples.spec("10.96.0.10", [["port": 53, "protocol": "UDP", "nodePort": 30_053]], ["type": "NodePort"]))

  private func flows(_ addresses: String...) throws -> StaleFlows {
    let slice = Samples.slice("dns", addresses.map { Samples.endpoint($0) }, ports: [["port": 5353, "protocol": "UDP"]])
    return try Samples.goal([Self.dns], [slice]).flows
  }

  private func peer(_ text: String) throws -> TrackedFlow.Peer {
    let parts = text.split(separator: ":")
    return .init(try #require(IPAddress(String(parts[0]))), try #require(UInt16(parts[1])))
  }

  private func flow(_ source: String, to destination: String, by answerer: String) throws -> TrackedFlow {
    TrackedFlow(transport: 17, source: try peer(source), destination: try peer(destination), answerer: try peer(answerer))
  }

  @Test func `a flow to an endpoint that is gone is stale, one to an endpoint that is there isn't`() throws {
    let flows = try flows("10.1.0.3")
    #expect(try flows.contains(flow("10.1.0.9:4000", to: "10.96.0.10:53", by: "10.1.0.2:5353")))
    #expect(try !flows.contains(flow("10.1.0.9:4000", to: "10.96.0.10:53", by: "10.1.0.3:5353")))
    #expect(try flows.contains(flow("192.0.2.50:4000", to: "192.0.2.2:30053", by: "10.1.0.2:5353")))
    #expect(try !flows.contains(flow("192.0.2.50:4000", to: "192.0.2.2:30053", by: "10.1.0.3:5353")))
  }

  @Test func `a flow that began before its Service did is stale`() throws {
    #expect(try flows("10.1.0.3").contains(flow("10.1.0.9:4000", to: "10.96.0.10:53", by: "10.96.0.10:53")))
    #expect(try flows("10.1.0.3").contains(flow("192.0.2.50:4000", to: "10.1.0.1:30053", by: "10.1.0.1:30053")))
  }

  @Test func `what isn't this instance's, or isn't a Service's, is left alone`() throws {
    let flows = try flows("10.1.0.3")
    // Another instance of the same service range; another server's port that is numbered like the node port; a pod's own.
    #expect(try !flows.contains(flow("10.7.0.9:4000", to: "10.96.0.10:53", by: "10.7.0.2:5353")))
    #expect(try !flows.contains(flow("10.1.0.9:4000", to: "198.51.100.1:30053", by: "198.51.100.1:30053")))
    #expect(try !flows.contains(flow("192.0.2.50:4000", to: "10.1.0.3:30053", by: "10.1.0.3:30053")))
    #expect(try !flows.contains(flow("10.1.0.9:4000", to: "198.51.100.1:53", by: "198.51.100.1:53")))
  }

  @Test func `what a Service had that is gone is stale`() throws {
    let (former, now) = (try flows("10.1.0.3"), try Samples.goal([], []).flows)
    #expect(try now.contains(flow("10.1.0.9:4000", to: "10.96.0.10:53", by: "10.1.0.3:5353"), former: former))
    #expect(try now.contains(flow("192.0.2.50:4000", to: "192.0.2.2:30053", by: "10.1.0.3:5353"), former: former))
    #expect(try !now.contains(flow("10.1.0.9:4000", to: "10.96.0.11:53", by: "10.1.0.3:5353"), former: former))
  }

  @Test func `what went to a former endpoint elsewhere is known by the goal before`() throws {
    let stale = try flow("192.0.2.50:4000", to: "192.0.2.2:30053", by: "198.51.100.9:5353")
    let now = try flows("10.1.0.3")
    #expect(!now.contains(stale))
    #expect(now.contains(stale, former: try flows("198.51.100.9")))
  }
}
