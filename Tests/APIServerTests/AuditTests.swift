import APIMachinery
import AccessControl
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// Keeps the events it is given.
private final class Recorder: AuditSink {
  private let kept = Mutex<[Value]>([])
  var events: [Value] { kept.withLock { $0 } }
  func record(_ event: Value) async -> Bool {
    kept.withLock { $0.append(event) }
    return true
  }
  func told(_ verb: String, _ resource: String) -> [Value] {
    events.filter { $0["verb"]?.string == verb && $0[path: "objectRef", "resource"]?.string == resource }
  }
}

struct AuditTests {
  private static let eve = UserInfo(name: "eve", groups: ["dev", "system:authenticated"])

  private func fixture(_ rules: String) async throws -> (ServerFixture, Recorder) {
    let text = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n" + rules
    let recorder = Recorder()
    var configuration = Configuration()
    configuration.audit = AuditConfiguration(policy: try AuditPolicy(ConfigurationFile(Array(text.utf8), path: "p")), sinks: [recorder])
    return (try await ServerFixture(configuration: configuration), recorder)
  }

  @Test func `a write is told at its stages, with who, what, whether it was allowed, and which revision it made`() async throws {
    let (fixture, recorder) = try await fixture("- {level: RequestResponse, resources: [{group: '', resources: [configmaps]}]}")
    let answer = try await fixture.send("POST", ServerFixture.configMaps, "fieldManager=t", body: ServerFixture.configMap("a"))
    let events = recorder.told("create", "configmaps")
    #expect(events.map { $0["stage"] } == ["RequestReceived", "ResponseComplete"])
    let event = try #require(events.last)
    #expect(event.apiVersion == "audit.k8s.io/v1" && event.kind == "Event" && event["level"] == "RequestResponse")
    #expect(event["auditID"]?.string == answer.headers["Audit-Id"])
    #expect(event["requestURI"] == "/api/v1/namespaces/default/configmaps?fieldManager=t")
    #expect(event["user"] == ["username": "alice", "groups": ["system:masters", "system:authenticated"]])
    #expect(event["userAgent"] == "kubectl/v1.36.0")
    #expect(event["objectRef"] == ["resource": "configmaps", "namespace": "default", "name": "a", "apiVersion": "v1"])
    #expect(event[path: "responseStatus", "code"] == 201)
    #expect(event[path: "requestObject", "data"] == ["a": "1"])
    #expect(event[path: "responseObject", "metadata", "name"] == "a")
    #expect(event[path: "annotations", "authorization.k8s.io/decision"] == "allow")
    #expect(event[path: "annotations", "kctl.dev/revision"]?.string == fixture.store.revision.description)
    #expect(fixture.store.transactions.last?.provenance.auditID == event["auditID"]?.string, "the commit's trailer leads here")
  }

  @Test func `a refusal and an unknown caller are told too`() async throws {
    let (fixture, recorder) = try await fixture("- {level: Metadata}")
    try await fixture.send("GET", ServerFixture.pods, as: Self.eve)
    let refused = try #require(recorder.told("list", "pods").last)
    #expect(refused[path: "annotations", "authorization.k8s.io/decision"] == "forbid")
    #expect(refused[path: "responseStatus", "code"] == 403 && refused[path: "responseStatus", "reason"] == "Forbidden")
    try await fixture.send("GET", ServerFixture.pods, as: nil, headers: ["Authorization": "Bearer nonsense"])
    let unknown = try #require(recorder.told("list", "pods").last)
    #expect(unknown["stage"] == "ResponseStarted" && unknown[path: "responseStatus", "code"] == 401)
    #expect(unknown[path: "responseStatus", "message"] == "Authentication failed, attempted: bearer")
    #expect(unknown["user"] == [:])
  }

