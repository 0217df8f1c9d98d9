import APIMachinery

/// A node of an `ObjectTree`: never empty once it stands in a tree.
///
/// A value whose arrays are shared between copies: changing a node copies only the arrays on the way down that another copy of the
/// tree still holds, and none when the tree is the only one.
struct ObjectTreeNode: Sendable {
  enum Content: Sendable {
    case leaf([StoredObject])
    case inner([ObjectTreeNode])
  }

  /// A copied array retains each of its elements, most of them far from the processor's caches: narrow nodes keep a write cheap.
  private static let widthMax = 32
  private static let widthMin = 12

  private(set) var content: Content
  private(set) var first: StoredObject
  /// Objects below this node.
  private(set) var count: Int

  /// Needs at least one object, sorted.
  init(leaf objects: [StoredObject]) { (content, first, count) = (.leaf(objects), objects[0], objects.count) }

  /// Needs at least one child, sorted.
  init(inner children: [ObjectTreeNode]) {
    (content, first, count) = (.inner(children), children[0].first, children.reduce(0) { $0 + $1.count })
  }

  func find(_ namespace: String, _ name: String) -> StoredObject? {
    switch content {
    case .leaf(let objects):
      let position = objects.partition { $0.key.isBefore(namespace, name) }
      guard position < objects.count, objects[position].key.isAt(namespace, name) else { return nil }
      return objects[position]
    case .inner(let children):
      return children[Self.child(children, namespace, name)].find(namespace, name)
    }
  }

  /// Puts the object in, and answers the right half when that made the node too wide.
  mutating func put(_ object: StoredObject) -> ObjectTreeNode? {
    switch content {
    case .leaf(var objects):
      // Left empty meanwhile, so that the array has one owner and is changed in place.
      content = .leaf([])
      let position = objects.partition { $0.key.isBefore(object.key.namespace, object.key.name) }
      if position < objects.count, objects[position].key.isAt(object.key.namespace, object.key.name) {
        objects[position] = object
      } else {
        objects.insert(object, at: position)
        count += 1
      }
      if position == 0 { first = object }
      let rest = Self.overflow(&objects).map { ObjectTreeNode(leaf: $0) }
      content = .leaf(objects)
      count -= rest?.count ?? 0
      return rest
    case .inner(var children):
      content = .inner([])
      let position = Self.child(children, object.key.namespace, object.key.name)
      let before = children[position].count
      let half = children[position].put(object)
      count += children[position].count + (half?.count ?? 0) - before
      if position == 0 { first = children[0].first }
      if let half { children.insert(half, at: position + 1) }
      let rest = Self.overflow(&children).map { ObjectTreeNode(inner: $0) }
      content = .inner(children)
      count -= rest?.count ?? 0
      return rest
    }
  }

  /// Takes the object out. False when nothing is left: the node must then leave the tree.
  mutating func remove(_ namespace: String, _ name: String) -> Bool {
    switch content {
    case .leaf(var objects):
      let position = objects.partition { $0.key.isBefore(namespace, name) }
      guard position < objects.count, objects[position].key.isAt(namespace, name) else { return true }
      content = .leaf([])
      objects.remove(at: position)
      content = .leaf(objects)
      count -= 1
      if let object = objects.first { first = object }
      return !objects.isEmpty
    case .inner(var children):
      content = .inner([])
      let position = Self.child(children, namespace, name)
      let before = children[position].count
      if children[position].remove(namespace, name) {
        count += children[position].count - before
        Self.balance(&children, at: position)
      } else {
        count -= before
        children.remove(at: position)
      }
      content = .inner(children)
      if let child = children.first { first = child.first }
      return !children.isEmpty
    }
  }

  /// How many objects the predicate holds for; it must hold for a prefix of the order.
  func rank(_ isBefore: (StoredObject) -> Bool) -> Int {
    switch content {
    case .leaf(let objects): return objects.partition(isBefore)
    case .inner(let children):
      let position = children.partition { isBefore($0.first) }
      guard position > 0 else { return 0 }
      return children[..<(position - 1)].reduce(0) { $0 + $1.count } + children[position - 1].rank(isBefore)
    }
  }

  func collect(_ positions: Range<Int>, into found: inout [StoredObject]) {
    guard !positions.isEmpty else { return }
    switch content {
    case .leaf(let objects): found.append(contentsOf: objects[positions.clamped(to: 0..<objects.count)])
    case .inner(let children):
      var start = 0
      for child in children where start < positions.upperBound {
        let here = positions.clamped(to: start..<start + child.count)
        if !here.isEmpty { child.collect(here.lowerBound - start..<here.upperBound - start, into: &found) }
        start += child.count
      }
    }
  }

  /// The top of a tree with these objects, which are sorted and at least one.
  static func tree(_ objects: [StoredObject]) -> ObjectTreeNode {
    var level = Self.portions(objects).map { ObjectTreeNode(leaf: $0) }
    while level.count > 1 { level = Self.portions(level).map { ObjectTreeNode(inner: $0) } }
    return level[0]
  }

  /// Three quarters full, so that the next writes find room.
  private static func portions<T>(_ elements: [T]) -> [[T]] {
    let width = widthMax * 3 / 4
    return stride(from: 0, to: elements.count, by: width).map { Array(elements[$0..<min($0 + width, elements.count)]) }
  }

  private static func child(_ children: [ObjectTreeNode], _ namespace: String, _ name: String) -> Int {
    max(0, children.partition { $0.first.key.isBefore(namespace, name) || $0.first.key.isAt(namespace, name) } - 1)
  }

  /// The second half of what has become too wide, taken out of it.
  private static func overflow<T>(_ elements: inout [T]) -> [T]? {
    guard elements.count > widthMax else { return nil }
    let rest = Array(elements[(elements.count / 2)...])
    elements.removeLast(rest.count)
    return rest
  }

  /// Joins a child that has become narrow with a neighbour, so that deletes leave no long row of tiny nodes.
  private static func balance(_ children: inout [ObjectTreeNode], at position: Int) {
    let neighbour = position + 1 < children.count ? position : position - 1
    guard children[position].width < widthMin, neighbour >= 0 else { return }
    let (a, b) = (children[neighbour], children[neighbour + 1])
    guard a.width + b.width <= widthMax else { return }
    switch (a.content, b.content) {
    case (.leaf(let left), .leaf(let right)):
      children.replaceSubrange(neighbour...neighbour + 1, with: [ObjectTreeNode(leaf: left + right)])
    case (.inner(let left), .inner(let right)):
      children.replaceSubrange(neighbour...neighbour + 1, with: [ObjectTreeNode(inner: left + right)])
    default: break
    }
  }

  private var width: Int {
    switch content {
    case .leaf(let objects): objects.count
    case .inner(let children): children.count
    }
  }
}

extension ObjectKey {
  fileprivate func isBefore(_ namespace: String, _ name: String) -> Bool {
    self.namespace == namespace ? self.name < name : self.namespace < namespace
  }

  fileprivate func isAt(_ namespace: String, _ name: String) -> Bool { self.name == name && self.namespace == namespace }
}

extension Array {
  /// The number of leading elements for which the predicate holds, found by halving.
  fileprivate func partition(_ isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
