import APIMachinery
import Client

/// Carries a plan out through an `APIClient`.
public struct PlanRunner: Sendable {
  /// What came of a plan.
  public struct Outcome: Sendable {
    /// The first failure, if any.
    public var failure: PlanFailure?
    public var error: StatusError? { failure?.error }
    /// The writes that the caches must have seen before the key is looked at again.
    public var barrier = WriteBarrier()
    public init() {}
  }

  private let client: any APIClient
  private let reader: any APIClient
  private let fieldManager: String
  private let record: @Sendable (EventRecord) -> Void
  private let isSequential: Bool

  /// `reader`: lists what was to be written when an answer was lost, since not every writer may; `client` when none is given.
  /// `isSequential` runs even parallel steps one request after the other, so that a simulation can be replayed.
  public init(
    client: any APIClient, reader: (any APIClient)? = nil, fieldManager: String, isSequential: Bool = false,
    record: @escaping @Sendable (EventRecord) -> Void
  ) {
    self.reader = reader ?? client
    (self.client, self.fieldManager, self.isSequential, self.record) = (client, fieldManager, isSequential, record)
  }

  /// Throws only `CancellationError`.
  public func run(_ plan: Plan) async throws -> Outcome {
    var outcome = Outcome()
    try await run(plan.steps, &outcome)
    return outcome
  }

  private func run(_ steps: [Step], _ outcome: inout Outcome) async throws {
    for step in steps {
      if case .finally(let order) = step { try await run([order], &outcome); continue }
      if outcome.error != nil { continue }
      switch step {
      case .one(let order): try await run([order], &outcome)
      case .parallel(let orders): try await run(orders[...], &outcome)
      case .slowStart(let orders):
        var remaining = orders[...]
        var batchSize = 1
        while !remaining.isEmpty, outcome.error == nil {
          try await run(remaining.prefix(batchSize), &outcome)
          remaining = remaining.dropFirst(batchSize)
          batchSize *= 2
        }
      case .guarded(let checks, let inner):
        do { if try await hold(checks) { try await run(inner, &outcome) } } catch let error as StatusError { outcome.failure = PlanFailure(error) }
      case .finally: break
      }
    }
  }

  private func run(_ orders: ArraySlice<Order>, _ outcome: inout Outcome) async throws {
    if isSequential || orders.count == 1 {
      for order in orders { outcome.add(try await run(order)) }
      return
    }
    let results = try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
      for (position, order) in orders.enumerated() { group.addTask { (position, try await run(order)) } }
      var results: [(Int, Outcome)] = []
      for try await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }
    }
    for (_, result) in results { outcome.add(result) }
  }

  private func run(_ order: Order) async throws -> Outcome {
    var outcome = Outcome()
    do {
      let written = try await send(order.action, &outcome.barrier)
      if let event = order.onSuccess { record(event.filled(name: written)) }
    } catch let error as StatusError {
      if order.ignoring.contains(error.reason) { return outcome }
      if let event = order.onFailure, !error.isNamespaceTerminating { record(event.filled(error: error.message)) }
      outcome.failure = PlanFailure(error, path: order.path)
      if error.leavesOutcomeOpen { try await lookAgain(after: order, &outcome.barrier) }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      outcome.failure = PlanFailure(StatusError(503, .serviceUnavailable, String(describing: error)), path: order.path)
      try await lookAgain(after: order, &outcome.barrier)
    }
    return outcome
  }

  /// The request may have been carried out and only its answer lost. The key waits until the caches are as new as the server is now,
  /// and so show the write if there was one: nothing is created twice.
  private func lookAgain(after order: Order, _ barrier: inout WriteBarrier) async throws {
    guard let path = order.path else { return }
    var options = ListOptions()
    options.limit = 1
    for _ in 0..<Self.lookAttempts {
      do {
        let list = try await reader.list(ResourcePath(path.resource, namespace: path.namespace), options: options)
        if let revision = UInt64(list.resourceVersion) { barrier.mustSee(path.resource, revision) }
        return
      } catch is CancellationError {
        throw CancellationError()
      } catch {}
    }
    barrier.isUncertain = true
  }

  private static let lookAttempts = 5

  /// The name of the object written.
  private func send(_ action: Order.Action, _ barrier: inout WriteBarrier) async throws -> String {
    let options = WriteOptions(fieldManager: fieldManager)
    switch action {
    case .create(let path, let object):
      let result = try await client.create(path, object, options: options)
      if path.subresource == nil { barrier.wrote(path.resource, result) }
      return result.name
    case .update(let path, let object):
      let result = try await client.update(path, object, options: options)
      barrier.wrote(path.resource, result)
      return result.name
    case .patch(let path, let name, let patch):
      let result = try await client.patch(path, name: name, patch, options: options)
      barrier.wrote(path.resource, result)
      return name
    case .delete(let path, let name, let options):
      let result = try await client.delete(path, name: name, options: options)
      barrier.deleted(path.resource, namespace: path.namespace ?? "", name: name, uid: options.uid, result)
      return name
    case .deleteCollection(let path, let options):
      try await client.deleteCollection(path, options: options, selecting: ListOptions())
      return ""
    case .event(let event):
      record(event)
      return ""
    }
  }

  private func hold(_ checks: [Check]) async throws -> Bool {
    for check in checks where try await !holds(check) { return false }
    return true
  }

  private func holds(_ check: Check) async throws -> Bool {
    if check.expectation == .empty {
      var options = ListOptions()
      options.limit = 1
      return try await client.list(check.path, options: options).items.isEmpty
    }
    if case .allowed(let review) = check.expectation {
      return try await client.create(check.path, review, options: WriteOptions())[path: "status", "allowed"]?.bool ?? false
    }
    do {
      let object = try await client.get(check.path, name: check.name, options: GetOptions())
      return switch check.expectation {
      case .absent: !check.uid.isEmpty && object.uid != check.uid
      case .unchanged(let resourceVersion): object.resourceVersion == resourceVersion
      case .present, .empty, .allowed: object.uid == check.uid && !object.isBeingDeleted
      }
    } catch let error as StatusError where error.reason == .notFound {
      return check.expectation == .absent
    }
  }
}

extension PlanRunner.Outcome {
  mutating func add(_ other: PlanRunner.Outcome) {
    failure = failure ?? other.failure
    barrier.add(other.barrier)
  }
}

extension Order {
  /// The collection that is written to; nil for an event.
  var path: ResourcePath? {
    switch action {
    case .create(let path, _), .update(let path, _), .patch(let path, _, _), .delete(let path, _, _), .deleteCollection(let path, _): path
    case .event: nil
    }
  }
}

extension StatusError {
  /// The server failed or was silent: whether it carried the request out is not known.
  var leavesOutcomeOpen: Bool { code >= 500 || reason == .timeout || reason == .serverTimeout }

  /// Nothing can be created in the namespace any more: no use retrying.
  public var isNamespaceTerminating: Bool { causes.contains { $0.reason == "NamespaceTerminating" } }
}