  @Test func `what the daemon answers itself is told, with no body, whatever the policy asks for and the query says`() async throws {
    let (fixture, recorder) = try await fixture("- {level: RequestResponse}")
    let path = "/apis/kctl.dev/v1alpha1/reencryption"
    let other = UserInfo(name: "bob", groups: ["system:masters"])
    let answer = await fixture.server.audited(HTTPRequest("POST", path, body: Array("{\"a\":1}".utf8)), by: .localUser("root"), actingAs: other) { _ in
      HTTPResponse(200, body: .bytes(Array("{\"secret\":\"value\"}".utf8)))
    }
    let events = recorder.told("create", "reencryption")
    #expect(answer.status == 200 && events.map { $0["stage"] } == ["RequestReceived", "ResponseComplete"])
    let event = try #require(events.last)
    #expect(event["level"] == "Metadata" && event["auditID"]?.string == answer.headers["Audit-Id"] && !JSON.text(event).contains("value"))
    #expect(event[path: "user", "username"] == "root" && event[path: "impersonatedUser", "username"] == "bob")
    #expect(event[path: "responseStatus", "code"] == 200)
    let malformed = await fixture.server.audited(HTTPRequest("POST", path, query: "%zz"), by: .localUser("root"), actingAs: nil) { _ in
      Issue.record("it was carried out and told nobody")
      return HTTPResponse(200, body: .bytes([]))
    }
    #expect(malformed.status == 400)
  }

  @Test func `who acts as another is told with both`() async throws {
    let (fixture, recorder) = try await fixture("- {level: Metadata}")
    try await fixture.send("GET", ServerFixture.pods, headers: ["Impersonate-User": "bob", "Impersonate-Group": "dev"])
    let event = try #require(recorder.told("list", "pods").last)
    #expect(event[path: "user", "username"] == "alice")
    #expect(event["impersonatedUser"] == ["username": "bob", "groups": ["dev", "system:authenticated"]])
  }

  @Test func `the caller may name its request, if the name is fit for a header`() async throws {
    let (fixture, recorder) = try await fixture("- {level: Metadata}")
    let answer = try await fixture.send("GET", "/version", headers: ["Audit-ID": "mine-1"])
    #expect(answer.headers["Audit-Id"] == "mine-1" && recorder.events.last?["auditID"] == "mine-1")
    let long = try await fixture.send("GET", "/version", headers: ["Audit-ID": String(repeating: "x", count: 65)])
    #expect(long.headers["Audit-Id"]?.utf8.count != 65)
  }

  @Test func `a watch has started when its head is out, and is complete when nobody reads it any more`() async throws {
    let (fixture, recorder) = try await fixture("- {level: Metadata, omitStages: [RequestReceived]}")
    var response: HTTPResponse? = await fixture.server.handle(fixture.request("GET", ServerFixture.pods, "watch=true"), as: ServerFixture.person)
    #expect(recorder.told("watch", "pods").map { $0["stage"] } == ["ResponseStarted"])
    #expect(response?.status == 200)
    response = nil
    while recorder.told("watch", "pods").count < 2 { await Task.yield() }
    #expect(recorder.told("watch", "pods").map { $0["stage"] } == ["ResponseStarted", "ResponseComplete"])
  }

