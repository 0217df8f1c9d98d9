import Basics
import GitObjects

/// What a snapshot says of the history that it stands for. The daemon has signed it with the commit.
public struct SquashStatement: Hashable, Sendable {
  /// The commit that it stands for, in hexadecimal, with all before it.
  public var commit: String
  /// How many commits those are.
  public var count: Int
  public var revision: String
  /// When it was made.
  public var time: String

  /// Nil for any other commit.
  init?(_ commit: Commit) {
    guard commit.parents.isEmpty, let replaced = commit.trailers("Kctl-Squashed").first else { return nil }
    self.commit = replaced
    count = commit.trailers("Kctl-Squashed-Commits").first.flatMap { Int($0) } ?? 0
    revision = commit.trailers("Kctl-Revision").first.flatMap { $0.split(separator: "-").last.map(String.init) } ?? ""
    time = commit.trailers("Kctl-Squashed-At").first ?? ""
  }

  /// Why it can't be true; nil when it may be: what it stands for may be gone.
  func problem(_ snapshot: Commit, _ repository: Repository) throws -> String? {
    guard let id = CommitID(hex: commit) else { return "it says that it stands for \(commit.prefix(40)), which is no commit" }
    guard repository.contains(id), let replaced: Commit = try? repository.commit(id), replaced.tree != snapshot.tree else { return nil }
    return "it says that it stands for \(id.hex.prefix(12)), but holds something else"
  }
}
