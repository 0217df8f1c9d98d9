import Basics
import GitObjects
import Store

/// What is to be kept when history is squashed.
public enum CompactionScope: Hashable, Sendable {
  case keeping(RetentionPolicy)
  /// The state at this revision and all that came after it.
  case since(Revision)
}

/// How far back the history of `live` reaches.
public struct HistoryExtent: Hashable, Sendable {
  /// How many commits are on the first-parent chain.
  public var commits = 0
  /// The oldest revision whose state can be told; nil while there is no history.
  public var oldest: Revision?
  public var oldestTime: Timestamp?
  /// How many commits the snapshot stands for that the history begins with; zero when nothing was squashed.
  public var squashed = 0
}

/// What squashing did, or would do.
public struct CompactionReport: Hashable, Sendable {
  /// How long the history is now.
  public var extent: HistoryExtent
  /// False when nothing was to be done, or when it was only asked for.
  public var isDone: Bool
  /// How many commits became one snapshot, and how many stay.
  public var squashed = 0
  public var kept = 0
  public var oldest: Revision?
  public var oldestTime: Timestamp?
  /// The commit that the snapshot stands for.
  public var replaced: CommitID?
}
