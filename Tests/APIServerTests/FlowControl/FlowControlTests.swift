import APIMachinery
import AccessControl
import Basics
import Client
import Testing

@testable import APIServer

struct FlowControlTests {
  private static let group = "/apis/flowcontrol.apiserver.k8s.io/v1/"

  private func fixture(reading: Int = 1, mutating: Int = 0, isFair: Bool = true) async throws -> ServerFixture {
    var configuration = Configuration()
    (configuration.requestLimits.reading, configuration.requestLimits.mutating, configuration.requestLimits.isFair) = (reading, mutating, isFair)
    configuration.authorizationModes = [.alwaysAllow]
    return try await ServerFixture(configuration: configuration)
  }

  private static func list(_ user: String, _ groups: [String] = [], verb: String = "list", resource: String = "pods", group: String = "") -> AuthorizationAttributes {
    AuthorizationAttributes(
      user: UserInfo(name: user, groups: groups + ["system:authenticated"]), verb: verb, apiGroup: group, resource: resource, namespace: "default")
  }

  @Test func `the default objects class requests`() async throws {
    let fixture = try await fixture(reading: 400, mutating: 200)
    let flows = try #require(fixture.server.flows)
    let cases: [(AuthorizationAttributes, String)] = [
      (Self.list("root", ["system:masters"]), "exempt"), (Self.list("system:node:a", ["system:nodes"]), "system"),
      (Self.list("system:node:a", ["system:nodes"], verb: "update", resource: "leases", group: "coordination.k8s.io"), "node-high"),
      (Self.list("system:kube-scheduler"), "workload-high"),
      (Self.list("system:kube-scheduler", verb: "update", resource: "leases", group: "coordination.k8s.io"), "leader-election"),
      (Self.list("system:serviceaccount:kube-system:dns", ["system:serviceaccounts"]), "workload-high"),
      (Self.list("system:serviceaccount:default:web", ["system:serviceaccounts"]), "workload-low"), (Self.list("eve"), "global-default"),
      (AuthorizationAttributes(user: .anonymous, verb: "get", path: "/healthz"), "exempt"),
      (AuthorizationAttributes(user: .anonymous, verb: "get", path: "/metrics"), "global-default"),
    ]
    for (attributes, level) in cases {
      let ticket = try await flows.admit(attributes)
      #expect(ticket.admission.level == level, "\(attributes.user) \(attributes.verb)")
      ticket.release()
    }
  }

  @Test func `answers tell which schema and level they were under, refusals too`() async throws {
    let fixture = try await fixture(reading: 400)
    let schema = try await fixture.send("GET", Self.group + "flowschemas/global-default").value
    let level = try await fixture.send("GET", Self.group + "prioritylevelconfigurations/global-default").value
    let eve = UserInfo(name: "eve", groups: ["system:authenticated"])
    for path in [ServerFixture.pods, ServerFixture.pods + "/nothing"] {
      let answer = try await fixture.send("GET", path, as: eve)
      #expect(answer.headers["X-Kubernetes-PF-FlowSchema-UID"] == schema.uid)
      #expect(answer.headers["X-Kubernetes-PF-PriorityLevel-UID"] == level.uid)
    }
  }

  @Test func `mandatory objects are as they must be, suggested ones as people want`() async throws {
    let fixture = try await fixture(reading: 400)
    for name in ["catch-all", "global-default", "service-accounts"] {
      var schema = try await fixture.send("GET", Self.group + "flowschemas/" + name).value
      schema[path: "spec", "matchingPrecedence"] = 77
      if name != "service-accounts" { schema[path: "metadata", "annotations", DefaultFlowObjects.autoUpdateAnnotation] = "false" }
      #expect(try await fixture.send("PUT", Self.group + "flowschemas/" + name, body: schema).status == 200)
    }
    try await fixture.server.bootstrap()
    func precedence(_ name: String) async throws -> Value? {
      try await fixture.send("GET", Self.group + "flowschemas/" + name).value[path: "spec", "matchingPrecedence"]
    }
    #expect(try await precedence("catch-all") == 10_000)
    #expect(try await precedence("global-default") == 77)
    #expect(try await precedence("service-accounts") == 9_000)
    let revision = fixture.store.revision
    try await fixture.server.bootstrap()
    #expect(fixture.store.revision == revision)
  }

