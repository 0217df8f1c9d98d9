/// What taking in commits needs of a repository. The calls block; they are made on a thread of their own.
public protocol CommitSource: Sendable {
  /// The commit that `refs/heads/main` points to, in hexadecimal; nil while the branch is unborn.
  func mainTip() throws -> String?
  func commit(_ id: String) throws -> CommitSummary
  /// The commits that `to` has in its history, itself among them, and `from` doesn't have in its own. From nil: all of them.
  func commits(from: String?, to: String) throws -> [String]
  /// The files that differ between two commits with their new content, nil for those that are gone. From nil: every file.
  func changedFiles(from: String?, to: String) throws -> [ChangedFile]
  /// The commits reachable from `to` but not from `from`, parents before children.
  func history(from: String?, to: String) throws -> [JudgedCommit]
  /// What was noted on a commit when it was taken in.
  func note(_ commit: String) throws -> String?
}

extension CommitSource {
  /// Where nobody keeps notes.
  public func note(_ commit: String) throws -> String? { nil }
}

public struct CommitSummary: Sendable, Hashable {
  public var message: String
  public var authorName: String
  public var authorEmail: String
  public var parents: [String]
  public init(message: String, authorName: String, authorEmail: String, parents: [String] = []) {
    (self.message, self.authorName, self.authorEmail, self.parents) = (message, authorName, authorEmail, parents)
  }
}

public struct ChangedFile: Sendable, Hashable {
  public var path: String
  public var content: [UInt8]?
  public init(path: String, content: [UInt8]?) { (self.path, self.content) = (path, content) }
}
