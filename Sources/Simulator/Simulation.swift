import APIMachinery
import APIServer
import Basics
import Client
import ControllerKit
import Controllers
import Scheduler
import Store
import Synchronization
import TestSupport

/// A whole cluster in one loop, from a seed: store, API server, controllers, scheduler and nodes.
///
/// Chance decides which cache moves on by how much, which controller works next, which request fails or loses its answer, when a process
/// restarts, a node dies or the clock jumps, and what the user does. Everything happens one after the other, so the same
/// seed gives the same run, down to the last byte stored.
///
/// After the disturbed phase the faults stop and the cluster must come to rest where its objects say.
public final class Simulation {
  public struct Options: Sendable {
    public var seed: UInt64
    /// Steps of the disturbed phase.
    public var steps = 1200
    public var nodeCount = 4
    /// Requests that fail, in thousandths.
    public var faultsPerThousand = 30
    /// Nodes die and come back.
    public var losesNodes = false
    /// The user does nothing but change templates, one rollout after the other: then none may ever leave fewer pods
    /// ready than its bound.
    public var onlyRollsOut = false
    public init(seed: UInt64) { self.seed = seed }
  }

  public struct Report: Sendable, Hashable {
    /// A hash of every object stored in the end, and of how many writes led there.
    public var fingerprint: UInt64
    public var revision: UInt64
    /// What shouldn't have happened; empty when all is well.
    public var violations: [String]
  }

  let options: Options
  let cluster: TestCluster
  let random: SeededRandom
  let faults: FaultyClient.Faults
  var manager: SimulatedProcess
  var scheduler: SimulatedProcess
  var nodes: [SimulatedNode] = []
  var user: SimulatedUser
  var checks: Invariants
  private var step = 0

  private init(_ options: Options, _ cluster: TestCluster) {
    (self.options, self.cluster) = (options, cluster)
    random = SeededRandom(seed: options.seed)
    faults = FaultyClient.Faults(seed: options.seed ^ 0xfa17)
    manager = SimulatedProcess(name: "controller-manager", controllers: { ControllerSet.reconcilers })
    let seed = options.seed
    scheduler = SimulatedProcess(name: "scheduler", scheduler: { SchedulerCore(random: SeededRandom(seed: seed)) })
    user = SimulatedUser(client: cluster.admin, onlyRollsOut: options.onlyRollsOut)
    checks = Invariants(store: cluster.store, countsFailures: !options.losesNodes, checksAvailability: options.onlyRollsOut)
  }

  public static func run(_ options: Options) async throws -> Report {
    let cluster = try await TestCluster(store: MemoryStore(), seed: options.seed)
    let simulation = Simulation(options, cluster)
    try await simulation.run()
    let revision = cluster.store.revision.rawValue
    return Report(
      fingerprint: simulation.checks.fingerprint(), revision: revision, violations: simulation.checks.violations)
  }

  private var now: Timestamp { cluster.clock.now }

  private func run() async throws {
    for index in 0..<options.nodeCount {
      let node = SimulatedNode(number: index, now: now)
      _ = try await cluster.admin.create(ResourcePath(WellKnown.nodes), node.object, options: WriteOptions())
      nodes.append(node)
    }
    try await heartbeat()
    manager.restart(cluster.store, now: now)
    scheduler.restart(cluster.store, now: now)
    try await user.prepare()
    faults.perThousand = options.faultsPerThousand
    while step < options.steps {
      step += 1
      try await disturbedStep()
      checks.observe()
    }
    faults.perThousand = 0
    for position in nodes.indices { nodes[position].isUp = true }
    try await user.resumeAll()
    try await settle()
    checks.atRest(user.expectations)
  }

  // MARK: the disturbed phase

  private func disturbedStep() async throws {
    switch random.below(1000) {
    case 0..<380: feedSomething()
    case 380..<640: try await workSomewhere()
    case 640..<740: try await scheduleOne()
    case 740..<900: try await nodeStep(nodes.indices.randomElement(random))
    case 900..<960: try await advance(by: .milliseconds(Int64(random.below(3000))))
    case 960..<970: try await advance(by: .seconds(Int64(random.below(90))))
    case 970..<976: relistSomething()
    case 976..<979: manager.restart(cluster.store, now: now)
    case 979..<981: scheduler.restart(cluster.store, now: now)
    case 981..<985: if options.losesNodes { toggleNode() }
    default: try await user.act(random)
    }
  }

  private func feedSomething() {
    let process = random.below(4) == 0 ? scheduler : manager
    let behind = process.resources.filter { process.isBehind($0, cluster.store) }
    guard let resource = behind.randomElement(random) else { return }
    process.feed(resource, cluster.store, limit: 1 + random.below(5), now: now)
  }

  private func relistSomething() {
    let process = random.below(4) == 0 ? scheduler : manager
    if let resource = process.resources.randomElement(random) { process.relist(resource, cluster.store, now: now) }
  }

  private func workSomewhere() async throws {
    let count = manager.controllers.count
    let first = random.below(count)
    for offset in 0..<count where try await work((first + offset) % count) { return }
  }

  private func toggleNode() {
    let position = random.below(nodes.count)
    nodes[position].isUp.toggle()
  }

  private func advance(by duration: Duration) async throws {
    cluster.clock.advance(by: duration)
    try await heartbeat()
  }

