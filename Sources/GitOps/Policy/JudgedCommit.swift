import GitObjects

/// A commit of `main` as policies judge it.
public struct JudgedCommit: Sendable {
  public var id: String
  public var subject: String
  public var authorName: String
  public var authorEmail: String
  /// Its bytes, as they are hashed.
  public var content: [UInt8]
  /// What it changes itself: of a merge what differs from each of its parents.
  public var paths: Set<String>

  public init(id: String, subject: String = "", authorName: String, authorEmail: String, content: [UInt8] = [], paths: Set<String>) {
    (self.id, self.subject, self.authorName, self.authorEmail) = (id, subject, authorName, authorEmail)
    (self.content, self.paths) = (content, paths)
  }
}

extension Repository {
  /// The commits reachable from `to` but not from `from`, parents before children.
  public func history(from: String?, to: String) throws -> [JudgedCommit] {
    guard let tip = CommitID(hex: to) else { throw CommitSourceError("\"\(to)\" is not a commit id") }
    return try commits(from: from.flatMap { CommitID(hex: $0) }, to: tip).map { id in
      let content = try object(id).content
      let commit = try Commit(decoding: content)
      var paths = Set(try changedPaths(from: commit.parents.first, to: id).map(\.path))
      for parent in commit.parents.dropFirst() { paths.formIntersection(try changedPaths(from: parent, to: id).map(\.path)) }
      return JudgedCommit(
        id: id.hex, subject: commit.subject, authorName: commit.author.name, authorEmail: commit.author.email, content: content, paths: paths)
    }
  }
}
