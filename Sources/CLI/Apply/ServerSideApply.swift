import APIMachinery
import Client

/// `apply --server-side`: one apply patch an object (KEP-555). Stops at nothing; the exit code is 1 when one failed.
struct ServerSideApply {
  let session: ClusterSession

  func run(_ plan: ApplyPlan, _ reporter: ApplyReporter) async throws {
    var flags = plan.writeFlags
    flags.forcesConflicts = plan.forcesConflicts
    var results: [(outcome: ApplyReporter.Outcome, address: ObjectAddress, object: Value)] = []
    var failed = false
    for item in plan.items {
      do {
        results.append((.applied, item.address, try await session.patch(item.address, subresource: plan.subresource, .apply(item.object), flags)))
      } catch let error as StatusError {
        failed = true
        try await reporter.report(results)
        results = []
        try await session.console.error(Self.text(error, item))
      }
    }
    for object in failed ? [] : plan.pruned {
      try await session.delete(object.address, plan.deletion)
      results.append((.pruned, object.address, object.object))
    }
    if !results.isEmpty { try await reporter.report(results) }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }

  private static func text(_ error: StatusError, _ item: ApplyPlan.Item) -> String {
    guard error.reason == .conflict, !error.causes.isEmpty else {
      return ErrorText.text(error, doing: "applying patch from", place: item.manifest.place) ?? ""
    }
    return "error: \(error.message)\n"
      + "Please review the fields above--they currently have other managers. Either remove the fields from your manifest, "
      + "or re-run the apply command with the `--force-conflicts` flag to take them over."
  }
}
