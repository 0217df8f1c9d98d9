import APIMachinery
import Basics
import Testing

@testable import NodeNetwork

@Suite struct EndpointSelectionTests {
  private func endpoint(_ last: Int, _ change: (inout ServiceEndpoint) -> Void = { _ in }) throws -> ServiceEndpoint {
    var endpoint = ServiceEndpoint(address: try #require(IPAddress("10.1.0.\(last)")), port: 80)
    change(&endpoint)
    return endpoint
  }

  private let selection = EndpointSelection(nodeName: "node-1", zone: "a")

  @Test func `ready endpoints are chosen, and those that end only when none is ready`() throws {
    let ready = try endpoint(2)
    let ending = try endpoint(3) { ($0.isReady, $0.isTerminating) = (false, true) }
    let broken = try endpoint(4) { ($0.isReady, $0.isServing) = (false, false) }
    let ended = try endpoint(5) { ($0.isReady, $0.isServing, $0.isTerminating) = (false, false, true) }
    #expect(selection.everywhere([ready, ending, broken, ended]) == [ready])
    #expect(selection.everywhere([ending, broken, ended]) == [ending])
    #expect(selection.everywhere([broken, ended]).isEmpty)
  }

  @Test func `the policy Local knows this node's endpoints alone`() throws {
    let far = try endpoint(2)
    let near = try endpoint(3) { $0.isLocal = true }
    let ending = try endpoint(4) { ($0.isLocal, $0.isReady, $0.isTerminating) = (true, false, true) }
    #expect(selection.here([far, near, ending]) == [near])
    #expect(selection.here([far, ending]) == [ending])
    #expect(selection.here([far]).isEmpty)
  }

  @Test func `hints count when all have them and some are for this place`() throws {
    func hinted(_ last: Int, zone: String?, node: String? = nil) throws -> ServiceEndpoint {
      try endpoint(last) { ($0.zoneHints, $0.nodeHints) = (zone.map { [$0] }, node.map { [$0] }) }
    }
    let (a, b) = (try hinted(2, zone: "a"), try hinted(3, zone: "b"))
    #expect(selection.everywhere([a, b]) == [a])
    #expect(selection.everywhere([b]) == [b])
    #expect(selection.everywhere([a, try hinted(4, zone: nil)]).count == 2)
    #expect(EndpointSelection(nodeName: "node-1", zone: nil).everywhere([a, b]) == [a, b])
    let (mine, other) = (try hinted(5, zone: "b", node: "node-1"), try hinted(6, zone: "a", node: "node-2"))
    #expect(selection.everywhere([mine, other]) == [mine])
    #expect(EndpointSelection(nodeName: "node-3", zone: "a").everywhere([mine, other]) == [other])
  }
}
