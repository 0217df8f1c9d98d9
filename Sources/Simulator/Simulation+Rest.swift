import Basics
import ControllerKit
import TestSupport

extension Simulation {
  /// Works everything off, then moves the clock from deadline to deadline, until for longer than any time-out nothing but
  /// heartbeats happens.
  func settle() async throws {
    var quietSince = now
    while now - quietSince < Self.quiet {
      while try await workEverything() { quietSince = now }
      let next = ([manager.nextDeadline, scheduler.nextDeadline].compactMap { $0 } + nodes.map(\.nextHeartbeat)).min()
      try await advance(by: max((next ?? now) - now, .milliseconds(1)))
      try note("the clock moves on")
    }
  }

  /// Longer than any time-out of a controller.
  private static var quiet: Duration { .seconds(700) }

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
