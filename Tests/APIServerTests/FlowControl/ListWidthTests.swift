import APIMachinery
import AccessControl
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// A list that reads much takes many seats, so that one client's lists don't crowd out what others ask.
struct ListWidthTests {
  private static let user = UserInfo(name: "eve", groups: ["system:authenticated"])

  private static func width(_ verb: String, _ query: String, name: String = "", objects: Int) throws -> Int {
    let attributes = AuthorizationAttributes(user: user, verb: verb, apiGroup: "", apiVersion: "v1", resource: "pods", namespace: "default", name: name)
    return ListWidth.seats(attributes, try QueryParameters(query)) { objects }
  }

  @Test(arguments: [
    ("list", "", 0, 1), ("list", "", 99, 1), ("list", "", 100, 1), ("list", "", 101, 2), ("list", "", 950, 10), ("list", "limit=50", 5_000, 1),
    ("list", "limit=500", 5_000, 5), ("list", "limit=500", 20, 1), ("list", "limit=50&labelSelector=a%3Db", 5_000, 50), ("list", "limit=-3", 500, 5), ("list", "limit=x", 500, 5),
    ("watch", "", 500, 5), ("watch", "resourceVersion=0", 500, 5), ("watch", "resourceVersion=77", 500, 1), ("watch", "resourceVersion=77&sendInitialEvents=true", 500, 5),
    ("watch", "sendInitialEvents=false", 500, 1), ("deletecollection", "", 500, 5), ("get", "", 500, 1), ("create", "", 500, 1), ("update", "", 500, 1),
  ])
  func `what a request takes goes by how much it will look at`(verb: String, query: String, objects: Int, seats: Int) throws {
    #expect(try Self.width(verb, query, objects: objects) == seats)
    #expect(try Self.width(verb, query, name: "one", objects: objects) == 1, "one object is one object")
  }

  private static func level(_ name: String, shares: Int64, lendable: Int64 = 0, queues: Bool = true) -> PriorityLevel {
    let response: Value = queues ? ["type": "Queue", "queuing": ["queues": 8, "handSize": 2, "queueLengthLimit": 50]] : ["type": "Reject"]
    return PriorityLevel([
      "metadata": ["name": .string(name)],
      "spec": ["type": "Limited", "limited": ["nominalConcurrencyShares": .int(shares), "lendablePercent": .int(lendable), "limitResponse": response]],
    ])
  }

