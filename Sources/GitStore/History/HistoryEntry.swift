import APIMachinery
import Basics
import GitObjects
import Store

/// What a reader wants to know of the past.
public struct HistoryQuery: Sendable {
  /// All resources, all namespaces, all objects where it isn't said. A name needs its resource.
  public var resource: GroupResource?
  public var namespace: String?
  public var name: String?
  /// Only revisions above this one, and below that one.
  public var after = Revision.zero
  public var before: Revision?
  public var since: Timestamp?
  public var until: Timestamp?
  /// Only changes by people whose name or address contains this, without regard to case.
  public var author: String?
  /// About as many entries; a commit's are never told apart.
  public var limit = 100
  /// Where the page before ended.
  public var continuation: String?

  public init() {}
}

/// One change of one object, or (without a key) a commit of `main` that was taken in and changed nothing.
public struct HistoryEntry: Sendable {
  public var revision: Revision
  /// The commit of `live` that holds it.
  public var commit: CommitID
  public var time: Timestamp
  public var key: ObjectKey?
  /// Nil when the change created the object.
  public var before: StoredObject?
  /// Nil when it deleted the object.
  public var after: StoredObject?
  public var origin: ChangeOrigin
}

/// Who made a change, and how.
public struct ChangeOrigin: Sendable, Hashable {
  /// The person or the component: the author of the commit on `main` where there is one, else the user of the request.
  public var user = ""
  public var email = ""
  public var verb = ""
  /// The user agent of the request; `git` for what was pushed or committed.
  public var client = ""
  public var fieldManager = ""
  public var auditID = ""
  /// The commit on `main` that asked for it.
  public var main: CommitID?
  public var subject = ""
}

public struct HistoryPage: Sendable {
  /// Newest first.
  public var entries: [HistoryEntry] = []
  /// There may be more: ask again with this as the query's `continuation`.
  public var continuation: String?
  /// Set when the page reaches the oldest state that is kept: what was before it can't be told.
  public var oldest: Revision?
}

/// A point of the past, as somebody names it.
public enum HistoryPoint: Sendable, Hashable {
  case newest
  case revision(Revision)
  /// What git understands: a branch, a tag, a (shortened) id, `main~3`.
  case commit(String)
  case time(Timestamp)
}

/// A point of the past that was found.
public struct HistoryPlace: Sendable {
  public var revision: Revision
  /// The commit of `live` that holds the revision; nil for one that is not in git yet, or before the first.
  public var live: CommitID?
  /// The commit of `main` that was in force then.
  public var main: CommitID?
  public var time: Timestamp?
}

/// What differs of one object between two points.
public struct ObjectDifference: Sendable {
  public var key: ObjectKey
  public var before: StoredObject?
  public var after: StoredObject?
}

/// Why a point of the past can't be told.
public enum HistoryError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownCommit(String)
  case ambiguousCommit(String)
  case notTakenIn(String)
  case beforeHistory(Timestamp, oldest: Timestamp?)
  case badContinuation(String)
  case damagedIndex

  public var description: String {
    switch self {
    case .unknownCommit(let text):
      "no commit, branch or tag of the repository is called \"\(text)\"; 'kctl log' shows the commits"
    case .ambiguousCommit(let text): "\"\(text)\" is the start of more than one object's id: give more of its digits"
    case .notTakenIn(let text):
      "the commit \(text) has never been the cluster's state: it is on no branch that was taken in (see 'kctl status')"
    case .beforeHistory(let time, let oldest):
      "\(time.rfc3339) is before the history that is kept" + (oldest.map { ", which begins at \($0.rfc3339)" } ?? ": there is none yet")
    case .damagedIndex: "the history index is damaged: 'kctl fsck --repair' makes it anew"
    case .badContinuation(let text): "\"\(text)\" is no place in the history to go on from"
    }
  }
}
