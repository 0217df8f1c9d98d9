import APIMachinery
import AccessControl
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// A service that answers what it is told, and counts.
private final class Service: ReviewEndpoint {
  private let state: Mutex<(count: Int, reply: @Sendable (Value) -> Value)>
  init(_ reply: @escaping @Sendable (Value) -> Value) { state = Mutex((0, reply)) }
  var count: Int { state.withLock { $0.count } }
  func answer(_ review: Value) async throws(ReviewFailure) -> Value {
    let reply = state.withLock { state in
      state.count += 1
      return state.reply
    }
    return reply(review)
  }
}

struct WebhookModeTests {
  private static let eve = UserInfo(name: "eve", groups: ["system:authenticated"])

  private func fixture(_ service: Service, lifetime: Duration = .zero) async throws -> ServerFixture {
    var terms = WebhookAuthorizer.Terms()
    (terms.allowedLifetime, terms.refusedLifetime) = (lifetime, lifetime)
    var configuration = Configuration()
    configuration.authorizationSteps = [.webhook(WebhookAuthorizer(terms, endpoint: service, clock: ManualClock())), .mode(.node)]
    return try await ServerFixture(configuration: configuration)
  }

  @Test func `requests, reviews, transactions and upserts wait for the service's answer`() async throws {
    let service = Service { review in
      ["status": ["allowed": .bool(review[path: "spec", "resourceAttributes", "verb"] != "delete"), "reason": "as told"]]
    }
    let fixture = try await fixture(service)
    #expect(try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"), as: Self.eve).status == 201)
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a", as: Self.eve).status == 200)
    let refused = try await fixture.send("DELETE", ServerFixture.configMaps + "/a", as: Self.eve)
    #expect(refused.status == 403)
    #expect(refused.value["message"]?.string?.hasSuffix("in the namespace \"default\": as told") == true)
    // An apply that creates must be allowed to create as well: that is asked within the transaction.
    let applied = try await fixture.send(
      "PATCH", ServerFixture.configMaps + "/b", "fieldManager=t", body: ServerFixture.configMap("b"), type: "application/apply-patch+yaml", as: Self.eve)
    #expect(applied.status == 201)
    let review = try await fixture.send(
      "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      body: ["spec": ["resourceAttributes": ["verb": "delete", "resource": "pods", "namespace": "default"]]], as: Self.eve)
    #expect(review.value["status"] == ["allowed": false, "reason": "as told"])
    let client = fixture.server.client(as: Self.eve, userAgent: "t")
    let path = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "configmaps"), namespace: "default")
    _ = try await client.get(path, name: "a", options: GetOptions())
    await #expect(throws: StatusError.self) { try await client.delete(path, name: "a", options: DeleteOptions()) }
    let batch = Batch([.delete(GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "a")], fieldManager: "t")
    #expect(try await !client.apply(batch).isSuccess)
    #expect(fixture.store.snapshot().get(ObjectKey(GroupResource(resource: "configmaps"), namespace: "default", name: "a")) != nil)
  }

  @Test func `the authors of a commit are asked about too`() async throws {
    let service = Service { review in ["status": ["allowed": .bool(review[path: "spec", "user"] == "eve")]] }
    let fixture = try await fixture(service)
    let gitops = fixture.server.client(as: .component("system:kctl:gitops"), userAgent: "kctl")
    var batch = Batch([.apply(.init(object: ServerFixture.configMap("a")))], fieldManager: "kctl-main", adopting: "abc", skipsFailures: true)
    batch.authors = [["eve"]]
    #expect(try await gitops.apply(batch).isSuccess)
    batch.operations = [.apply(.init(object: ServerFixture.configMap("b")))]
    batch.authors = [["bob"]]
    #expect(try await !gitops.apply(batch).isSuccess)
  }

  @Test func `with its answers kept, the service isn't asked again`() async throws {
    let service = Service { _ in ["status": ["allowed": true]] }
    let fixture = try await fixture(service, lifetime: .seconds(60))
    for _ in 0..<5 { #expect(try await fixture.send("GET", ServerFixture.pods, as: Self.eve).status == 200) }
    #expect(service.count == 1)
    #expect(try await fixture.send("GET", ServerFixture.pods).status == 200, "administrators need no service")
    #expect(service.count == 1)
  }

  @Test func `policies are exchanged while the server runs`() async throws {
    let fixture = try await fixture(Service { _ in ["status": ["allowed": false]] })
    #expect(try await fixture.send("GET", ServerFixture.pods, as: Self.eve).status == 403)
    fixture.server.replaceAuthorization(with: [.mode(.alwaysAllow)])
    #expect(try await fixture.send("GET", ServerFixture.pods, as: Self.eve).status == 200)
  }

  @Test func `a token that a service knows is known to requests and reviews`() async throws {
    let service = Service { review in
      review[path: "spec", "token"] == "good" ? ["status": ["authenticated": true, "user": ["username": "eve"]]] : ["status": ["authenticated": false]]
    }
    var configuration = Configuration()
    configuration.lastAuthenticators = [WebhookTokenAuthenticator(WebhookTokenAuthenticator.Terms(), endpoint: service, clock: ManualClock())]
    configuration.asksElsewhere = true
    configuration.anonymous = .paths(["/version"])
    let fixture = try await ServerFixture(configuration: configuration)
    func send(_ path: String, _ token: String?) async throws -> ServerFixture.Answer {
      try await fixture.send("GET", path, as: nil, headers: token.map { ["Authorization": "Bearer " + $0] } ?? [:])
    }
    let known = try await send(ServerFixture.pods, "good")
    #expect(known.status == 403 && known.value["message"]?.string?.contains("User \"eve\"") == true)
    #expect(try await send(ServerFixture.pods, "bad").status == 401)
    #expect(try await send("/version", nil).status == 200)
    #expect(try await send("/api", nil).status == 401)
    let review = try await fixture.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", body: ["spec": ["token": "good"]])
    #expect(review.value[path: "status", "authenticated"] == true)
    #expect(review.value[path: "status", "user"] == ["username": "eve", "groups": ["system:authenticated"]])
    let stranger = try await fixture.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", body: ["spec": ["token": "bad"]])
    #expect(stranger.value[path: "status", "authenticated"] != true)
  }
}
