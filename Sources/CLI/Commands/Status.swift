import APIMachinery
import ArgumentParser

/// kctl status: how far the cluster is behind `main`, and what failed.
///
/// Reads `GET /apis/kctl.dev/v1alpha1/status`:
/// ```
/// {"repository": "/var/lib/kctl/cluster.git",
///  "revision": 4711,          // the newest write that was acknowledged
///  "backlogBytes": 0,         // of acknowledged writes that are not in git yet
///  "heldEdits": 0,            // changes of people that wait to be put on main
///  "problem": "…",            // why writes don't get into git, or changes not onto main; usually absent
///  "main": {"commit": "<id>", // where the branch is
///           "adopted": "<id>",// the newest commit of it that was taken in
///           "behind": 0},     // commits between the two
///  "history": {"commits": 12, "oldestRevision": 1, "oldestTime": "…", "squashedCommits": 0, "retain": "7d"},
///  "sizes": {"repository": 81234, "packs": 80000, "packCount": 3, "journal": 0, "indexes": 1234, "looseObjects": 0}, // bytes
///  "held": "…",               // why a commit of main is not carried out until someone confirms it; usually absent
///  "failures": [{"file": "web.yaml", "line": 12, "message": "…"}]}
/// ```
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows how far the cluster is behind the repository's main branch, and what failed.",
    discussion: """
      The exit code is 1 when a manifest failed, a commit is held, or writes don't get into git or onto main.

      kctl status
      kctl status -o json
      """)

  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let status = try await session.callDaemon("GET", "/apis/kctl.dev/v1alpha1/status")
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    if printer.format.isHuman {
      try await session.console.write(Self.text(status, session.console))
    } else {
      try await printer.print(status)
    }
    let isWell = status["failures"]?.array?.isEmpty ?? true && status["held"]?.string == nil && status["problem"]?.string == nil
    if !isWell { throw CommandFailure.silent(exitCode: 1) }
  }

  static func text(_ status: Value, _ console: Console) -> String {
    var text = DescribeText()
    text.field("Repository", status["repository"]?.string ?? "<unknown>")
    let main = status["main"]
    let commit = String((main?["commit"]?.string ?? "").prefix(12))
    let behind = main?["behind"]?.int ?? 0
    text.field("Main", commit.isEmpty ? "<none>" : commit)
    text.field("Adopted", String((main?["adopted"]?.string ?? "<none>").prefix(12)))
    let distance = "\(behind) commit\(behind == 1 ? "" : "s")"
    text.field("Behind", behind == 0 ? console.colored("0 commits: in sync", .green) : console.colored(distance, .yellow))
    let backlog = status["backlogBytes"]?.int ?? 0
    text.field("Revision", "\(status["revision"]?.int ?? 0)" + (backlog == 0 ? "" : " (\(backlog) bytes not in git yet)"))
    Self.addHistory(status, to: &text)
    if let edits = status["heldEdits"]?.int, edits > 0 { text.field("Held edits", console.colored("\(edits), not on main yet", .yellow)) }
    if let problem = status["problem"]?.string { text.field("Problem", console.colored(problem, .red)) }
    if let held = status["held"]?.string { text.field("Held", console.colored(held, .yellow)) }
    let failures = status["failures"]?.array ?? []
    if failures.isEmpty { text.field("Failures", "<none>") } else { text.line("Failures:") }
    for failure in failures {
      let file = failure["file"]?.string ?? ""
      let place = failure["line"]?.int.map { $0 > 0 ? "\(file):\($0)" : file } ?? file
      text.line("  \(place): \(console.colored(failure["message"]?.string ?? "", .red))")
    }
    return text.text
  }
}

extension Status {
  /// How far back the history reaches, and what the repository takes on the disk.
  private static func addHistory(_ status: Value, to text: inout DescribeText) {
    if let history = status["history"] {
      let commits = history["commits"]?.int ?? 0
      var line = "\(commits) commit\(commits == 1 ? "" : "s") of live"
      if let oldest = history["oldestRevision"]?.int { line += ", since revision \(oldest)" }
      if let time = history["oldestTime"]?.string { line += " (\(time))" }
      if let squashed = history["squashedCommits"]?.int, squashed > 0 { line += "; \(squashed) before that squashed" }
      text.field("History", line)
      text.field("Retention", history["retain"]?.string.map { "keeps \($0)" } ?? "keeps all")
    }
    if let sizes = status["sizes"] {
      func size(_ name: String) -> String { Self.size(sizes[name]?.int ?? 0) }
      let count = sizes["packCount"]?.int ?? 0
      text.field("Size", "\(size("repository")): \(count) pack\(count == 1 ? "" : "s") \(size("packs")), indexes \(size("indexes")), journal \(size("journal"))")
      if status["history"]?["squashedAt"] != nil { text.line("\twhat was squashed is still there for a while") }
    }
  }

  /// `12.3 MiB`.
  static func size(_ bytes: Int64) -> String {
    var (value, unit) = (Double(bytes), "B")
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1_024 { (value, unit) = (value / 1_024, next) }
    guard unit != "B" else { return "\(bytes) B" }
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(unit)"
  }
}

/// kctl init.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a directory a kctl repository.", discussion: "kctl init ./cluster")

  @Argument(help: "The directory; made when it isn't there. Default: the one of --repository, else this one.", completion: .directory)
  var directory: String?
  @Option(name: [.customShort("C", allowingJoined: true), .long], help: ArgumentHelp("The same.", valueName: "dir"), completion: .directory)
  var repository: String?

  func run() async throws {
    let environment = CommandEnvironment.current
    if directory != nil, repository != nil { throw CommandFailure("the directory was given twice") }
    let path = directory ?? repository ?? environment.variables["KCTL_REPOSITORY"].flatMap { $0.isEmpty ? nil : $0 } ?? "."
    try await Console(environment).line(try await environment.initialiseRepository(path))
  }
}
