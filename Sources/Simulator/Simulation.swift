import APIMachinery
import APIServer
import Basics
import Client
import ControllerKit
import Controllers
import Scheduler
import Store
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
    public var steps: Int
    public var nodeCount = 4
    /// Requests that fail, in thousandths.
    public var faultsPerThousand = 30
    /// Nodes die and come back.
    public var losesNodes = false
    /// The user does nothing but change templates, one rollout after the other: then none may ever leave fewer pods
    /// ready than its bound.
    public var onlyRollsOut = false
    /// Actions (a controller's look at a key, a scheduling attempt, a step of a node, a move of the clock) in the whole run. One that
    /// needs more goes round in circles.
    public var actionLimit = 60_000
    public init(seed: UInt64, steps: Int = 1200) { (self.seed, self.steps) = (seed, steps) }
  }

  public struct Report: Sendable, Hashable {
    /// A hash of every object stored in the end, and of how many writes led there.
    public var fingerprint: UInt64
    public var revision: UInt64
    /// Of every action, in order.
    public var traceHash: UInt64
    public var actions: Int
    /// The last actions, oldest first.
    public var tail: [String]
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
  var trace = SimulationTrace()
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

  /// Throws `SimulationFailure` when the cluster doesn't come to rest.
  public static func run(_ options: Options) async throws -> Report {
    let cluster = try await TestCluster(store: MemoryStore(), seed: options.seed)
    let simulation = Simulation(options, cluster)
    try await simulation.run()
    let revision = cluster.store.revision.rawValue
    return Report(
      fingerprint: simulation.checks.fingerprint(), revision: revision, traceHash: simulation.trace.hash,
      actions: simulation.trace.count, tail: simulation.trace.tail, violations: simulation.checks.violations)
  }

  var now: Timestamp { cluster.clock.now }

  /// Notes an action in the trace.
  func note(_ line: String) throws {
    trace.note("\(now.rfc3339Micro) \(line)")
    guard trace.count > options.actionLimit else { return }
    throw SimulationFailure(
      seed: options.seed, problem: "no rest after \(options.actionLimit) actions; written last: \(checks.lastWrites())", tail: trace.tail)
  }

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
    checks.observe()
    checks.atRest(user.expectations)
  }
}
