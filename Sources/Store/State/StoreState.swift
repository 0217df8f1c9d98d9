import APIMachinery

/// All objects at one revision, and the rule by which a transaction leads to the next: check, number, apply.
///
/// A value: copying one is cheap and fixes it, so it serves as snapshot, as the staged state of writes that are not
/// durable yet, and as the point to fall back to when they can't be made so.
public struct StoreState: StoreSnapshot {
  public private(set) var revision: Revision
  private var tables: [GroupResource: ObjectTree] = [:]

  public init(revision: Revision = .zero) { self.revision = revision }

  /// What a transaction did.
  public struct Outcome: Sendable {
    public var changes: [StoreChange]
    /// In the order of the writes; see `ObjectStore.commit`.
    public var results: [StoredObject?]
  }

  /// Applies the whole transaction, or throws `.conflict` and changes nothing.
  public mutating func apply(_ transaction: Transaction) throws(StoreError) -> Outcome {
    var next = self
    var outcome = Outcome(changes: [], results: [])
    for write in transaction.writes {
      let current = next.get(write.key)
      try Self.check(write, current)
      guard let change = Self.change(write, current, at: next.revision.advanced(by: 1)) else {
        outcome.results.append(nil)
        continue
      }
      next.replay(change)
      outcome.changes.append(change)
      outcome.results.append(change.object)
    }
    self = next
    return outcome
  }

  /// Takes over a change that was checked and numbered before, as when a log is replayed.
  public mutating func replay(_ change: StoreChange) {
    let key = change.object.key
    if change.isDelete {
      tables[key.resource]?.remove(namespace: key.namespace, name: key.name)
      if tables[key.resource]?.count == 0 { tables[key.resource] = nil }
    } else {
      tables[key.resource, default: ObjectTree()].put(change.object)
    }
    revision = max(revision, change.revision)
  }

  /// Goes back to before a change, which must be the latest one of its object.
  mutating func undo(_ change: StoreChange) {
    let key = change.object.key
    if let previous = change.previous {
      tables[key.resource, default: ObjectTree()].put(previous)
    } else {
      tables[key.resource]?.remove(namespace: key.namespace, name: key.name)
      if tables[key.resource]?.count == 0 { tables[key.resource] = nil }
    }
  }

  /// Says at which revision this state stands; for states put together from elsewhere.
  public mutating func setRevision(_ revision: Revision) { self.revision = revision }

  private static func check(_ write: Write, _ current: StoredObject?) throws(StoreError) {
    let holds =
      switch write.expectation {
      case .anything: true
      case .absent: current == nil
      case .present: current != nil
      case .revision(let revision): current?.revision == revision
      }
    guard holds else { throw .conflict(write.key, expected: write.expectation, current: current?.revision) }
  }

  private static func change(_ write: Write, _ current: StoredObject?, at revision: Revision) -> StoreChange? {
    switch write.change {
    case .put(let encoded):
      let object = StoredObject(
        key: write.key, revision: revision, created: current?.created ?? revision, json: encoded.json(at: revision))
      return StoreChange(revision: revision, object: object, previous: current, isDelete: false)
    case .delete:
      guard let current else { return nil }
      return StoreChange(revision: revision, object: current.renumbered(revision), previous: current, isDelete: true)
    }
  }
}

extension StoreState {
  public func get(_ key: ObjectKey) -> StoredObject? {
    tables[key.resource]?.get(namespace: key.namespace, name: key.name)
  }

  public func list(_ resource: GroupResource, namespace: String?, after: ObjectKey?, limit: Int) -> [StoredObject] {
    guard let table = tables[resource], limit > 0 else { return [] }
    let positions = table.positions(namespace: namespace, after: after)
    return table.objects(at: positions.prefix(limit))
  }

  public func count(_ resource: GroupResource, namespace: String?, after: ObjectKey?) -> Int {
    tables[resource]?.positions(namespace: namespace, after: after).count ?? 0
  }

  public var resources: [GroupResource] { tables.keys.sorted() }
}
