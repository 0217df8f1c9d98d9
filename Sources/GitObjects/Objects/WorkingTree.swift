/// A tree being edited: read from git where it is touched, kept in memory where it was changed. Used by one thread at a time.
public final class WorkingTree {
  private var tree: Tree
  private var children: [String: WorkingTree] = [:]
  /// Kept once written: the next edit reads them, and git doesn't have them yet.
  private var contents: [String: [UInt8]] = [:]
  /// Those that are in no pack yet.
  private var unwritten: Set<String> = []
  /// Nil since the tree was edited.
  private var id: ObjectID?
  /// The version before the edits since the last `write`.
  private var base: (id: ObjectID, content: [UInt8])?
  private let repository: Repository

  /// Nil starts with an empty tree.
  public init(_ id: ObjectID?, in repository: Repository) throws(GitError) {
    (self.id, self.repository) = (id, repository)
    tree = try id.map { id throws(GitError) in try repository.tree(id) } ?? Tree()
  }

  public func read(_ path: String) throws(GitError) -> [UInt8]? { try read(Self.parts(path)) }

  private func read(_ path: ArraySlice<String>) throws(GitError) -> [UInt8]? {
    guard let name = path.first else { return nil }
    if path.count > 1 { return try child(name)?.read(path.dropFirst()) }
    if let content = contents[name] { return content }
    guard let entry = tree.entry(named: name), entry.isFile else { return nil }
    return try repository.blob(entry.id)
  }

  /// Whether a file can be written there without taking the place of anything else: a directory, a symbolic link, a submodule, or a
  /// file where the path needs a directory.
  public func canHold(_ path: String) throws(GitError) -> Bool { try canHold(Self.parts(path)) }

  private func canHold(_ path: ArraySlice<String>) throws(GitError) -> Bool {
    guard let name = path.first else { return false }
    if path.count == 1 { return children[name] == nil && tree.entry(named: name)?.isFile ?? true }
    if let child = try child(name) { return try child.canHold(path.dropFirst()) }
    return tree.entry(named: name) == nil
  }

  /// How many entries the directory has; zero when there is no such directory.
  public func entryCount(_ directory: String) throws(GitError) -> Int { try entryCount(Self.parts(directory)) }

  private func entryCount(_ directory: ArraySlice<String>) throws(GitError) -> Int {
    guard let name = directory.first else { return tree.entryCount }
    return try child(name)?.entryCount(directory.dropFirst()) ?? 0
  }

  /// Sets the file's content; nil removes it, and the directories that become empty.
  public func write(_ path: String, _ content: [UInt8]?) throws(GitError) { try write(Self.parts(path), content) }

  private func write(_ path: ArraySlice<String>, _ content: [UInt8]?) throws(GitError) {
    guard let name = path.first else { return }
    beginEdit()
    if path.count == 1 {
      contents[name] = content
      guard let content else {
        unwritten.remove(name)
        return tree.remove(name)
      }
      unwritten.insert(name)
      let mode = tree.entry(named: name).flatMap { $0.isFile ? $0.mode : nil } ?? Tree.fileMode
      tree.set(Tree.Entry(mode: mode, name: name, id: ObjectKind.blob.id(of: content)))
      return
    }
    var child = try child(name)
    if child == nil { child = try WorkingTree(nil, in: repository) }
    guard let child else { return }
    try child.write(path.dropFirst(), content)
    children[name] = child.isEmpty ? nil : child
    if children[name] == nil { tree.remove(name) }
  }

  /// A changed child has its entry only once it is written.
  private var isEmpty: Bool { children.isEmpty && tree.isEmpty }

  private func child(_ name: String) throws(GitError) -> WorkingTree? {
    if let child = children[name] { return child }
    guard let entry = tree.entry(named: name), entry.isTree else { return nil }
    let child = try WorkingTree(entry.id, in: repository)
    children[name] = child
    return child
  }

  private func beginEdit() {
    if let id { base = (id, tree.encoded) }
    id = nil
  }

  /// Puts what has changed since the last call into the pack, and answers the tree's id. What comes of several calls belongs into one pack.
  public func write(_ pack: PackBuilder) -> ObjectID {
    if let id { return id }
    for (name, child) in children where child.id == nil {
      tree.set(Tree.Entry(mode: Tree.directoryMode, name: name, id: child.write(pack)))
    }
    for name in unwritten { if let content = contents[name] { pack.add(.blob, content) } }
    unwritten = []
    let id = pack.add(.tree, tree.encoded, base: base)
    (self.id, base) = (id, nil)
    return id
  }

  private static func parts(_ path: String) -> ArraySlice<String> { path.split(separator: "/").map(String.init)[...] }
}
