import APIMachinery

/// `apply --dry-run=client`: says what would be sent, without asking the server to check it.
struct ClientDryRun {
  let session: ClusterSession

  func run(_ plan: ApplyPlan, _ reporter: ApplyReporter) async throws {
    var results: [(outcome: ApplyReporter.Outcome, address: ObjectAddress, object: Value)] = []
    for item in plan.items {
      let exists = try await session.find(item.address) != nil
      results.append((exists ? .configured : .created, item.address, item.object))
    }
    results += plan.pruned.map { (.pruned, $0.address, $0.object) }
    try await reporter.report(results)
  }
}