  private static func schema(_ level: String) -> FlowSchemaMatch {
    FlowSchemaMatch([
      "metadata": ["name": .string(level)],
      "spec": [
        "priorityLevelConfiguration": ["name": .string(level)], "matchingPrecedence": 1, "distinguisherMethod": ["type": "ByUser"],
        "rules": [
          [
            "subjects": [["kind": "Group", "group": ["name": .string(level)]]],
            "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"], "namespaces": ["*"], "clusterScope": true]],
          ]
        ],
      ],
    ])
  }

  private static func ask(_ user: String, _ level: String = "a") -> AuthorizationAttributes {
    AuthorizationAttributes(user: UserInfo(name: user, groups: [level]), verb: "list", apiGroup: "", resource: "pods", namespace: "default")
  }

  @Test func `seats are taken and given back by width, never beyond what there is`() {
    let random = SeededRandom(seed: 3)
    var seats = SeatAllocation(seats: 100, levels: [Self.level("a", shares: 60, lendable: 50), Self.level("b", shares: 40)])
    #expect(seats.widthMax("a") == 9 && seats.widthMax("b") == 6 && seats.widthMax("c") == 10)
    var held: [(String, Int)] = []
    for _ in 0..<5_000 {
      if random.below(2) == 0 || held.isEmpty {
        let (level, width) = (["a", "b"][random.below(2)], 1 + random.below(9))
        if seats.take(level, width) { held.append((level, width)) }
      } else {
        let (level, width) = held.remove(at: random.below(held.count))
        seats.release(level, width)
      }
      let taken = held.reduce(into: [String: Int]()) { $0[$1.0, default: 0] += $1.1 }
      #expect(seats.executing["a"] ?? 0 == taken["a"] ?? 0 && seats.executing["b"] ?? 0 == taken["b"] ?? 0)
      // What a level is bound to get is kept for it, whoever has the rest.
      #expect(max(taken["a"] ?? 0, 30) + max(taken["b"] ?? 0, 40) <= 100)
    }
    for (level, width) in held { seats.release(level, width) }
    #expect(seats.executing.values.allSatisfy { $0 == 0 })
    let all = (0..<30).count { _ in seats.take("a", 2) }
    #expect(all == 30, "its thirty, and the thirty that nobody else is bound to get")
  }

  @Test func `a storm of wide lists leaves another user's requests their turn`() {
    let now = Timestamp(secondsSinceEpoch: 0)
    var state = FlowState(seats: 20)
    state.configure(schemas: [Self.schema("a")], levels: [Self.level("a", shares: 10)])
    #expect(state.seats.widthMax("a") == 3)
    var waiting: [UInt64] = []
    var running: [FlowState.Admission] = []
    for ticket in UInt64(1)...90 {
      switch state.arrive(ticket, Self.ask("storm"), width: 500, now: now) {
      case .go(let admission): running.append(admission)
      case .wait: waiting.append(ticket)
      case .refuse: break
      }
    }
    #expect(running.count == 6 && running.allSatisfy { $0.width == 3 } && waiting.count == 84)
    guard case .wait(let modest) = state.arrive(1_000, Self.ask("modest"), now: now) else { Issue.record("nobody overtakes"); return }
    #expect(modest.width == 1)
    // As seats are given back one request at a time, the modest one is let in before the storm's queue has moved by a tenth.
    var before = 0
    while state.isWaiting(1_000), let done = running.popLast() {
      for ticket in state.release(done) where ticket != 1_000 {
        before += 1
        running.append(FlowState.Admission(schemaUID: "", levelUID: "", schema: "a", level: "a", width: 3))
      }
    }
    #expect(!state.isWaiting(1_000) && before <= 8, "\(before) of the storm went first")
  }

  /// Who was let go on, in turn.
  private final class Order: Sendable {
    private let noted = Mutex<[String]>([])
    var users: [String] { noted.withLock { $0 } }
    func note(_ user: String) { noted.withLock { $0.append(user) } }
  }

  @Test func `through the server, a list storm of one user doesn't starve another`() async throws {
    var configuration = Configuration()
    (configuration.requestLimits.reading, configuration.requestLimits.mutating) = (6, 0)
    configuration.authorizationModes = [.alwaysAllow]
    let fixture = try await ServerFixture(configuration: configuration)
    let group = "/apis/flowcontrol.apiserver.k8s.io/v1/"
    let level: Value = [
      "metadata": ["name": "small"],
      "spec": [
        "type": "Limited",
        "limited": ["nominalConcurrencyShares": 10_000, "limitResponse": ["type": "Queue", "queuing": ["queues": 16, "handSize": 1, "queueLengthLimit": 1_000]]],
      ],
    ]
    try await fixture.send("POST", group + "prioritylevelconfigurations", body: level)
    try await fixture.send(
      "POST", group + "flowschemas",
      body: [
        "metadata": ["name": "small"],
        "spec": [
          "priorityLevelConfiguration": ["name": "small"], "matchingPrecedence": 50, "distinguisherMethod": ["type": "ByUser"],
          "rules": [
            ["subjects": [["kind": "Group", "group": ["name": "small"]]], "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"], "namespaces": ["*"]]]]
          ],
        ],
      ])
    let flows = try #require(fixture.server.flows)
    func attributes(_ user: String) -> AuthorizationAttributes {
      AuthorizationAttributes(user: UserInfo(name: user, groups: ["small"]), verb: "list", apiGroup: "", resource: "pods", namespace: "default")
    }
    // All seats are taken, then forty of the storm's wait, then one other; each that goes is noted in its order.
    var held: [FlowTicket] = []
    for _ in 0..<6 { held.append(try await flows.admit(attributes("storm"))) }
    let order = Order()
    var tasks: [Task<Void, any Error>] = []
    for index in 0..<41 {
      let user = index == 40 ? "modest" : "storm"
      let asked = attributes(user)
      tasks.append(Task {
        let ticket = try await flows.admit(asked)
        order.note(user)
        ticket.release()
      })
    }
    while flows.current.flow.waitingRequests.count < 41 { await Task.yield() }
    held.removeLast().release()
    for task in tasks { try await task.value }
    let position = order.users.firstIndex(of: "modest") ?? .max
    #expect(position <= 6, "\(position) requests of the storm went before")
    held.forEach { $0.release() }
    #expect(flows.current.flow.waitingRequests.isEmpty && flows.current.flow.seats.executing["small"] == 0)
  }

  @Test func `tables and metrics tell who is served, who waits and who was refused`() async throws {
    var configuration = Configuration()
    (configuration.requestLimits.reading, configuration.requestLimits.mutating) = (400, 200)
    let fixture = try await ServerFixture(configuration: configuration)
    let flows = try #require(fixture.server.flows)
    let held = try await flows.admit(AuthorizationAttributes(user: Self.user, verb: "list", apiGroup: "", resource: "pods", namespace: "default"), width: 4)
    let debug = "/debug/api_priority_and_fairness/"
    let levels = try await fixture.send("GET", debug + "dump_priority_levels")
    let lines = levels.text.split(separator: "\n").map { $0.split(separator: ",").map { $0.filter { $0 != " " } } }
    #expect(levels.headers["Content-Type"]?.hasPrefix("text/plain") == true)
    #expect(
      lines.first == [
        "PriorityLevelName", "ActiveQueues", "IsIdle", "IsQuiescing", "WaitingRequests", "ExecutingRequests", "DispatchedRequests", "RejectedRequests",
        "TimedoutRequests", "CancelledRequests",
      ])
    #expect(lines.map(\.[0]).dropFirst() == ["catch-all", "exempt", "global-default", "leader-election", "node-high", "system", "workload-high", "workload-low"])
    #expect(lines.first { $0[0] == "global-default" }?.dropFirst() == ["0", "false", "false", "0", "1", "1", "0", "0", "0"])
    for name in ["dump_queues", "dump_requests"] {
      #expect(try await fixture.send("GET", debug + name).text.hasPrefix("PriorityLevelName, "), "\(name)")
    }
    #expect(try await fixture.send("GET", debug + "dump_secrets").status == 404)
    #expect(try await fixture.send("GET", debug + "dump_requests", as: Self.user).status == 403)
    let metrics = try await fixture.send("GET", "/metrics").text
    for line in [
      #"apiserver_flowcontrol_current_executing_seats{flow_schema="global-default",priority_level="global-default"} 4"#,
      #"apiserver_flowcontrol_dispatched_requests_total{flow_schema="global-default",priority_level="global-default"} 2"#,
      #"apiserver_flowcontrol_current_inqueue_requests{flow_schema="global-default",priority_level="global-default"} 0"#,
      #"apiserver_flowcontrol_nominal_limit_seats{priority_level="workload-low"} 245"#,
    ] { #expect(metrics.contains(line + "\n"), "\(line)") }
    held.release()
    #expect(try await fixture.send("GET", "/metrics").text.contains(#"current_executing_seats{flow_schema="global-default",priority_level="global-default"} 0"#))
  }

  @Test func `a name that a client made up makes no line or cell of a table`() throws {
    var state = FlowState(seats: 1)
    state.configure(schemas: [Self.schema("a")], levels: [Self.level("a", shares: 1)])
    let now = Timestamp(secondsSinceEpoch: 0)
    for ticket in UInt64(1)...2 { _ = state.arrive(ticket, Self.ask("eve,\nadmin, x"), now: now) }
    let table = try #require(FlowDump(state: state).table("dump_requests"))
    #expect(table.split(separator: "\n").count == 2 && table.contains("eve??admin? x"))
  }
}
