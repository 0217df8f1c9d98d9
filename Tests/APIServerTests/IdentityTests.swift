import APIMachinery
import Basics
import Testing

@testable import APIServer

struct IdentityTests {
  private static let leases = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"
  private static let mine = "labelSelector=apiserver.kubernetes.io/identity%3Dkube-apiserver"

  private func names(_ fixture: ServerFixture) async throws -> [String] {
    try await fixture.send("GET", Self.leases, Self.mine).value["items"]?.array?.map(\.name) ?? []
  }

  private func lease(_ hostname: String) -> IdentityLease {
    IdentityLease(hostname: hostname, serverAddress: "127.0.0.1:6443", instance: "1")
  }

  @Test func eachServerHasOneLeaseThatItKeepsAcrossRestarts() async throws {
    let fixture = try await ServerFixture()
    let client = fixture.server.client(as: ServerFixture.person, userAgent: "test")
    try await fixture.server.renew(lease("a"), client)
    try await fixture.server.renew(lease("b"), client)
    try await fixture.server.renew(IdentityLease(hostname: "a", serverAddress: "127.0.0.1:6443", instance: "2"), client)
    let items = try #require(try await fixture.send("GET", Self.leases, Self.mine).value["items"]?.array)
    #expect(items.count == 2)
    let again = try #require(items.first { $0.name == lease("a").name })
    #expect(again[path: "spec", "holderIdentity"]?.string == lease("a").name + "_2")
    #expect(again[path: "metadata", "labels", "kubernetes.io/hostname"] == "a")
    #expect(again.name.hasPrefix("apiserver-"))
  }

  /// A host whose name was never set is called "(none)".
  @Test func aHostWhoseNameNoLabelCanHoldIsPublishedWithoutIt() async throws {
    let fixture = try await ServerFixture()
    let client = fixture.server.client(as: ServerFixture.person, userAgent: "test")
    try await fixture.server.renew(lease("(none)"), client)
    let items = try #require(try await fixture.send("GET", Self.leases, Self.mine).value["items"]?.array)
    #expect(items.map(\.name) == [lease("(none)").name])
    #expect(items[0].labels["kubernetes.io/hostname"] == nil)
  }

  @Test func theLeaseOfAServerThatIsGoneIsRemovedAndNoOther() async throws {
    let fixture = try await ServerFixture()
    let client = fixture.server.client(as: ServerFixture.person, userAgent: "test")
    try await fixture.server.renew(lease("gone"), client)
    fixture.clock.advance(by: .seconds(3000))
    try await fixture.server.renew(lease("here"), client)
    try await fixture.server.removeExpiredIdentities(client)
    #expect(try await names(fixture).count == 2)
    fixture.clock.advance(by: .seconds(700))
    try await fixture.server.removeExpiredIdentities(client)
    #expect(try await names(fixture) == [lease("here").name])
  }
}
