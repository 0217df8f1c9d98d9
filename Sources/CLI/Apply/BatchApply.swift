import APIMachinery
import Client

/// `apply` against kctl's own server: everything in one transaction, with the sources as they were written.
struct BatchApply {
  let session: ClusterSession

  func run(_ plan: ApplyPlan, _ reporter: ApplyReporter) async throws {
    let operations: [Batch.Operation] =
      plan.items.map { item in
        .apply(Batch.Document(object: item.object, source: item.manifest.source, path: nil, place: item.manifest.place))
      } + plan.pruned.map { .delete($0.address.resource.groupVersionKind, namespace: $0.address.namespace ?? "", name: $0.address.name) }
    let batch = Batch(operations, fieldManager: plan.fieldManager, dryRun: plan.dryRun == .server)
    let result = try await session.apply(batch)
    guard result.outcomes.count == operations.count else {
      throw CommandFailure("the server answered \(operations.count) operations with \(result.outcomes.count) outcomes")
    }
    if !result.isSuccess { try await fail(plan, result) }
    try await reporter.report(results(plan, result))
  }

  private func results(
    _ plan: ApplyPlan, _ result: BatchResult
  ) -> [(outcome: ApplyReporter.Outcome, address: ObjectAddress, object: Value)] {
    let addresses = plan.items.map(\.address) + plan.pruned.map(\.address)
    return zip(addresses, result.outcomes).compactMap { address, outcome in
      switch outcome {
      case .created(let object): (.created, address, object)
      case .configured(let object): (.configured, address, object)
      case .unchanged(let object): (.unchanged, address, object)
      case .deleted(let object): (.pruned, address, object)
      case .absent, .failed: nil
      }
    }
  }

  /// Every error with file, line and field; then that nothing was done (design I5).
  private func fail(_ plan: ApplyPlan, _ result: BatchResult) async throws -> Never {
    var failures = 0
    for (position, outcome) in result.outcomes.enumerated() {
      guard case .failed(let error) = outcome else { continue }
      failures += 1
      if position < plan.items.count {
        for line in Self.lines(error, plan.items[position]) { try await session.console.error(line) }
      } else {
        let address = plan.pruned[position - plan.items.count].address
        try await session.console.error("\(address.qualifiedName): \(error.message)")
      }
    }
    throw CommandFailure("nothing was applied: \(failures) of \(result.outcomes.count) objects failed")
  }

  static func lines(_ error: StatusError, _ item: ApplyPlan.Item) -> [String] {
    let name = item.address.qualifiedName
    guard !error.causes.isEmpty else {
      return ["\(item.manifest.place(of: misplacedField(error.message))): \(name): \(error.message)"]
    }
    return error.causes.map { cause in
      let field = cause.field.isEmpty ? "" : cause.field + ": "
      return "\(item.manifest.place(of: cause.field)): \(name): \(field)\(cause.message)"
    }
  }

  /// Strict decoding (KEP-2885) names fields in its message alone: `unknown field "spec.foo"`. Empty when it names none.
  private static func misplacedField(_ message: String) -> String {
    for marker in ["unknown field \"", "duplicate field \""] {
      if let found = message.firstRange(of: marker) { return String(message[found.upperBound...].prefix { $0 != "\"" }) }
    }
    return ""
  }
}
