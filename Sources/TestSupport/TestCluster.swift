import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import ControllerKit
import Controllers
import GitStore
import Glibc
import Scheduler
import Store

/// A whole API server in this process, with the system namespaces, on a clock and a chance that the test holds.
///
/// `TestCluster.with(.memory) { cluster in … }` gives one and cleans up after it, however the body ends.
public struct TestCluster: ClusterUnderTest {
  /// What the objects are kept in.
  public enum Storage: Sendable {
    case memory
    /// A git repository in a temporary folder.
    case git
  }

  public let server: APIServer
  public let store: any ObjectStore
  public let clock: ManualClock
  public let random: SeededRandom

  public init(store: any ObjectStore, clock: ManualClock = ManualClock(), seed: UInt64 = 1) async throws {
    (self.store, self.clock) = (store, clock)
    random = SeededRandom(seed: seed)
    server = APIServer(store: store, clock: clock, random: random)
    try await server.bootstrap()
  }

  public static func with<Result: Sendable>(
    _ storage: Storage = .memory, seed: UInt64 = 1, _ body: (TestCluster) async throws -> Result
  ) async throws -> Result {
    switch storage {
    case .memory: return try await body(try await TestCluster(store: MemoryStore(), seed: seed))
    case .git:
      return try await TemporaryFolder.with { path in
        let store = try await GitStore.open(GitStoreOptions(path: path + "/cluster.git", keyFile: path + "/key"))
        do {
          let result = try await body(try await TestCluster(store: store, seed: seed))
          await store.close()
          return result
        } catch {
          await store.close()
          throw error
        }
      }
    }
  }

  // MARK: clients

  public var administrator: any APIClient { admin }
  /// The administrator, a person.
  public var admin: DirectClient { server.client(as: .admin, userAgent: "test") }
  public var controllerManager: DirectClient { client(of: "system:kube-controller-manager") }
  /// A controller as its service account.
  public func controller(_ account: String) -> DirectClient {
    server.client(as: .controller(account), userAgent: account)
  }
  public var scheduler: DirectClient { client(of: "system:kube-scheduler") }
  public func node(_ name: String) -> DirectClient { server.client(as: .node(name), userAgent: "test-kubelet") }
  private func client(of component: String) -> DirectClient { server.client(as: .component(component), userAgent: component) }

  // MARK: control loops

  /// Runs all controllers and the scheduler, as the daemon does, while the body runs. They use the cluster's clock: what waits for
  /// time waits for `clock.advance`.
  public func withControlLoops<Result: Sendable>(_ body: @Sendable @escaping () async throws -> Result) async throws -> Result {
    let loops = ControlLoopSet(self)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        await loops.run()
        return nil
      }
      group.addTask { try await body() }
      defer { group.cancelAll() }
      while let finished = try await group.next() { if let finished { return finished } }
      throw CancellationError()
    }
  }
}

/// The controllers and the scheduler on shared informers.
private struct ControlLoopSet: Sendable {
  let informers: SharedInformers
  let schedulerInformers: SharedInformers
  let events: EventRecorder
  let schedulerEvents: EventRecorder
  let runners: [ControllerRunner]
  let scheduler: Scheduler

  init(_ cluster: TestCluster) {
    informers = SharedInformers(client: cluster.controllerManager, clock: cluster.clock, random: cluster.random)
    schedulerInformers = SharedInformers(client: cluster.scheduler, clock: cluster.clock, random: cluster.random)
    let events = EventRecorder(client: cluster.controllerManager, clock: cluster.clock)
    self.events = events
    schedulerEvents = EventRecorder(client: cluster.scheduler, clock: cluster.clock)
    // No delay after a failure: the clock stands still.
    let options = ControllerRunner.Options(backoff: Backoff(initial: .zero, maximum: .zero), reportsFailures: false)
    let shared = informers
    runners = ControllerSet.reconcilers.map { reconciler in
      ControllerRunner(
        reconciler, informers: shared,
        client: cluster.controller(reconciler.account), events: events, options: options)
    }
    scheduler = Scheduler(informers: schedulerInformers, events: schedulerEvents)
  }

  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await informers.run() }
      group.addTask { await schedulerInformers.run() }
      group.addTask { await events.run() }
      group.addTask { await schedulerEvents.run() }
      group.addTask { await scheduler.run() }
      for runner in runners { group.addTask { await runner.run() } }
    }
  }
}
