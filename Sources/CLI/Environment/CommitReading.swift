import Client

/// What a commit would change on `main`, read from a repository on this host.
public struct PlannedCommit: Sendable {
  public var operations: [Batch.Operation]
  /// What can't be read, with its place.
  public var problems: [String]
  /// The commit in hexadecimal, and the one of `main` that it was compared with; nil when `main` is empty.
  public var commit: String
  public var base: String?
  public var subject: String

  public init(operations: [Batch.Operation], problems: [String], commit: String, base: String?, subject: String) {
    (self.operations, self.problems, self.commit, self.base, self.subject) = (operations, problems, commit, base, subject)
  }
}

/// Which commit to read, and against what.
public struct PlanRequest: Sendable, Hashable {
  /// `--git`; nil for the repository that git names to its hooks, or that of the working directory.
  public var repository: String?
  /// `--repository`: where to read when the working directory is in no repository.
  public var fallback: String?
  /// A branch, a tag, an id.
  public var commit: String
  /// The branch to compare with; nil finds `main`.
  public var base: String?

  public init(repository: String?, fallback: String?, commit: String, base: String?) {
    (self.repository, self.fallback, self.commit, self.base) = (repository, fallback, commit, base)
  }
}

/// Which commits to judge by the repository's policy: those that `to` has in its past and `from` hasn't.
public struct JudgeRequest: Sendable, Hashable {
  public var repository: String
  /// Nil for all of `to`'s past.
  public var from: String?
  public var to: String
  /// Every commit must be signed by somebody known, whatever the policy says.
  public var requiresSignatures: Bool

  public init(repository: String, from: String?, to: String, requiresSignatures: Bool) {
    (self.repository, self.from, self.to, self.requiresSignatures) = (repository, from, to, requiresSignatures)
  }
}
