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
      to the branch. Neither side is ever rewritten: when both have gone on by themselves, it is told, and nothing is done. Works with \
      everything that git does (file, SSH, HTTP); credentials are git's own (its helpers, ssh keys). Run it on the host of the repository.

      kctl sync https://git.example.com/cluster.git --interval 30s
      kctl sync /srv/mirror.git --once --push-live
      """)

  @Argument(help: ArgumentHelp("The remote repository.", valueName: "url")) var url: String
  @Option(help: ArgumentHelp("The branch there.", valueName: "name")) var branch: String = "main"
  @Option(help: ArgumentHelp("How long to wait between two looks.", valueName: "duration")) var interval: String = "30s"
  @Flag(help: "Looks once; the exit code is 1 when the two could not be brought in step.") var once = false
  @Flag(help: "Pushes live and the notes too.") var pushLive = false
  @OptionGroup var cluster: ClusterOptions

  private static let tracking = "refs/kctl/sync/main"
  private static let backOffMax = Duration.seconds(600)

  func run() async throws {
    let pause = try GoDuration.parse(interval, option: "interval")
    guard pause >= .seconds(1) else { throw CommandFailure("--interval must be at least 1s") }
    guard !url.hasPrefix("-"), !branch.hasPrefix("-"), !branch.isEmpty else { throw CommandFailure("\"\(url)\" \(branch) is no repository and branch") }
    let session = try await cluster.session()
    let status = try await session.call("GET", "/apis/kctl.dev/v1alpha1/status")
    guard let repository = status["repository"]?.string, await session.environment.files.kind(repository) == .directory else {
      throw CommandFailure("the repository is not on this host: run sync where the daemon runs")
    }
    let git = GitProgram(environment: session.environment, repository: repository)
    var wait = pause
    while true {
      do {
        try await step(git, session)
        wait = pause
      } catch where !once && !(error is CancellationError) {
        // A remote or a daemon that is away for a while comes back.
        if let text = ErrorText.text(error) { try await session.console.error(text) }
        wait = min(wait * 2, Self.backOffMax)
      }
      if once { return }
      try await session.environment.clock.sleep(for: wait)
    }
  }

  private func step(_ git: GitProgram, _ session: ClusterSession) async throws {
    // What was acknowledged is on the branches when the answer comes.
    _ = try await session.history("/point", QueryString())
    let here = try? await git.run("rev-parse", "--verify", "-q", "refs/heads/main")
    let there = try await fetch(git)
    switch (here, there) {
    case (nil, nil): return try await session.console.line("both are empty")
    case (let here?, nil): try await push(git, here, session)
    case (nil, let there?): try await take(there, from: nil, git, session)
    case (let here?, let there?):
      let counts = try await git.run("rev-list", "--left-right", "--count", "\(here)...\(there)")
      switch RemoteComparison(counts: counts) {
      case .same: if once { try await session.console.line("in step at \(here.prefix(12))") }
      case .behind: try await take(there, from: here, git, session)
      case .ahead: try await push(git, here, session)
      case .diverged(let ours, let theirs):
        throw CommandFailure(
          "main and \(branch) have diverged: \(ours) commit\(ours == 1 ? "" : "s") here, \(theirs) there. Merge them in a clone and push the merge to main; nothing was changed")
      case nil: throw CommandFailure("git's answer can't be read: \(counts)")
      }
    }
    if pushLive {
      // Notes are there once something was taken in.
      let present = try await git.references()
      let given = ["refs/heads/live", "refs/notes/kctl"].filter { present[$0] != nil }
      if !given.isEmpty { _ = try await git.run(["push", "--quiet", url] + given.map { $0 == "refs/notes/kctl" ? "+\($0):\($0)" : "\($0):\($0)" }) }
    }
  }

  /// The remote's commit; nil when the branch isn't there.
  private func fetch(_ git: GitProgram) async throws -> String? {
    if try await git.run("ls-remote", url, "refs/heads/" + branch).isEmpty { return nil }
    try await git.run("fetch", "--quiet", "--no-tags", url, "+refs/heads/\(branch):\(Self.tracking)")
    return try await git.run("rev-parse", Self.tracking)
  }

  private func push(_ git: GitProgram, _ commit: String, _ session: ClusterSession) async throws {
    try await git.run("push", "--quiet", url, "\(commit):refs/heads/\(branch)")
    try await session.console.line("pushed \(commit.prefix(12)) to \(branch)")
  }

  /// Moves `main` forward, if the API server takes the commit, and if nobody else has moved it meanwhile.
  private func take(_ commit: String, from here: String?, _ git: GitProgram, _ session: ClusterSession) async throws {
    let request = PlanRequest(repository: git.repository, fallback: nil, commit: commit, base: here)
    let planned = try await session.environment.readCommit(request)
    let batch = Batch(planned.operations, fieldManager: "main", dryRun: true)
    let response = try await session.exchange("POST", BatchWire.path, body: JSON.encode(BatchWire.value(batch)))
    let body = try await response.bytes()
    guard let value = try? JSON.decode(body), let result = BatchWire.result(value) else {
      throw ClusterSession.error(response.status, body, "POST \(BatchWire.path)")
    }
    let refusals = planned.problems + zip(planned.operations, result.outcomes).compactMap { PlannedChange($0, $1).failure }
    guard refusals.isEmpty else {
      throw CommandFailure((["\(branch) at \(commit.prefix(12)) is refused; main stays where it is:"] + refusals.map { "  " + $0 }).joined(separator: "\n"))
    }
    let none = String(repeating: "0", count: commit.count)
    try await git.run("update-ref", "-m", "kctl sync", "refs/heads/main", commit, here ?? none)
    try await session.console.line("took in \(commit.prefix(12)) \(planned.subject)")
  }
}
