import APIMachinery
import ArgumentParser
import Basics
import Client

/// kctl sync: keeps `main` in step with a branch of a remote repository, and gives `live` and the notes back to it.
struct Sync: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follows a branch of a remote repository, and pushes what came of it back.",
    discussion: """
      What is new on the branch is checked as a push would be, and main is moved forward to it; what people did through the API is pushed \
      to the branch. Neither side of main is ever rewritten: when both have gone on by themselves, or the branch was rewritten there, it is \
      told, and nothing is done. Works with everything that git does (file, SSH, HTTP). Credentials are git's own (its helpers, ssh keys), or \
      those of the options. After a failure the next look comes after twice the time, up to ten minutes. Run it on the host of the repository.

      kctl sync https://git.example.com/cluster.git --interval 30s
      kctl sync ssh://git@git.example.com/cluster.git --ssh-key /etc/kctl/deploy-key --require-signed
      kctl sync /srv/mirror.git --once --push-live
      kctl sync --status
      """)

  @Argument(help: ArgumentHelp("The remote repository.", valueName: "url")) var url: String?
  @Option(help: ArgumentHelp("The branch there.", valueName: "name")) var branch: String = "main"
  @Option(help: ArgumentHelp("How long to wait between two looks.", valueName: "duration")) var interval: String = "30s"
  @Flag(help: "Looks once; the exit code is 1 when the two could not be brought in step.") var once = false
  @Flag(help: "Pushes live and the notes too; they are this cluster's alone there.") var pushLive = false
  @Flag(help: "Takes only commits that people in the list of signers have signed (kctl signers), whatever the repository's own policy is.")
  var requireSigned = false
  @Flag(help: "Shows how the remotes were doing when they were last looked at.") var status = false
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print the status.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""
  @OptionGroup(title: "Credentials") var credentials: SyncCredentials
  @OptionGroup var cluster: ClusterOptions

  private static let backOffMax = Duration.seconds(600)

  func run() async throws {
    let pause = try GoDuration.parse(interval, option: "interval")
    guard pause >= .seconds(1) else { throw CommandFailure("--interval must be at least 1s") }
    let session = try await cluster.session()
    let repository = try await Self.repository(session)
    let git = GitProgram(environment: session.environment, repository: repository)
    let record = SyncRecord(file: try await git.run("rev-parse", "--absolute-git-dir") + "/kctl/sync.json", files: session.environment.files)
    if status { return try await show(record, session) }
    guard let url, !url.isEmpty else { throw CommandFailure("name the remote repository, or ask for --status") }
    guard !url.hasPrefix("-"), !branch.hasPrefix("-"), !branch.isEmpty else { throw CommandFailure("\"\(url)\" \(branch) is no repository and branch") }
    let remote = SyncRemote(git: git, url: url, branch: branch, options: try await credentials.arguments(session.environment.files))
    var state = try await record.state(of: url, branch)
    (state.interval, state.process) = (pause, await Self.processID(session.environment.files))
    while true {
      do {
        try await SyncStep(remote: remote, session: session, isOnce: once, requiresSignatures: requireSigned, pushesLive: pushLive).run(&state)
        state.succeeded(at: session.now)
      } catch where !(error is CancellationError) {
        state.failed(ErrorText.text(error) ?? "\(error)", at: session.now)
        try await record.save(state)
        // A remote or a daemon that is away for a while comes back.
        if once { throw error }
        if let text = ErrorText.text(error) { try await session.console.error(text) }
      }
      try await record.save(state)
      if once { return }
      try await session.environment.clock.sleep(for: state.wait(max: Self.backOffMax))
    }
  }

  private static func repository(_ session: ClusterSession) async throws -> String {
    guard let repository = try await session.localRepository() else {
      throw CommandFailure("the repository is not on this host: run sync where the daemon runs")
    }
    return repository.path
  }

  private static func processID(_ files: any FileAccess) async -> Int64? {
    let text = (try? await files.read("/proc/self/stat")).map { String(decoding: $0, as: UTF8.self) }
    return text?.split(separator: " ").first.flatMap { Int64($0) }
  }

  // MARK: - status

  private func show(_ record: SyncRecord, _ session: ClusterSession) async throws {
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    var states: [Value] = []
    for state in try await record.all() {
      var value = state.value
      if let process = state.process { value["running"] = .bool(await session.environment.files.kind("/proc/\(process)") != nil) }
      states.append(value)
    }
    guard printer.format.isHuman else {
      return try await printer.print(["kind": "SyncStatus", "apiVersion": "kctl.dev/v1alpha1", "remotes": .array(states)])
    }
    guard !states.isEmpty else { return try await session.console.line("No remote is followed.") }
    var columns = ColumnWriter()
    columns.add(["REMOTE", "BRANCH", "STATE", "COMMIT", "LAST IN STEP", "FAILURES", "RUNNING"])
    for state in states {
      columns.add([
        SyncRemote.shown(state["url"]?.string ?? ""), state["branch"]?.string ?? "", state["failure"] == nil ? "in step" : "failing",
        String((state["commit"]?.string ?? "").prefix(12)), state["succeeded"]?.string ?? "never", "\(state["failures"]?.int ?? 0)",
        state["running"]?.bool == true ? "yes" : "no",
      ])
    }
    try await session.console.write(columns.flush())
    for state in states {
      if let failure = state["failure"]?.string { try await session.console.line("\(SyncRemote.shown(state["url"]?.string ?? "")): \(failure)") }
    }
  }
}
