/// A set of fields of an object, in the form of `managedFields[].fieldsV1` (KEP-555): a tree whose keys are path elements
/// (`f:` a field, `k:` a list element by its keys, `v:` an element of a set list).
///
/// An empty node, and a node with a `.`, is a member itself. Operations share the untouched parts of the tree, so what they cost
/// depends on the smaller operand.
public struct FieldSet: Hashable, Sendable {
  private(set) var root: Object

  public init() { root = Object() }
  init(root: Object) { self.root = root }

  /// Reads a `fieldsV1` value; parts that aren't objects are left out.
  public init(fieldsV1 value: Value?) { root = value?.object ?? Object() }

  public var isEmpty: Bool { root.isEmpty }

  /// The `fieldsV1` value, keys in byte order.
  public var fieldsV1: Value { .object(Self.sorted(root)) }

  public func union(_ other: FieldSet) -> FieldSet {
    isEmpty ? other : FieldSet(root: Self.unionChildren(root, other.root))
  }

  public func subtracting(_ other: FieldSet) -> FieldSet {
    if isEmpty || other.isEmpty { return self }
    return FieldSet(root: Self.differenceChildren(root, other.root))
  }

  public func intersection(_ other: FieldSet) -> FieldSet {
    if isEmpty || other.isEmpty { return FieldSet() }
    return FieldSet(root: Self.intersectionChildren(root, other.root))
  }

  /// Whether every member of the other set is one of this.
  public func isSuperset(of other: FieldSet) -> Bool { Self.covers(root, other.root) }

  /// Whether no member of the other set is one of this.
  public func isDisjoint(with other: FieldSet) -> Bool { !Self.meets(root, other.root) }

  /// Without the fields named, and everything below them.
  public func removing(paths: [[String]]) -> FieldSet {
    var result = root
    for path in paths { Self.remove(path[...], from: &result) }
    return FieldSet(root: result)
  }

  public func contains(_ elements: [String]) -> Bool {
    var node = root
    for element in elements {
      guard let next = node[element]?.object else { return false }
      node = next
    }
    return Self.isMember(node)
  }

  /// The paths of all members, as messages show them: `.spec.containers[name="web"].image`.
  public var paths: [String] {
    var paths: [String] = []
    Self.collect(Self.sorted(root), prefix: "", into: &paths)
    return paths
  }
}

// MARK: nodes

extension FieldSet {
  static let selfMark = "."
  static let leaf = Value.object(Object())

  static func isMember(_ node: Object) -> Bool { node.isEmpty || node.contains(selfMark) }

  static func node(children: Object, isMember: Bool) -> Object? {
    if children.isEmpty { return isMember ? children : nil }
    guard isMember else { return children }
    var node = Object()
    node.reserveCapacity(children.count + 1)
    node.append(selfMark, leaf)
    for child in children where child.key != selfMark { node.append(child.key, child.value) }
    return node
  }

  private static func covers(_ a: Object, _ b: Object) -> Bool {
    b.allSatisfy { child in
      guard child.key != selfMark, let theirs = child.value.object else { return true }
      guard let mine = a[child.key]?.object else { return false }
      return (isMember(mine) || !isMember(theirs)) && covers(mine, theirs)
    }
  }

  private static func meets(_ a: Object, _ b: Object) -> Bool {
    b.contains { child in
      guard child.key != selfMark, let theirs = child.value.object, let mine = a[child.key]?.object else { return false }
      return isMember(mine) && isMember(theirs) || meets(mine, theirs)
    }
  }

  private static func unionNode(_ a: Object, _ b: Object) -> Object {
    if b.isEmpty, a.isEmpty || a.contains(selfMark) { return a }
    return node(children: unionChildren(a, b), isMember: isMember(a) || isMember(b)) ?? a
  }

  private static func unionChildren(_ a: Object, _ b: Object) -> Object {
    var result = a
    for child in b where child.key != selfMark {
      guard let addition = child.value.object else { continue }
      if let existing = result[child.key]?.object {
        result[child.key] = .object(unionNode(existing, addition))
      } else {
        result[child.key] = child.value
      }
    }
    return result
  }

  private static func differenceNode(_ a: Object, _ b: Object) -> Object? {
    node(children: differenceChildren(a, b), isMember: isMember(a) && !isMember(b))
  }

  private static func differenceChildren(_ a: Object, _ b: Object) -> Object {
    guard a.contains(where: { $0.key == selfMark || b.contains($0.key) }) else { return a }
    var result = Object()
    for child in a where child.key != selfMark {
      guard let other = b[child.key]?.object, let mine = child.value.object else { result.append(child.key, child.value); continue }
      if let left = differenceNode(mine, other) { result.append(child.key, .object(left)) }
    }
    return result
  }

  private static func intersectionChildren(_ a: Object, _ b: Object) -> Object {
    var result = Object()
    for child in a where child.key != selfMark {
      guard let mine = child.value.object, let other = b[child.key]?.object else { continue }
      let common = node(children: intersectionChildren(mine, other), isMember: isMember(mine) && isMember(other))
      if let common { result.append(child.key, .object(common)) }
    }
    return result
  }

  private static func remove(_ path: ArraySlice<String>, from node: inout Object) {
    guard let name = path.first else { return }
    if path.count == 1 { node[name] = nil; return }
    guard var child = node[name]?.object else { return }
    let wasLeaf = child.isEmpty
    remove(path.dropFirst(), from: &child)
    node[name] = child.isEmpty && !wasLeaf ? nil : .object(child)
  }

  /// Sets that come out of an object are sorted already and are returned as they are.
  static func sorted(_ node: Object) -> Object {
    if isSorted(node) { return node }
    return node.sortedByKey().mapValues { child in
      guard case .object(let fields) = child else { return child }
      return .object(sorted(fields))
    }
  }

  private static func isSorted(_ node: Object) -> Bool {
    node.isSortedByKey && node.allSatisfy { child in
      guard case .object(let fields) = child.value else { return true }
      return fields.isEmpty || isSorted(fields)
    }
  }

  private static func collect(_ node: Object, prefix: String, into paths: inout [String]) {
    for child in node where child.key != selfMark {
      guard let below = child.value.object else { continue }
      let path = prefix + display(child.key)
      if isMember(below) { paths.append(path) }
      collect(below, prefix: path, into: &paths)
    }
  }

  private static func display(_ element: String) -> String {
    let body = String(element.dropFirst(2))
    switch element.prefix(2) {
    case "f:": return "." + body
    case "k:":
      let keys = (try? JSON.decode(body))?.object ?? Object()
      return "[" + keys.map { "\($0.key)=\(JSON.text($0.value))" }.joined(separator: ",") + "]"
    case "v:": return "[=\(body)]"
    default: return "[\(body)]"
    }
  }
}