  private func heartbeat() async throws {
    let path = ResourcePath(WellKnown.leases, namespace: "kube-node-lease")
    for position in nodes.indices where nodes[position].isUp && nodes[position].nextHeartbeat <= now {
      nodes[position].nextHeartbeat = now + SimulatedNode.heartbeatInterval
      let client = cluster.node(nodes[position].name)
      let lease = nodes[position].lease(now: now)
      if checks.get(WellKnown.leases, namespace: "kube-node-lease", nodes[position].name) == nil {
        _ = try await client.create(path, lease, options: WriteOptions())
      } else {
        let patch = Patch.merge(["spec": lease["spec"] ?? [:]])
        _ = try await client.patch(path, name: lease.name, patch, options: WriteOptions())
        try await postReady(position, client)
      }
    }
  }

  /// A kubelet that was away says that it is ready again.
  private func postReady(_ position: Int, _ client: any APIClient) async throws {
    guard let node = checks.get(WellKnown.nodes, nodes[position].name), !node.hasCondition("Ready") else { return }
    var updated = node
    updated[path: "status", "conditions"] = nodes[position].object["status"]?["conditions"]
    _ = try await client.update(ResourcePath(WellKnown.nodes, subresource: "status"), updated, options: WriteOptions())
  }

  // MARK: single steps; true when there was something to do

  private func work(_ position: Int) async throws -> Bool {
    guard let (key, lastFailure) = manager.take(position, now: now) else { return false }
    let reconciler = manager.controllers[position].reconciler
    let world = World(caches: manager.caches, now: now, random: random, lastFailure: lastFailure)
    let plan = reconciler.reconcile(key, world)
    let outcome = try await carryOut(plan, manager, cluster.controllerManager, reconciler.name)
    manager.finish(position, key, outcome, requeueAfter: plan.requeueAfter, now: now)
    return true
  }

  private func carryOut(
    _ plan: Plan, _ process: SimulatedProcess, _ base: any APIClient, _ component: String
  ) async throws -> PlanRunner.Outcome {
    let client = FaultyClient(base: base, faults: faults)
    let recorded = RecordedEvents()
    let runner = PlanRunner(client: client, fieldManager: component, isSequential: true) { recorded.append($0) }
    let outcome = try await runner.run(plan)
    for event in recorded.taken() {
      guard let request = process.correlator.request(for: event, now: now), let written = try? await write(request, client) else { continue }
      process.correlator.succeeded(request, name: written)
    }
    return outcome
  }

  private func write(_ request: EventCorrelator.Request, _ client: any APIClient) async throws -> String {
    if let patch = request.patch {
      return try await client.patch(request.path, name: request.event.name, patch, options: WriteOptions()).name
    }
    return try await client.create(request.path, request.event, options: WriteOptions()).name
  }

  @discardableResult
  private func scheduleOne() async throws -> Bool {
    guard let decision = scheduler.scheduler?.next(now: now) else { return false }
    let outcome = try await carryOut(decision.plan, scheduler, cluster.scheduler, "default-scheduler")
    if decision.node == nil { return true }
    if outcome.error == nil { scheduler.scheduler?.bound(decision) }
    else { scheduler.scheduler?.bindingFailed(decision, now: now) }
    return true
  }

  @discardableResult
  private func nodeStep(_ position: Int?) async throws -> Bool {
    guard let position, nodes[position].isUp else { return false }
    for pod in checks.list(WellKnown.pods) where PodFacts(pod).nodeName == nodes[position].name {
      guard let order = nodes[position].order(for: pod, now: now, random: random, failsPerThousand: 100) else { continue }
      let runner = PlanRunner(client: cluster.node(nodes[position].name), fieldManager: "kubelet", isSequential: true) { _ in }
      _ = try await runner.run(Plan([.one(order)]))
      return true
    }
    return false
  }

  // MARK: coming to rest

  /// Works everything off, then moves the clock from deadline to deadline, until for longer than any time-out nothing but
  /// heartbeats happens.
  private func settle() async throws {
    var quietSince = now
    var actions = 0
    while now - quietSince < .seconds(700) {
      while try await workEverything() {
        quietSince = now
        actions += 1
        guard actions < 6000 else { return checks.report("the cluster doesn't come to rest: \(checks.lastWrites())") }
      }
      let next = ([manager.nextDeadline, scheduler.nextDeadline].compactMap { $0 } + nodes.map(\.nextHeartbeat)).min()
      try await advance(by: max((next ?? now) - now, .milliseconds(1)))
    }
  }

  /// One round of everything; false when nothing was written but Leases.
  private func workEverything() async throws -> Bool {
    let before = checks.revisionWithoutLeases()
    for process in [manager, scheduler] {
      for resource in process.resources { process.feed(resource, cluster.store, limit: .max, now: now) }
    }
    for position in manager.controllers.indices { while try await work(position) {} }
    while try await scheduleOne() {}
    for position in nodes.indices { while try await nodeStep(position) {} }
    return checks.revisionWithoutLeases() != before
  }
}

/// Events that a plan recorded, until they are written.
private final class RecordedEvents: Sendable {
  private let events = Mutex<[EventRecord]>([])
  func append(_ event: EventRecord) { events.withLock { $0.append(event) } }
  func taken() -> [EventRecord] { events.withLock { $0 } }
}

extension Collection where Index == Int {
  func randomElement(_ random: any RandomSource) -> Element? {
    isEmpty ? nil : self[startIndex + random.below(count)]
  }
}
