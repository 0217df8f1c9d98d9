import APIMachinery
import GitObjects
import Store

/// What the trailers of kctl's commits say.
enum LiveTrailers {
  static func revisions(_ commit: Commit) -> (first: Revision, last: Revision)? {
    guard let text = commit.trailers(Trailer.revision).first else { return nil }
    let parts = text.split(separator: "-").compactMap { Revision(String($0)) }
    guard let first = parts.first, let last = parts.last else { return nil }
    return (first, last)
  }

  static func sequence(_ commit: Commit) -> UInt64 { commit.trailers(Trailer.sequence).first.flatMap { UInt64($0) } ?? 0 }
  static func main(_ commit: Commit) -> CommitID? { commit.trailers(Trailer.main).first.flatMap { CommitID(hex: $0) } }

  /// The commit of `main` whose content a commit of `live` holds.
  static func held(_ commit: Commit) -> CommitID? { commit.parents.count > 1 ? commit.parents[1] : main(commit) }

  /// What a commit deleted, and at which revisions.
  static func deleted(_ commit: Commit) -> [ObjectKey: Revision] {
    var deleted: [ObjectKey: Revision] = [:]
    for trailer in commit.trailers(Trailer.deleted) {
      let parts = trailer.split(separator: " ", maxSplits: 1)
      if parts.count == 2, let revision = Revision(String(parts[0])), let key = key(parts[1]) { deleted[key] = revision }
    }
    return deleted
  }

  /// What a snapshot stands for; nil for any other commit.
  static func snapshot(_ commit: Commit) -> (commit: CommitID, count: Int)? {
    guard commit.parents.isEmpty, let id = commit.trailers(Trailer.squashed).first.flatMap({ CommitID(hex: $0) }) else { return nil }
    return (id, commit.trailers(Trailer.squashedCount).first.flatMap { Int($0) } ?? 0)
  }

  /// Whether the commit only ties a snapshot to `main`: nobody did anything then.
  static func isGraft(_ commit: Commit) -> Bool { commit.parents.count > 1 && !commit.trailers(Trailer.squashed).isEmpty }

  /// Reads `ObjectKey.description`.
  static func key(_ text: Substring) -> ObjectKey? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let resource = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard !resource[0].isEmpty else { return nil }
    let groupResource = GroupResource(group: resource.count > 1 ? resource[1] : "", resource: resource[0])
    return ObjectKey(groupResource, namespace: parts.count == 3 ? parts[1] : "", name: parts[parts.count - 1])
  }
}
