import APIMachinery
import Client
import Synchronization

/// The objects of one resource as an informer last saw them, with indexes.
///
/// Look-ups cost what they return, whatever the size of the cluster, and give objects in the order of their keys, so that a rule
/// decides the same way each time. Safe to share; two look-ups may see different moments.
public final class ObjectCache: Sendable {
  public let resource: GroupVersionResource
  private let groupResource: GroupResource
  private let state: Mutex<State>

  struct Entry {
    var object: Value
    var revision: UInt64
    /// For each index, in its order, what the object stands under.
    var indexValues: [[String]]
  }

  struct State {
    var entries: [ObjectKey: Entry] = [:]
    var byNamespace: [String: Set<ObjectKey>] = [:]
    var indexes: [ObjectIndex] = []
    var keysByIndexValue: [[String: Set<ObjectKey>]] = []
    var revision: UInt64 = 0
    var hasSynced = false
  }

  public init(_ resource: GroupVersionResource, indexes: [ObjectIndex] = []) {
    self.resource = resource
    groupResource = resource.groupResource
    state = Mutex(State())
    addIndexes(indexes)
  }

  // MARK: reading

  /// Every change up to this resourceVersion is in the cache.
  public var revision: UInt64 { state.withLock { $0.revision } }
  /// True once the first list is in.
  public var hasSynced: Bool { state.withLock { $0.hasSynced } }
  public var count: Int { state.withLock { $0.entries.count } }

  public func key(namespace: String = "", _ name: String) -> ObjectKey { ObjectKey(groupResource, namespace: namespace, name: name) }

  public func get(namespace: String = "", _ name: String) -> Value? { get(key(namespace: namespace, name)) }
  public func get(_ key: ObjectKey) -> Value? { state.withLock { $0.entries[key]?.object } }

  /// All objects, or those of a namespace.
  public func list(namespace: String? = nil) -> [Value] {
    state.withLock { state in
      guard let namespace else { return state.objects(state.entries.keys) }
      return state.objects(state.byNamespace[namespace] ?? [])
    }
  }

  /// The objects that stand under `value` in `index`. An index that was never added is a mistake in the program.
  public func list(_ index: ObjectIndex, _ value: String) -> [Value] {
    state.withLock { state in
      guard let position = state.indexes.firstIndex(of: index) else {
        preconditionFailure("\(resource) has no index \(index.name)")
      }
      return state.objects(state.keysByIndexValue[position][value] ?? [])
    }
  }

  /// How many objects stand under `value`.
  public func count(_ index: ObjectIndex, _ value: String) -> Int {
    state.withLock { state in
      state.indexes.firstIndex(of: index).map { state.keysByIndexValue[$0][value]?.count ?? 0 } ?? 0
    }
  }

  // MARK: writing: the informer's part

  /// Adds the indexes it doesn't have yet, over the objects that are there.
  public func addIndexes(_ indexes: [ObjectIndex]) {
    state.withLock { state in
      for index in indexes where !state.indexes.contains(index) { state.addIndex(index) }
    }
  }

  /// Makes the cache what a list says; gives the differences.
  @discardableResult
  public func replace(with objects: [Value], revision: UInt64) -> [ObjectDelta] {
    state.withLock { state in
      var gone = Set(state.entries.keys)
      var deltas: [ObjectDelta] = []
      for object in objects {
        let key = ObjectKey(groupResource, namespace: object.namespace, name: object.name)
        gone.remove(key)
        let old = state.entries[key]
        let new = UInt64(object.resourceVersion) ?? 0
        if let old, old.revision == new, old.object.uid == object.uid { continue }
        state.put(key, object, revision: new)
        deltas.append(ObjectDelta(key: key, old: old?.object, new: object))
      }
      for key in gone.sorted() {
        let old = state.remove(key)
        deltas.append(ObjectDelta(key: key, old: old, new: nil))
      }
      state.revision = max(state.revision, revision)
      state.hasSynced = true
      return deltas
    }
  }

  /// Takes in one watch event; nil when it changes nothing (a bookmark).
  @discardableResult
  public func apply(_ event: WatchEvent) -> ObjectDelta? {
    let object = event.object
    let key = ObjectKey(groupResource, namespace: object.namespace, name: object.name)
    let revision = UInt64(object.resourceVersion) ?? 0
    return state.withLock { (state) -> ObjectDelta? in
      state.revision = max(state.revision, revision)
      switch event {
      case .bookmark: return nil
      case .deleted:
        guard let old = state.remove(key) else { return nil }
        return ObjectDelta(key: key, old: old, new: nil)
      case .added, .modified:
        let old = state.entries[key]?.object
        state.put(key, object, revision: revision)
        return ObjectDelta(key: key, old: old, new: object)
      }
    }
  }
}


extension ObjectCache.State {
  func objects(_ keys: some Collection<ObjectKey>) -> [Value] {
    keys.sorted().compactMap { entries[$0]?.object }
  }

  mutating func addIndex(_ index: ObjectIndex) {
    var keys: [String: Set<ObjectKey>] = [:]
    for key in Array(entries.keys) {
      guard var entry = entries[key] else { continue }
      let values = index.values(entry.object)
      for value in values { keys[value, default: []].insert(key) }
      entry.indexValues.append(values)
      entries[key] = entry
    }
    indexes.append(index)
    keysByIndexValue.append(keys)
  }

  mutating func put(_ key: ObjectKey, _ object: Value, revision: UInt64) {
    let values = indexes.map { $0.values(object) }
    if let old = entries[key] {
      for position in indexes.indices where old.indexValues[position] != values[position] {
        drop(key, old.indexValues[position], from: position)
        for value in values[position] { keysByIndexValue[position][value, default: []].insert(key) }
      }
    } else {
      byNamespace[key.namespace, default: []].insert(key)
      for position in indexes.indices {
        for value in values[position] { keysByIndexValue[position][value, default: []].insert(key) }
      }
    }
    entries[key] = ObjectCache.Entry(object: object, revision: revision, indexValues: values)
  }

  mutating func remove(_ key: ObjectKey) -> Value? {
    guard let old = entries.removeValue(forKey: key) else { return nil }
    byNamespace[key.namespace]?.remove(key)
    if byNamespace[key.namespace]?.isEmpty == true { byNamespace[key.namespace] = nil }
    for position in indexes.indices { drop(key, old.indexValues[position], from: position) }
    return old.object
  }

  private mutating func drop(_ key: ObjectKey, _ values: [String], from position: Int) {
    for value in values {
      keysByIndexValue[position][value]?.remove(key)
      if keysByIndexValue[position][value]?.isEmpty == true { keysByIndexValue[position][value] = nil }
    }
  }
}