  /// One seat for everybody: every level but `small` is exempt from the count.
  private func single(_ response: Value, _ fixture: ServerFixture) async throws {
    try await fixture.send(
      "POST", Self.group + "prioritylevelconfigurations",
      body: ["metadata": ["name": "small"], "spec": ["type": "Limited", "limited": ["nominalConcurrencyShares": 1, "borrowingLimitPercent": 0, "limitResponse": response]]])
    try await fixture.send(
      "POST", Self.group + "flowschemas",
      body: [
        "metadata": ["name": "small"],
        "spec": [
          "priorityLevelConfiguration": ["name": "small"], "matchingPrecedence": 50, "distinguisherMethod": ["type": "ByUser"],
          "rules": [
            [
              "subjects": [["kind": "Group", "group": ["name": "small"]]],
              "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"], "namespaces": ["*"]]],
            ]
          ],
        ],
      ])
  }

  @Test func `a level without queues refuses what is too much, with 429 and when to come again`() async throws {
    let fixture = try await fixture()
    try await single(["type": "Reject"], fixture)
    let flows = try #require(fixture.server.flows)
    let held = try await flows.admit(Self.list("eve", ["small"]))
    let user = UserInfo(name: "eve", groups: ["small", "system:authenticated"])
    let refused = try await fixture.send("GET", ServerFixture.pods, as: user)
    #expect(refused.status == 429)
    #expect(refused.headers["Retry-After"] == "1")
    #expect(refused.value["reason"] == "TooManyRequests")
    #expect(refused.headers["X-Kubernetes-PF-PriorityLevel-UID"] != nil)
    held.release()
    #expect(try await fixture.send("GET", ServerFixture.pods, as: user).status == 200)
  }

  @Test func `who waits goes on when a seat is given back, or gives up in time`() async throws {
    let fixture = try await fixture()
    try await single(["type": "Queue", "queuing": ["queues": 4, "handSize": 1, "queueLengthLimit": 1]], fixture)
    let flows = try #require(fixture.server.flows)
    let held = try await flows.admit(Self.list("eve", ["small"]))
    let waiting = Task { try await flows.admit(Self.list("eve", ["small"])).admission.level }
    while !flows.isAnybodyWaiting { await Task.yield() }
    await #expect(throws: FlowRefusal.self) { try await flows.admit(Self.list("eve", ["small"])) }
    held.release()
    #expect(try await waiting.value == "small")
    let next = try await flows.admit(Self.list("eve", ["small"]))
    let late = Task { try await flows.admit(Self.list("eve", ["small"])) }
    while !flows.isAnybodyWaiting { await Task.yield() }
    late.cancel()
    await #expect(throws: FlowRefusal.self) { try await late.value }
    let slow = Task { try await flows.admit(Self.list("eve", ["small"])) }
    while !flows.isAnybodyWaiting { await Task.yield() }
    while flows.isAnybodyWaiting {
      fixture.clock.advance(by: .seconds(16))
      await Task.yield()
    }
    await #expect(throws: FlowRefusal.self) { try await slow.value }
    next.release()
    #expect(try await flows.admit(Self.list("eve", ["small"])).admission.level == "small")
  }

  @Test func `without fairness there are two limits, and administrators pass`() {
    let limit = FlightLimit(reading: 1, mutating: 1)
    #expect(limit.begin(Self.list("eve")))
    #expect(!limit.begin(Self.list("bob")))
    #expect(limit.begin(Self.list("bob", verb: "create")))
    #expect(limit.begin(Self.list("root", ["system:masters"])))
    limit.end(Self.list("root", ["system:masters"]))
    limit.end(Self.list("eve"))
    #expect(limit.begin(Self.list("bob")))
  }
}
