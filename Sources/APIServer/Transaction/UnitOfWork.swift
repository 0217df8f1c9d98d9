import APIMachinery
import Basics
import Store

/// A view of the store at one revision with writes on top that nobody else sees yet.
///
/// Verbs read and write through it, synchronously; what comes of it is one transaction, in which every object that was
/// written must still be as it was read. It is a value, so a copy is a savepoint and dropping it is a rollback.
struct UnitOfWork {
  let snapshot: any StoreSnapshot
  let time: Timestamp
  /// For the `Warning` headers of the response.
  var warnings: [String] = []
  /// Addresses and ports that were taken for this unit's Services and are held until it is over.
  var allocations: [ServiceAllocation] = []
  /// What was said with webhooks about this unit's request so far; nil where no webhook or policy is configured.
  var conversation: AdmissionConversation?
  /// Shared by all units that are made for one request.
  let ledger: RequestLedger
  /// What admission has to tell the audit log.
  var auditAnnotations: [String: String] = [:]
  private let recent: RecentObjects?
  private var staged: [ObjectKey: StagedWrite] = [:]
  private var order: [ObjectKey] = []
  /// The same, by resource.
  private var keys: [GroupResource: [ObjectKey]] = [:]

  private struct StagedWrite {
    /// What the store held when this unit first wrote the object.
    var original: StoredObject?
    /// nil: deleted.
    var value: Value?
    var desired: DesiredChange?
  }

  init(_ snapshot: any StoreSnapshot, time: Timestamp, recent: RecentObjects? = nil, ledger: RequestLedger = RequestLedger()) {
    (self.snapshot, self.time, self.recent, self.ledger) = (snapshot, time, recent, ledger)
  }

  /// The object as this unit sees it, decoded.
  func get(_ key: ObjectKey) -> Value? {
    if let write = staged[key] { return write.value }
    return snapshot.get(key).map { recent?.value(of: $0) ?? $0.decoded() }
  }

  func contains(_ key: ObjectKey) -> Bool {
    if let write = staged[key] { return write.value != nil }
    return snapshot.get(key) != nil
  }

  /// The stored object, unless this unit has changed it.
  func unchanged(_ key: ObjectKey) -> StoredObject? { staged[key] == nil ? snapshot.get(key) : nil }

  /// The object's revision in the snapshot; zero for one made in this unit.
  func revision(_ key: ObjectKey) -> Revision { snapshot.get(key)?.revision ?? .zero }

  mutating func put(_ key: ObjectKey, _ value: Value, desired: DesiredChange? = nil) { stage(key, value, desired) }

  mutating func remove(_ key: ObjectKey, desired: DesiredChange? = nil) { stage(key, nil, desired) }

  private mutating func stage(_ key: ObjectKey, _ value: Value?, _ desired: DesiredChange?) {
    if staged[key] == nil {
      staged[key] = StagedWrite(original: snapshot.get(key), value: value, desired: desired)
      order.append(key)
      keys[key.resource, default: []].append(key)
      return
    }
    staged[key]?.value = value
    if let desired {
      let earlier = staged[key]?.desired
      staged[key]?.desired = desired.following(earlier)
    }
  }

  /// All objects of a resource in a namespace (empty: everywhere) as this unit sees them, decoded.
  func list(_ resource: GroupResource, namespace: String = "") -> [Value] {
    let stored = namespace.isEmpty ? snapshot.list(resource) : snapshot.list(resource, namespace: namespace)
    let kept = stored.filter { staged[$0.key] == nil }.map { $0.decoded() }
    return kept + stagedObjects(of: resource).compactMap { namespace.isEmpty || $0.key.namespace == namespace ? $0.value : nil }
  }

  func hasObjects(of resource: GroupResource, namespace: String) -> Bool { count(resource, namespace: namespace) > 0 }

  /// How many objects of a resource the namespace has; nothing is decoded.
  func count(_ resource: GroupResource, namespace: String) -> Int {
    let staged = stagedObjects(of: resource).filter { $0.key.namespace == namespace }
    let written = Set(staged.map(\.key))
    return snapshot.list(resource, namespace: namespace).count { !written.contains($0.key) } + staged.count { $0.value != nil }
  }

  /// The staged objects of a resource, decoded; deleted ones are nil.
  func stagedObjects(of resource: GroupResource) -> [(key: ObjectKey, value: Value?)] {
    (keys[resource] ?? []).map { ($0, staged[$0]?.value) }
  }

  var isEmpty: Bool { writes.isEmpty }

  /// The objects whose writes the transaction holds, in its order.
  var writtenKeys: [ObjectKey] { writes.map(\.key) }

  var writes: [Write] {
    order.compactMap { key in
      guard let write = staged[key] else { return nil }
      if write.original == nil, write.value == nil { return nil }
      let expectation: Write.Expectation = write.original.map { .revision($0.revision) } ?? .absent
      return Write(key, write.value.map { .put(EncodedObject($0)) } ?? .delete, expecting: expectation, desired: write.desired)
    }
  }
}

extension DesiredChange {
  /// This change after an earlier one of the same transaction, as one.
  func following(_ earlier: DesiredChange?) -> DesiredChange {
    guard let earlier else { return self }
    return DesiredChange(before: earlier.before, after: after, source: source, path: path ?? earlier.path)
  }
}
