import GitObjects
import Manifests

extension Repository: CommitSource {
  public func mainTip() throws -> String? { try resolve("refs/heads/main")?.hex }

  public func commit(_ id: String) throws -> CommitSummary {
    let commit: Commit = try self.commit(try identifier(id))
    return CommitSummary(
      message: commit.message, authorName: commit.author.name, authorEmail: commit.author.email, parents: commit.parents.map(\.hex))
  }

  public func commits(from: String?, to: String) throws -> [String] {
    try commits(from: try from.map(identifier), to: try identifier(to)).map(\.hex)
  }

  public func changedFiles(from: String?, to: String) throws -> [ChangedFile] {
    try changedPaths(from: try from.map(identifier), to: try identifier(to)).filter { ManifestFile.isManifest($0.path) }.map {
      ChangedFile(path: $0.path, content: try $0.new.map(blob))
    }
  }

  public func note(_ commit: String) throws -> String? { try note("kctl", on: try identifier(commit)) }

  private func identifier(_ hex: String) throws -> CommitID {
    guard let id = CommitID(hex: hex) else { throw CommitSourceError("\"\(hex)\" is not a commit id") }
    return id
  }
}

public struct CommitSourceError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
