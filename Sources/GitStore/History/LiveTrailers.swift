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

  /// Reads `ObjectKey.description`.
  static func key(_ text: Substring) -> ObjectKey? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let resource = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
    let groupResource = GroupResource(group: resource.count > 1 ? resource[1] : "", resource: resource[0])
    return ObjectKey(groupResource, namespace: parts.count == 3 ? parts[1] : "", name: parts[parts.count - 1])
  }
}
