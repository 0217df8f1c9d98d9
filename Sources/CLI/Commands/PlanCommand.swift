import APIMachinery
import ArgumentParser
import Client

/// kctl plan: what the cluster would do if a commit were merged, or manifests applied.
struct PlanCommand: AsyncParsableCommand, DifferenceTelling {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Shows what the cluster would do if a commit were merged.",
    discussion: """
      A full dry run on the server: validation, defaults, admission and quota of every object that the commit changes, against what is in the \
      cluster now. Shows the objects created, changed and deleted with their fields, and the rollouts that would start. The exit \
      code is 0 when nothing would change, 1 when something would, 2 when it would be refused or an error occurred.

      Commits are read from the repository of the working directory (or --git), so it works in a clone, in a pull request's checks \
      and in a pre-receive hook, whose objects git has not accepted yet.

      kctl plan my-branch
      kctl plan HEAD --base origin/main -o json
      kctl plan -f web.yaml
      while read old new ref; do kctl plan "$new" || [ $? = 1 ]; done
      """)

  @Argument(help: ArgumentHelp("The branch or commit; HEAD without it.", valueName: "commit")) var commit: String?
  @OptionGroup var files: FileOptions
  @Option(help: ArgumentHelp("The git repository to read the commit from. Default: that of the working directory.", valueName: "dir"), completion: .directory)
  var git: String?
  @Option(help: ArgumentHelp("What to compare with. Default: main, in a clone origin/main.", valueName: "branch")) var base: String?
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let outcome = try await plan()
    if outcome.isRefused { throw CommandFailure.silent(exitCode: 2) }
    if !outcome.items.isEmpty { throw CommandFailure.silent(exitCode: 1) }
  }

  private func plan() async throws -> PlanReport {
    guard commit == nil || files.paths.isEmpty else { throw CommandFailure("name a commit or files (-f), not both") }
    let session = try await cluster.session()
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    var operations: [Batch.Operation] = []
    var problems: [String] = []
    var planned: PlannedCommit?
    if files.paths.isEmpty {
      let request = PlanRequest(repository: git, fallback: cluster.repository, commit: commit ?? "HEAD", base: base)
      let found = try await session.environment.readCommit(request)
      (operations, problems, planned) = (found.operations, found.problems, found)
    } else {
      operations = try await ApplyPlan.items(try await files.read(session.environment), session).map { item in
        .apply(Batch.Document(object: item.object, place: item.manifest.place))
      }
    }
    let batch = Batch(operations, fieldManager: files.paths.isEmpty ? "main" : "kctl", dryRun: true)
    let response = try await session.exchange("POST", BatchWire.path, body: JSON.encode(BatchWire.value(batch)))
    let body = try await response.bytes()
    guard let value = try? JSON.decode(body), let result = BatchWire.result(value) else {
      throw ClusterSession.error(response.status, body, "POST \(BatchWire.path)")
    }
    let changes = zip(operations, result.outcomes).map { PlannedChange($0, $1) }
    let report = try await PlanReport(changes, problems: problems, session)
    if printer.format.isHuman {
      if let planned { try await session.console.line("Commit \(planned.commit.prefix(12)) \(planned.subject)") }
      try await session.console.write(report.text(session.console))
      try await session.console.line(Self.summary(report))
    } else {
      var value = report.value
      if let planned { value["commit"] = .string(planned.commit) }
      if let base = planned?.base { value["base"] = .string(base) }
      try await printer.print(value)
    }
    return report
  }

  private static func summary(_ report: PlanReport) -> String {
    if report.isRefused { return "Plan: it would be refused." }
    let created = report.items.count { $0.change.before == nil }
    let deleted = report.items.count { $0.change.after == nil }
    let rollouts = report.items.count { $0.consequences.contains { $0.hasPrefix("a rollout") } }
    if report.items.isEmpty { return "Plan: nothing would change." }
    return "Plan: \(created) to create, \(report.items.count - created - deleted) to change, \(deleted) to delete, \(rollouts) rollouts."
  }
}
