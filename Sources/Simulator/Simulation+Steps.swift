import APIMachinery
import Basics
import Client
import ControllerKit
import Scheduler
import Synchronization
import TestSupport

/// Single steps; true when there was something to do.
extension Simulation {
  func work(_ position: Int) async throws -> Bool {
    guard let (key, lastFailure, waitingSince) = manager.take(position, now: now) else { return false }
    let reconciler = manager.controllers[position].reconciler
    let world = World(caches: manager.caches, now: now, random: random, lastFailure: lastFailure, waitingSince: waitingSince)
    let plan = reconciler.reconcile(key, world)
    let outcome = try await carryOut(plan, manager, cluster.controller(reconciler.account), reconciler.name)
    try note("\(reconciler.name) \(key): \(plan.summary)\(outcome.summary)")
    manager.finish(position, key, outcome, plan, now: now)
    return true
  }

  private func carryOut(
    _ plan: Plan, _ process: SimulatedProcess, _ base: any APIClient, _ component: String
  ) async throws -> PlanRunner.Outcome {
    let client = FaultyClient(base: base, faults: faults)
    let recorded = RecordedEvents()
    let reader = FaultyClient(base: cluster.controllerManager, faults: faults)
    let runner = PlanRunner(client: client, reader: reader, fieldManager: component, isSequential: true) { recorded.append($0) }
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
  func scheduleOne() async throws -> Bool {
    guard let decision = scheduler.scheduler?.next(now: now) else { return false }
    let outcome = try await carryOut(decision.plan, scheduler, cluster.scheduler, "default-scheduler")
    try note("scheduler \(decision.pod.fullName): \(decision.node ?? "nowhere")\(outcome.summary)")
    if decision.node == nil { return true }
    if outcome.error == nil { scheduler.scheduler?.bound(decision) }
    else { scheduler.scheduler?.bindingFailed(decision, now: now) }
    return true
  }

  @discardableResult
  func nodeStep(_ position: Int?) async throws -> Bool {
    guard let position, nodes[position].isUp else { return false }
    for pod in checks.list(WellKnown.pods) where PodFacts(pod).nodeName == nodes[position].name {
      guard let order = nodes[position].order(for: pod, now: now, random: random, failsPerThousand: 100) else { continue }
      let runner = PlanRunner(client: cluster.node(nodes[position].name), fieldManager: "kubelet", isSequential: true) { _ in }
      let plan = Plan([.one(order)])
      let outcome = try await runner.run(plan)
      try note("\(nodes[position].name) \(pod.namespace)/\(pod.name): \(plan.summary)\(outcome.summary)")
      return true
    }
    return false
  }
}

/// Events that a plan recorded, until they are written.
private final class RecordedEvents: Sendable {
  private let events = Mutex<[EventRecord]>([])
  func append(_ event: EventRecord) { events.withLock { $0.append(event) } }
  func taken() -> [EventRecord] { events.withLock { $0 } }
}

extension Plan {
  /// Its orders in a few words, for the trace.
  fileprivate var summary: String {
    let orders = orders.map(\.summary).joined(separator: ", ")
    let again = requeueAfter.map { " again in \($0.seconds) s" } ?? ""
    return (orders.isEmpty ? "nothing" : orders) + again
  }
}

extension Order {
  fileprivate var summary: String {
    func place(_ path: ResourcePath) -> String { path.resource.resource + (path.subresource.map { "/" + $0 } ?? "") }
    switch action {
    case .create(let path, let object): return "create \(place(path)) \(object.name)"
    case .update(let path, let object): return "update \(place(path)) \(object.name)"
    case .patch(let path, let name, _): return "patch \(place(path)) \(name)"
    case .delete(let path, let name, _): return "delete \(place(path)) \(name)"
    case .deleteCollection(let path, _): return "empty \(place(path))"
    case .event(let event): return "event \(event.reason)"
    }
  }
}

extension PlanRunner.Outcome {
  fileprivate var summary: String { error.map { "; failed: \($0.message)" } ?? "" }
}
