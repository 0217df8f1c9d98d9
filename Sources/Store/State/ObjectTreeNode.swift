import APIMachinery

/// A node of an `ObjectTree`: never empty, never changed once made.
final class ObjectTreeNode: Sendable {
  enum Content: Sendable {
    case leaf([StoredObject])
    case inner([ObjectTreeNode])
  }

  private static let widthMax = 64
  private static let widthMin = 24

  let content: Content
  let first: StoredObject
  /// Objects below this node.
  let count: Int

  private init(_ content: Content, first: StoredObject, count: Int) {
    (self.content, self.first, self.count) = (content, first, count)
  }

  /// Both need at least one element.
  static func leaf(_ objects: [StoredObject]) -> ObjectTreeNode {
    ObjectTreeNode(.leaf(objects), first: objects[0], count: objects.count)
  }

  static func inner(_ children: [ObjectTreeNode]) -> ObjectTreeNode {
    ObjectTreeNode(.inner(children), first: children[0].first, count: children.reduce(0) { $0 + $1.count })
  }

  func find(_ namespace: String, _ name: String) -> StoredObject? {
    switch content {
    case .leaf(let objects):
      let position = objects.partition { ($0.key.namespace, $0.key.name) < (namespace, name) }
      guard position < objects.count else { return nil }
      let object = objects[position]
      return object.key.name == name && object.key.namespace == namespace ? object : nil
    case .inner(let children):
      return children[Self.child(children, namespace, name)].find(namespace, name)
    }
  }

  /// This node with the object in it, or two nodes when that made it too wide.
  func putting(_ object: StoredObject) -> [ObjectTreeNode] {
    switch content {
    case .leaf(var objects):
      let position = objects.partition {
        ($0.key.namespace, $0.key.name) < (object.key.namespace, object.key.name)
      }
      if position < objects.count, objects[position].key.name == object.key.name,
        objects[position].key.namespace == object.key.namespace
      {
        objects[position] = object
      } else {
        objects.insert(object, at: position)
      }
      return Self.split(objects).map { .leaf($0) }
    case .inner(var children):
      let position = Self.child(children, object.key.namespace, object.key.name)
      children.replaceSubrange(position...position, with: children[position].putting(object))
      return Self.split(children).map { .inner($0) }
    }
  }

  /// This node without the object; nil when nothing is left.
  func removing(_ namespace: String, _ name: String) -> ObjectTreeNode? {
    switch content {
    case .leaf(var objects):
      let position = objects.partition { ($0.key.namespace, $0.key.name) < (namespace, name) }
      guard position < objects.count, objects[position].key.name == name, objects[position].key.namespace == namespace
      else { return self }
      objects.remove(at: position)
      return objects.isEmpty ? nil : .leaf(objects)
    case .inner(var children):
      let position = Self.child(children, namespace, name)
      guard let child = children[position].removing(namespace, name) else {
        children.remove(at: position)
        return children.isEmpty ? nil : .inner(children)
      }
      children[position] = child
      Self.balance(&children, at: position)
      return .inner(children)
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

  private static func child(_ children: [ObjectTreeNode], _ namespace: String, _ name: String) -> Int {
    max(0, children.partition { ($0.first.key.namespace, $0.first.key.name) <= (namespace, name) } - 1)
  }

  private static func split<T>(_ elements: [T]) -> [[T]] {
    guard elements.count > widthMax else { return [elements] }
    return [Array(elements[..<(elements.count / 2)]), Array(elements[(elements.count / 2)...])]
  }

  /// Joins a child that has become narrow with a neighbour, so that deletes leave no long row of tiny nodes.
  private static func balance(_ children: inout [ObjectTreeNode], at position: Int) {
    let neighbour = position + 1 < children.count ? position : position - 1
    guard children[position].width < widthMin, neighbour >= 0 else { return }
    let (a, b) = (children[neighbour], children[neighbour + 1])
    guard a.width + b.width <= widthMax else { return }
    switch (a.content, b.content) {
    case (.leaf(let left), .leaf(let right)): children.replaceSubrange(neighbour...neighbour + 1, with: [.leaf(left + right)])
    case (.inner(let left), .inner(let right)): children.replaceSubrange(neighbour...neighbour + 1, with: [.inner(left + right)])
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
