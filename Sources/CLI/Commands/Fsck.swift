import APIMachinery
import ArgumentParser

/// kctl fsck: whether store, history, indexes and notes hold together.
struct Fsck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the store, its history, signatures, indexes and notes, and says how to repair what is wrong.",
    discussion: """
      Every object on live is read (and opened, where it is sealed), every commit's revisions are compared with those around it, \
      and, where the repository is on this host, git fsck looks at the objects and every signature is verified (kctl verify). The exit \
      code is 1 when something is wrong that was not repaired.

      kctl fsck
      kctl fsck --repair -o json
      """)

  @Flag(help: "Makes indexes and the checkpoint anew that don't say what git says. Nothing else is ever changed.") var repair = false
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    var report = try await session.call(repair ? "POST" : "GET", ClusterSession.historyPath + "/check")
    var findings = report["findings"]?.array ?? []
    let local = try await session.localRepository()
    if let repository = local?.path {
      findings += try await Self.gitFindings(repository, session)
      let signatures = await Self.signatures(repository, session)
      report["signatures"] = .int(Int64(signatures.signed))
      findings += signatures.findings
    }
    report["findings"] = .array(findings)
    report["git"] = local != nil ? "checked" : "not on this host"
    if printer.format.isHuman {
      try await session.console.write(Self.text(report, session.console))
    } else {
      try await printer.print(report)
    }
    if findings.contains(where: { $0["repaired"]?.bool != true }) { throw CommandFailure.silent(exitCode: 1) }
  }

  private static func gitFindings(_ repository: String, _ session: ClusterSession) async throws -> [Value] {
    do {
      _ = try await GitProgram(environment: session.environment, repository: repository).ask(["fsck", "--strict", "--no-dangling", "--no-progress"])
      return []
    } catch let failure as CommandFailure {
      return [["part": "git", "message": .string(failure.description), "repair": "fetch the objects from a copy, or restore a backup ('kctl restore')", "repaired": false]]
    }
  }

  private static func signatures(_ repository: String, _ session: ClusterSession) async -> (signed: Int, findings: [Value]) {
    let repair = "find out who made it ('kctl log', the audit log): if the list of signers lacks a key of theirs, 'kctl signers add';"
      + " if nobody should have, restore a backup from before it ('kctl restore')"
    func finding(_ message: String) -> Value { ["part": "signatures", "message": .string(message), "repair": .string(repair), "repaired": false] }
    do {
      let check = try await session.environment.checkHistory(HistoryCheckRequest(repository: repository))
      return (check.branches.reduce(0) { $0 + $1.signed }, check.problems.map(finding))
    } catch {
      return (0, [finding("the signatures can't be checked: \(error)")])
    }
  }

  static func text(_ report: Value, _ console: Console) -> String {
    func count(_ name: String) -> Int64 { report[name]?.int ?? 0 }
    var text = "Checked \(count("objects")) objects, \(count("commits")) commits, \(count("changes")) changes, \(count("notes")) notes"
    text += report["git"]?.string == "checked" ? ", git objects, \(count("signatures")) signatures.\n" : ".\n"
    let findings = report["findings"]?.array ?? []
    for finding in findings {
      let isRepaired = finding["repaired"]?.bool == true
      text += console.colored("! \(finding["part"]?.string ?? ""): \(finding["message"]?.string ?? "")", isRepaired ? .yellow : .red) + "\n"
      text += isRepaired ? "    repaired\n" : "    repair: \(finding["repair"]?.string ?? "")\n"
    }
    return findings.isEmpty ? text + console.colored("No problems found.", .green) + "\n" : text
  }
}
