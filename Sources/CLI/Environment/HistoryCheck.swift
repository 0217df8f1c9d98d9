/// What of a repository's history is to be checked: `CommandEnvironment.checkHistory`.
public struct HistoryCheckRequest: Sendable, Hashable {
  /// The repository's directory, on this host.
  public var repository: String
  /// Every commit of `main` must be signed, whatever the repository's own policy is.
  public var requiresSignatures = false
  /// A file with who may sign; nil for the repository's own list.
  public var allowedSigners: String?

  /// Whether each change is held against what its author was allowed when it was made; `since`: from which commit of `live` on, in
  /// hexadecimal, where what is before it was found right.
  public var checksEntitlement = false
  public var since: String?

  public init(repository: String) { self.repository = repository }
}

/// What came of a check of the history.
public struct HistoryCheckReport: Sendable, Hashable {
  public struct Branch: Sendable, Hashable {
    public var name: String
    public var commits: Int
    public var signed: Int
    /// In hexadecimal.
    public var tip: String
    /// What the branch begins with where its older part was squashed, in words; nil when nothing was.
    public var beginning: String?

    public init(name: String, commits: Int, signed: Int, tip: String, beginning: String? = nil) {
      (self.name, self.commits, self.signed, self.tip, self.beginning) = (name, commits, signed, tip, beginning)
    }
  }

  public var branches: [Branch]
  /// Branches that aren't there to be looked at.
  public var missing: [String] = []
  /// How many changes were held against what their authors were allowed; nil where that wasn't asked for.
  public var entitled: Int?
  /// What is wrong: the first commit of the whole history that is. Empty when everything is right.
  public var problems: [String]

  public init(branches: [Branch], problems: [String]) { (self.branches, self.problems) = (branches, problems) }
}
