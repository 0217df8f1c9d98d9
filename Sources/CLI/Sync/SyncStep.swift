import APIMachinery
import Client

/// One look at a remote: takes in what is new there, gives what is new here.
struct SyncStep: Sendable {
  let remote: SyncRemote
  let session: ClusterSession
  let isOnce: Bool
  let requiresSignatures: Bool
  let pushesLive: Bool

  private var git: GitProgram { remote.git }
  private var place: String { "\(remote.branch) of \(SyncRemote.shown(remote.url))" }

  func run(_ state: inout SyncState) async throws {
    // What was acknowledged is on the branches when the answer comes.
    _ = try await session.history("/point", QueryString())
    let here = try? await git.run("rev-parse", "--verify", "-q", "refs/heads/main")
    let there = try await remote.fetch()
    state.commit = try await bringInStep(here, there)
    if let commit = state.commit { try await remote.keep(commit) }
    if pushesLive { try await giveBack(&state) }
  }

  /// The commit at which both are now; nil while both are empty.
  private func bringInStep(_ here: String?, _ there: String?) async throws -> String? {
    switch (here, there) {
    case (nil, nil):
      try await session.console.line("both are empty")
      return nil
    case (let here?, nil): return try await push(here)
    case (nil, let there?): return try await take(there, from: nil)
    case (let here?, let there?):
      let counts = try await git.run("rev-list", "--left-right", "--count", "\(here)...\(there)")
      switch RemoteComparison(counts: counts) {
      case .same:
        if isOnce { try await session.console.line("in step at \(here.prefix(12))") }
        return here
      case .behind: return try await take(there, from: here)
      case .ahead: return try await push(here)
      case .diverged(let ours, let theirs):
        if let lost = await remote.rewritten(by: there) {
          throw CommandFailure(
            "\(place) was rewritten: \(lost.prefix(12)), which was there, is no longer in it."
              + " Put it back ('git push --force URL \(lost.prefix(12)):\(remote.branch)' in a clone),"
              + " or merge what is there now with main in a clone and push the merge to main; nothing was changed")
        }
        throw CommandFailure(
          "main and \(place) have diverged: \(ours) commit\(ours == 1 ? "" : "s") here, \(theirs) there. Merge them in a clone and push the merge to main; nothing was changed")
      case nil: throw CommandFailure("git's answer can't be read: \(counts)")
      }
    }
  }

  private func push(_ commit: String) async throws -> String {
    try await remote.push(commit)
    try await session.console.line("pushed \(commit.prefix(12)) to \(remote.branch)")
    return commit
  }

  /// Moves `main` forward, if the policy and the API server take the commits, and if nobody else has moved it meanwhile.
  private func take(_ commit: String, from here: String?) async throws -> String {
    let unsigned = try await session.environment.judgeCommits(
      JudgeRequest(repository: git.repository, from: here, to: commit, requiresSignatures: requiresSignatures))
    try refuse(commit, unsigned)
    let request = PlanRequest(repository: git.repository, fallback: nil, commit: commit, base: here)
    let planned = try await session.environment.readCommit(request)
    let batch = Batch(planned.operations, fieldManager: "main", dryRun: true)
    let response = try await session.exchange("POST", BatchWire.path, body: JSON.encode(BatchWire.value(batch)))
    let body = try await response.bytes()
    guard let value = try? JSON.decode(body), let result = BatchWire.result(value) else {
      throw ClusterSession.error(response.status, body, "POST \(BatchWire.path)")
    }
    try refuse(commit, planned.problems + zip(planned.operations, result.outcomes).compactMap { PlannedChange($0, $1).failure })
    try await git.moveMain(to: commit, from: here)
    try await session.console.line("took in \(commit.prefix(12)) \(planned.subject)")
    return commit
  }

  private func refuse(_ commit: String, _ reasons: [String]) throws {
    guard !reasons.isEmpty else { return }
    throw CommandFailure(
      (["\(place) at \(commit.prefix(12)) is refused; main stays where it is:"] + reasons.map { "  " + $0 }).joined(separator: "\n"))
  }

  /// `live` is rewritten when old history is squashed, and notes when two write them at once: they are pushed over what this cluster pushed.
  private func giveBack(_ state: inout SyncState) async throws {
    let present = try await git.references()
    for reference in ["refs/heads/live", "refs/notes/kctl"] {
      guard let commit = present[reference], state.given[reference] != commit else { continue }
      try await remote.give(reference, commit, known: state.given[reference])
      state.given[reference] = commit
    }
  }
}
