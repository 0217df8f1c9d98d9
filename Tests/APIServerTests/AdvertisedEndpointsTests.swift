import APIMachinery
import Basics
import Testing

@testable import APIServer

@Suite struct AdvertisedEndpointsTests {
  private let now = Timestamp(secondsSinceEpoch: 1_700_000_000)

  private func lease(_ place: String?, ago seconds: Int64 = 0) -> Value {
    var metadata: Value = ["name": "a"]
    if let place { metadata["annotations"] = [AdvertisedEndpoints.annotation: .string(place)] }
    return ["metadata": metadata, "spec": ["renewTime": .string((now - .seconds(seconds)).rfc3339Micro)]]
  }

  @Test func `living servers of one family and port are where the service leads`() {
    let found = AdvertisedEndpoints(
      leases: [
        lease("192.0.2.2 6443"), lease("192.0.2.1 6443"), lease("192.0.2.1 6443"), lease("192.0.2.3 6443", ago: 30), lease("192.0.2.4 7443"),
        lease("2001:db8::1 6443"), lease(nil), lease("nowhere 6443"), lease("192.0.2.5 0"), lease("192.0.2.6"),
      ], at: now)
    #expect(found?.addresses.map(\.description) == ["192.0.2.1", "192.0.2.2"])
    #expect(found?.port == 6443)
    #expect(AdvertisedEndpoints(leases: [lease("192.0.2.1 6443", ago: 31)], at: now) == nil)
  }

  @Test func `the service's endpoints and slice follow the servers`() async throws {
    let fixture = try await ServerFixture()
    let client = fixture.server.client(as: ServerFixture.person, userAgent: "test")
    func publish(_ hostname: String, _ address: String) async throws {
      var lease = IdentityLease(hostname: hostname, serverAddress: "", instance: "1")
      lease.advertised = (try #require(IPAddress(address)), 6443)
      try await fixture.server.renew(lease, client)
      try await fixture.server.publishEndpoints(client)
    }
    func addresses() async throws -> [String] {
      let slice = try await fixture.send("GET", "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes").value
      let endpoints = try await fixture.send("GET", "/api/v1/namespaces/default/endpoints/kubernetes").value
      let found = slice["endpoints"]?.array?.compactMap { $0["addresses"]?[0]?.string } ?? []
      #expect(endpoints["subsets"]?[0]?["addresses"]?.array?.compactMap { $0["ip"]?.string } ?? [] == found)
      return found
    }
    try await publish("a", "192.0.2.1")
    try await publish("b", "192.0.2.2")
    #expect(try await addresses() == ["192.0.2.1", "192.0.2.2"])
    fixture.clock.advance(by: .seconds(31))
    try await publish("b", "192.0.2.2")
    #expect(try await addresses() == ["192.0.2.2"])
    fixture.clock.advance(by: .seconds(31))
    try await publish("b", "2001:db8::1")
    try await publish("b", "2001:db8::1")
    #expect(try await addresses() == ["2001:db8::1"])
  }
}
