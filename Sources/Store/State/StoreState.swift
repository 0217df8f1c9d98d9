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
    let before = revision
    var outcome = Outcome(changes: [], results: [])
    outcome.results.reserveCapacity(transaction.writes.count)
    for write in transaction.writes {
      let current = get(write.key)
      do throws(StoreError) { try Self.check(write, current) } catch {
        // Taken back in place: working on a copy would make every write pay for the few that fail.
        for change in outcome.changes.reversed() { undo(change) }
        revision = before
        throw error
      }
      guard let change = Self.change(write, current, at: revision.advanced(by: 1)) else {
        outcome.results.append(nil)
        continue
      }
      replay(change)
      outcome.changes.append(change)
      outcome.results.append(change.object)
    }
    return outcome
  }

  /// Takes over a change that was checked and numbered before, as when a log is replayed.
  public mutating func replay(_ change: StoreChange) {
    let key = change.object.key
    if change.isDelete {
      forget(key)
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
      forget(key)
    }
  }

  /// Takes an object out without that being a change: no revision tells of it.
  public mutating func forget(_ key: ObjectKey) {
    tables[key.resource]?.remove(namespace: key.namespace, name: key.name)
    if tables[key.resource]?.count == 0 { tables[key.resource] = nil }
  }

  /// Puts in all objects of one resource at once; in place of those it had. They are sorted by (namespace, name).
  public mutating func load(_ resource: GroupResource, sorted objects: [StoredObject]) {
    tables[resource] = objects.isEmpty ? nil : ObjectTree(sorted: objects)
    revision = objects.reduce(revision) { max($0, $1.revision) }
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

  /// All objects of all resources.
  public var count: Int { tables.values.reduce(0) { $0 + $1.count } }

  public var resources: [GroupResource] { tables.keys.sorted() }
}