  @Test func `what components do in process is told as well, and no Secret's value is`() async throws {
    let (fixture, recorder) = try await fixture("- {level: RequestResponse}")
    let client = fixture.server.client(as: .component("system:kube-controller-manager"), userAgent: "kctl/controller")
    let path = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "secrets"), namespace: "default")
    _ = try await client.create(
      path, ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"], "data": ["p": "aHVudGVyMg=="]], options: WriteOptions())
    let event = try #require(recorder.told("create", "secrets").last)
    #expect(event["requestURI"] == "/api/v1/namespaces/default/secrets")
    #expect(event[path: "user", "username"] == "system:kube-controller-manager")
    try await fixture.send("GET", "/api/v1/namespaces/default/secrets")
    try await fixture.send("GET", "/api/v1/secrets", accept: "application/json;as=Table;g=meta.k8s.io;v=v1")
    try await fixture.send(
      "PATCH", "/api/v1/namespaces/default/secrets/s", body: ["data": ["q": "aHVudGVyMg=="]], type: "application/merge-patch+json")
    #expect(recorder.events.count >= 7)
    for event in recorder.events { #expect(!JSON.text(event).contains("aHVudGVyMg")) }
  }

  private static let secret: Value = [
    "apiVersion": "v1", "kind": "Secret",
    "metadata": ["name": "s", "namespace": "default", "annotations": ["kubectl.kubernetes.io/last-applied-configuration": "aHVudGVyMg=="]],
    "data": ["p": "aHVudGVyMg=="],
  ]

  @Test func `no form that a Secret is written or read in shows its values`() async throws {
    let (fixture, recorder) = try await fixture("- {level: RequestResponse}")
    let secrets = "/api/v1/namespaces/default/secrets"
    let wire = WireClient(DirectExchange(fixture.server, as: ServerFixture.person), userAgent: "kctl/1")
    let applied = Batch.Operation.apply(.init(object: Self.secret, source: Array("data: {p: aHVudGVyMg==}".utf8), path: nil, previous: Self.secret))
    for _ in 0..<2 { #expect(try await wire.apply(Batch([applied], fieldManager: "t")).isSuccess) }
    for form in ["PartialObjectMetadataList", "Table"] {
      #expect(try await fixture.send("GET", secrets, accept: "application/json;as=\(form);g=meta.k8s.io;v=v1").status == 200)
    }
    #expect(try await fixture.send("GET", secrets + "/s", accept: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1").status == 200)
    try await fixture.send(
      "PATCH", secrets + "/s", body: ["kind": "ConfigMap", "stringData": ["q": "aHVudGVyMg=="]], type: "application/merge-patch+json")
    try await fixture.send("PATCH", secrets + "/s", body: ["kind": "Status", "data": ["q": "aHVudGVyMg=="]], type: "application/merge-patch+json")
    _ = try await wire.apply(Batch([.delete(GroupVersionKind(group: "", version: "v1", kind: "Secret"), namespace: "default", name: "s")], fieldManager: "t"))
    #expect(recorder.told("create", "transactions").contains { $0["requestObject"] != nil && $0["responseObject"] != nil })
    for event in recorder.events { #expect(!JSON.text(event).contains("aHVudGVyMg"), "\(JSON.text(event))") }
  }

  @Test func `rules about a resource hold for what a transaction writes`() async throws {
    let (fixture, recorder) = try await fixture("- {level: RequestResponse, resources: [{group: '', resources: [configmaps]}]}")
    let wire = WireClient(DirectExchange(fixture.server, as: ServerFixture.person), userAgent: "kctl/1")
    let kind = GroupVersionKind(group: "", version: "v1", kind: "ConfigMap")
    let operations: [Batch.Operation] = [
      .apply(.init(object: ServerFixture.configMap("a"))), .apply(.init(object: ServerFixture.pod("p"))), .delete(kind, namespace: "default", name: "b"),
    ]
    #expect(try await wire.apply(Batch(operations, fieldManager: "t")).isSuccess)
    let written = try #require(recorder.told("patch", "configmaps").last)
    #expect(written["objectRef"] == ["resource": "configmaps", "namespace": "default", "name": "a", "apiVersion": "v1"])
    #expect(written[path: "user", "username"] == "alice" && written["stage"] == "ResponseComplete")
    #expect(written[path: "requestObject", "data"] == ["a": "1"] && written[path: "responseObject", "metadata", "name"] == "a")
    #expect(written[path: "responseStatus", "code"] == 201)
    #expect(recorder.told("delete", "configmaps").last?[path: "responseStatus", "code"] == 404)
    #expect(fixture.store.transactions.last?.provenance.auditID == written["auditID"]?.string)
    #expect(recorder.told("patch", "configmaps").count == 1 && recorder.told("patch", "pods").isEmpty)
    let refused = Batch([.apply(.init(object: ServerFixture.configMap("c")))], fieldManager: "t")
    let eve = WireClient(DirectExchange(fixture.server, as: Self.eve), userAgent: "x")
    _ = try? await eve.apply(refused)
    // She may not even begin a transaction.
    #expect(recorder.told("patch", "configmaps").count == 1)
  }

  @Test func `a patch of a subresource is told with what it says`() async throws {
    let (fixture, recorder) = try await fixture("- {level: Request, resources: [{group: apps, resources: [deployments/scale]}]}")
    try await fixture.send("POST", ServerFixture.deployments, body: ServerFixture.deployment("d"))
    try await fixture.send(
      "PATCH", ServerFixture.deployments + "/d/scale", body: ["spec": ["replicas": 3]], type: "application/merge-patch+json")
    #expect(recorder.told("patch", "deployments").last?["requestObject"] == ["spec": ["replicas": 3]])
  }

  @Test func `without a rule that matches nothing is told`() async throws {
    let (fixture, recorder) = try await fixture("- {level: None, users: [alice]}")
    try await fixture.send("GET", ServerFixture.pods)
    let told = recorder.events.filter { event in event[path: "user", "username"]?.string == "alice" }
    #expect(told.isEmpty)
  }
}
