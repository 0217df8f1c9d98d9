import APIMachinery
import ArgumentParser
import Client

struct RolloutUndo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "undo", abstract: "Goes back to an earlier revision.",
    discussion: """
      kctl rollout undo deployment/web
      kctl rollout undo deployment/web --to-revision=2 --dry-run=server
      """)

  @OptionGroup var options: RolloutOptions
  @Option(help: ArgumentHelp("The revision to go back to; 0 is the last one before this.", valueName: "number")) var toRevision: Int64 = 0
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let session = try await options.cluster.session()
    let printer = try await output.printer(session.environment)
    for located in try await options.locate(session, verb: "undo") {
      let history = try await RevisionHistory.read(located, session)
      if located.object[path: "spec", "paused"]?.bool == true {
        throw CommandFailure(
          "you cannot rollback a paused deployment; resume it first with "
            + "'kctl rollout resume deployment/\(located.object.name)' and try again")
      }
      guard toRevision != 0 || history.revisions.count > 1 else {
        throw CommandFailure("no rollout history found for \(located.object.kind.lowercased()) \"\(located.object.name)\"")
      }
      let target = try Self.target(history, toRevision)
      if target.template == located.object[path: "spec", "template"] {
        let outcome = "skipped rollback (current template already matches revision \(target.number))"
        try await printer.report(outcome, located.object, located.address)
        continue
      }
      if dryRun.dryRun == .client {
        try await printer.report("rolled back", located.object, located.address, dryRun: .client)
        continue
      }
      let flags = WriteFlags(isServerDryRun: dryRun.dryRun == .server, fieldManager: "kctl-rollout")
      let changed = try await session.patch(located.address, .json(Self.patch(located.object, target)), flags)
      try await printer.report("rolled back", changed, located.address, dryRun: dryRun.dryRun)
    }
  }

  static func target(_ history: RevisionHistory, _ number: Int64) throws(CommandFailure) -> RevisionHistory.Revision {
    if number == 0 {
      guard history.revisions.count > 1 else { throw CommandFailure("no rollout history found") }
      return history.revisions[history.revisions.count - 2]
    }
    guard let found = history.revisions.first(where: { $0.number == number }) else {
      throw CommandFailure("unable to find specified revision \(number) in history")
    }
    return found
  }

  /// Puts the template back whole, and fails when the deployment has changed since it was read.
  private static func patch(_ deployment: Value, _ target: RevisionHistory.Revision) -> Value {
    var operations: [Value] = [
      ["op": "test", "path": "/metadata/resourceVersion", "value": .string(deployment.resourceVersion)],
      ["op": "replace", "path": "/spec/template", "value": target.template],
    ]
    let cause = deployment.annotations[RevisionHistory.changeCauseAnnotation]
    if let earlier = target.changeCause, cause != nil {
      operations.append(["op": "replace", "path": "/metadata/annotations/kubernetes.io~1change-cause", "value": .string(earlier)])
    }
    return .array(operations)
  }
}
