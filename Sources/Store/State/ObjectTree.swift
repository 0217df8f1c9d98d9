import APIMachinery

/// The objects of one resource in byte order of (namespace, name): a persistent B+ tree.
///
/// Copying one costs a reference count, and a copy never changes: the first write after that makes new nodes along one path (four of
/// them for 150,000 objects) and shares all the others, so snapshots are free and a write costs the same at any size.
struct ObjectTree: Sendable {
  private(set) var root: ObjectTreeNode?

  init() {}

  /// `objects` are sorted by (namespace, name), each once.
  init(sorted objects: [StoredObject]) { root = objects.isEmpty ? nil : .tree(objects) }

  var count: Int { root?.count ?? 0 }

  func get(namespace: String, name: String) -> StoredObject? { root?.find(namespace, name) }

  mutating func put(_ object: StoredObject) {
    guard root != nil else { root = ObjectTreeNode(leaf: [object]); return }
    if let half = root?.put(object), let left = root { root = ObjectTreeNode(inner: [left, half]) }
  }

  mutating func remove(namespace: String, name: String) {
    guard root != nil else { return }
    if root?.remove(namespace, name) == false { root = nil }
    while case .inner(let children) = root?.content, children.count == 1 { root = children[0] }
  }

  /// The positions, counted from the first object, of what a list with these arguments gives.
  func positions(namespace: String?, after: ObjectKey?) -> Range<Int> {
    guard let root else { return 0..<0 }
    var lower = 0
    var upper = root.count
    if let namespace {
      lower = root.rank { $0.key.namespace < namespace }
      upper = root.rank { $0.key.namespace <= namespace }
    }
    if let after {
      lower = max(lower, root.rank { ($0.key.namespace, $0.key.name) <= (after.namespace, after.name) })
    }
    return lower..<max(lower, upper)
  }

  func objects(at positions: Range<Int>) -> [StoredObject] {
    var found: [StoredObject] = []
    found.reserveCapacity(positions.count)
    root?.collect(positions, into: &found)
    return found
  }
}
