/// A branch of a remote repository, worked by the `git` program.
struct SyncRemote: Sendable {
  let git: GitProgram
  let url: String
  let branch: String
  /// Options of `git` itself, before the command.
  let options: [String]

  /// What was on the branch when it was last in step with `main`.
  private static let tracking = "refs/kctl/sync/main"
  private static let incoming = "refs/kctl/sync/incoming"

  /// The branch's commit, fetched; nil when it isn't there.
  func fetch() async throws -> String? {
    let lines = try await ask(["ls-remote", url, "refs/heads/" + branch]).split(separator: "\n")
    guard lines.contains(where: { $0.hasSuffix("\trefs/heads/" + branch) }) else { return nil }
    try await ask(["fetch", "--quiet", "--no-tags", url, "+refs/heads/\(branch):\(Self.incoming)"])
    return try await git.run("rev-parse", Self.incoming)
  }

  /// The commit that was on the branch before and that `commit` doesn't have in its past; nil when it has.
  func rewritten(by commit: String) async -> String? {
    guard let known = try? await git.run("rev-parse", "--verify", "-q", Self.tracking) else { return nil }
    return (try? await git.run("merge-base", "--is-ancestor", known, commit)) == nil ? known : nil
  }

  /// The two are in step at this commit.
  func keep(_ commit: String) async throws {
    try await git.run("update-ref", Self.tracking, commit)
    _ = try? await git.run("update-ref", "-d", Self.incoming)
  }

  func push(_ commit: String) async throws { try await ask(["push", "--quiet", url, "\(commit):refs/heads/\(branch)"]) }

  /// Makes a reference of the remote what it is here. `known`: what this cluster pushed there last; nothing else is overwritten.
  func give(_ reference: String, _ commit: String, known: String?) async throws {
    let lease = known.map { ["--force-with-lease=\(reference):\($0)"] } ?? []
    do { try await ask(["push", "--quiet"] + lease + [url, "\(commit):\(reference)"]) } catch let error as CommandFailure {
      let isForeign = ["stale info", "non-fast-forward", "fetch first", "rejected"].contains { error.description.contains($0) }
      guard isForeign else { throw error }
      throw CommandFailure(
        "\(reference) of \(Self.shown(url)) is not what this cluster pushed there: it may be another cluster's."
          + " Delete it there if nobody needs it, or use another remote; nothing was changed")
    }
  }

  /// With what git complains of in the error, and without its asking anybody for a password.
  @discardableResult
  private func ask(_ words: [String]) async throws -> String {
    do { return try await git.ask(options + words) } catch let error as CommandFailure {
      throw CommandFailure(error.description.replacing(url, with: Self.shown(url)))
    }
  }

  /// The URL without a password.
  static func shown(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return url }
    return "\(url[..<colon]):***\(url[at...])"
  }
}
