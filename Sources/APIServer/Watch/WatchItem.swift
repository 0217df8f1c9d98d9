import APIMachinery
import Store

/// What a watcher is told, before it is put into words.
enum WatchItem: Sendable {
  enum Kind: String, Sendable { case added = "ADDED", modified = "MODIFIED", deleted = "DELETED" }
  /// `change` where the decoded object can be shared.
  case event(Kind, StoredObject, change: WatchedChange?)
  case bookmark(Revision, endsInitialEvents: Bool)
  case failure(StatusError)
}

/// How a watch begins and ends (kubernetes.io, "API Concepts": efficient detection of changes).
struct WatchPlan: Sendable {
  /// The state whose objects come first as ADDED; nil to begin with changes.
  var initial: (any StoreSnapshot)?
  var start: Revision
  var selection: ObjectSelection
  var allowsBookmarks = false
  /// A bookmark tells where the initial events end (KEP-3157).
  var marksInitialEnd = false
  var timeout: Duration
  /// Whether the resource is there still; nil for those that always are.
  var isServed: (@Sendable () -> Bool)?
  /// For selectors that look at fields of another version than objects are kept in; nil where no webhook converts.
  var conversions: ConversionCaller?
}
