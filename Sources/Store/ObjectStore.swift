import APIMachinery

/// Where objects are kept: a transactional, versioned map from key to object with a change log.
///
/// Promises, for every implementation (`StoreContract` tests them):
/// - a transaction is atomic; its writes take consecutive revisions in the order given, and become visible together;
/// - when `commit` returns, the writes are durable and visible to every read and change feed (linearizable);
/// - reads and change feeds show one and the same order of revisions, without gaps;
/// - a read never waits for a write, and never touches the disk unless it asks for the past.
public protocol ObjectStore: Sendable {
  /// The newest revision that readers can see.
  var revision: Revision { get }

  /// Checks every expectation, numbers the writes, makes them durable, publishes them. The results stand in the order of
  /// the writes; a delete's result is the object's last state, numbered with the revision of the delete, nil when
  /// there was nothing to delete.
  func commit(_ transaction: Transaction) async throws(StoreError) -> [StoredObject?]

  /// The newest state, fixed: later writes don't show in it.
  func snapshot() -> any StoreSnapshot

  /// The state as it was just after `revision`; `.compacted` when that is no longer known.
  func snapshot(at revision: Revision) async throws(StoreError) -> any StoreSnapshot

  /// The same when only these objects will be looked at: others may stand in it as they never were together, or be missing.
  func snapshot(at revision: Revision, of scope: ReadScope) async throws(StoreError) -> any StoreSnapshot

  /// The changes of one resource with revisions above `after`, oldest first, and the revision up to which they are
  /// complete; `.compacted` when some of them are no longer known.
  func changes(of resource: GroupResource, after: Revision) throws(StoreError) -> ChangeBatch

  /// As `changes`, but from history where memory doesn't reach that far back: then about `limit` changes, complete up to `through`, from
  /// where the next call goes on. `.compacted` when no history tells of them either. A transaction that wrote an object
  /// several times is told by its last write to it.
  func pastChanges(of resource: GroupResource, after: Revision, limit: Int) async throws(StoreError) -> ChangeBatch

  /// Calls `observer` after each publication that changed `resource` (nil: any). It is called on the store's own thread, so
  /// it must only signal. Ends when the returned observation is cancelled or released.
  func observe(_ resource: GroupResource?, _ observer: @escaping @Sendable () -> Void) -> StoreObservation

  /// Whether the store would keep the object in another form if it were written once more as it is: sealed with a newer key, say. Then a
  /// write that changes nothing is not for nothing.
  func isStale(_ key: ObjectKey, at revision: Revision) -> Bool

  /// What keeps the store from its work: `.closed` for good, `.unavailable` when the newest write failed with it and reads are still
  /// answered; nil when nothing does.
  var failure: StoreError? { get }

  /// Refuses new writes, waits until those under way are durable, lets go of locks and files.
  func close() async
}

extension ObjectStore {
  public func isStale(_ key: ObjectKey, at revision: Revision) -> Bool { false }

  public func snapshot(at revision: Revision, of scope: ReadScope) async throws(StoreError) -> any StoreSnapshot {
    try await snapshot(at: revision)
  }

  /// For stores without a history beyond their memory.
  public func pastChanges(of resource: GroupResource, after: Revision, limit: Int) async throws(StoreError) -> ChangeBatch {
    try changes(of: resource, after: after)
  }
}

/// An immutable view of the whole store at one revision.
public protocol StoreSnapshot: Sendable {
  var revision: Revision { get }
  func get(_ key: ObjectKey) -> StoredObject?
  /// Objects of one resource in byte order of (namespace, name), those after `after` only, `limit` at most.
  func list(_ resource: GroupResource, namespace: String?, after: ObjectKey?, limit: Int) -> [StoredObject]
  /// How many objects `list` would give with the same arguments and no limit.
  func count(_ resource: GroupResource, namespace: String?, after: ObjectKey?) -> Int
  /// The resources of which there is at least one object, sorted.
  var resources: [GroupResource] { get }
}

extension StoreSnapshot {
  public func list(_ resource: GroupResource, namespace: String? = nil) -> [StoredObject] {
    list(resource, namespace: namespace, after: nil, limit: .max)
  }
}

/// One write, as a change feed tells it.
public struct StoreChange: Sendable {
  public var revision: Revision
  /// The new state; for a delete the last state, with the delete's revision as its resourceVersion.
  public var object: StoredObject
  /// The state before; nil when the object was created.
  public var previous: StoredObject?
  public var isDelete: Bool

  public init(revision: Revision, object: StoredObject, previous: StoredObject?, isDelete: Bool) {
    (self.revision, self.object, self.previous, self.isDelete) = (revision, object, previous, isDelete)
  }
}

public struct ChangeBatch: Sendable {
  public var changes: ArraySlice<StoreChange>
  /// Every change of the resource up to this revision is in `changes` or was before it.
  public var through: Revision
  public init(changes: ArraySlice<StoreChange>, through: Revision) { (self.changes, self.through) = (changes, through) }
}

/// Keeps an observer registered for as long as it lives.
public final class StoreObservation: Sendable {
  private let onCancel: @Sendable () -> Void
  public init(onCancel: @escaping @Sendable () -> Void) { self.onCancel = onCancel }
  public func cancel() { onCancel() }
  deinit { onCancel() }
}
