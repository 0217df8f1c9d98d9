import ArgumentParser

/// `--at` of the commands that read.
struct PointInTimeOptions: ParsableArguments {
  static let help = ArgumentHelp(
    "Shows what was then: a revision, a time, a commit, or how long ago, such as '2 hours ago'. Times are in UTC.", valueName: "point")

  @Option(help: Self.help) var at: String?

  init() {}

  /// The conversation itself, or that about the past.
  func session(_ session: ClusterSession) async throws -> ClusterSession {
    try await at.asyncMap { try await session.session(at: $0) } ?? session
  }
}
