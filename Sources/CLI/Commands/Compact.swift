import APIMachinery
import ArgumentParser

/// kctl compact: squashes the old part of live's history into a snapshot.
struct Compact: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Squashes old history of live into a snapshot; main stays as it is.",
    discussion: """
      What is kept is said by --keep (how long, how many commits, how large the repository may be, or several with commas), or by --to (the \
      oldest point that can still be asked for); without either it is what the daemon was started with (--retain-live). Writers go on \
      meanwhile; objects, uids and revisions stay. The commits of live that are kept get new ids, since a commit's id tells all that was \
      before it: who follows live with git fetches it with +refs/heads/live. The disk space is given back an hour later, by the daemon or by \
      the next kctl compact.

      kctl compact --keep 7d --dry-run
      kctl compact --keep 100000
      kctl compact --to '2 weeks ago'
      """)

  @Option(help: ArgumentHelp("How much to keep: 7d, 100000 commits (the snapshot's two among them), 2GiB, or several with commas.", valueName: "amount")) var keep: String?
  @Option(help: ArgumentHelp("The oldest point to keep.", valueName: "point")) var to: String?
  @OptionGroup var dryRunOptions: DryRunOptions
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard keep == nil || to == nil else { throw CommandFailure("--keep and --to can't be given together") }
    let session = try await cluster.session()
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    // Either kind: what would happen is found out by the server.
    var body: Value = ["dryRun": .bool(dryRunOptions.dryRun != .none)]
    if let keep { body["keep"] = .string(keep) }
    if let to { body["to"] = .int(Int64(clamping: try await session.place(PointInTime(to, now: session.now)).revision)) }
    let report = try await session.call("POST", ClusterSession.historyPath + "/compact", body: body)
    guard printer.format.isHuman else { return try await printer.print(report) }
    try await session.console.line(Self.text(report))
  }

  static func text(_ report: Value) -> String {
    func count(_ name: String) -> Int64 { report[name]?.int ?? 0 }
    let begin = report["oldestRevision"]?.int.map { " at revision \($0)" + (report["oldestTime"]?.string.map { " (\($0))" } ?? "") } ?? ""
    guard count("squashed") > 0 else { return "Nothing to squash: the history begins\(begin) and has \(count("commits")) commits." }
    let isDryRun = report["dryRun"]?.bool ?? false
    return "\(isDryRun ? "Would squash" : "Squashed") \(count("squashed")) commits of live into a snapshot and keep \(count("kept")): "
      + "the history \(isDryRun ? "would begin" : "now begins")\(begin).\(isDryRun ? " (dry run)" : "")"
  }
}
