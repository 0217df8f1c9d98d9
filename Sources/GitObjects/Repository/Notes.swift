/// A notes tree (git-notes(1)) being edited: one text for each commit, in directories by the id's first two digits.
public struct Notes: Sendable {
  private var root: Tree
  private var directories: [String: Tree] = [:]

  /// Starts from the tree of the notes reference's commit, or from nothing.
  public init(_ root: Tree = Tree()) { self.root = root }

  /// Sets the note of a commit; the objects go into `pack`. Answers the new tree's id.
  public mutating func set(
    _ text: String, on commit: CommitID, in repository: Repository, pack: PackBuilder
  ) throws(GitError) -> ObjectID {
    let hex = commit.hex
    let directory = String(hex.prefix(2))
    var subtree = directories[directory] ?? Tree()
    if subtree.isEmpty, let entry = root.entry(named: directory), entry.isTree { subtree = try repository.tree(entry.id) }
    let body = text.hasSuffix("\n") ? text : text + "\n"
    subtree.set(Tree.Entry(mode: Tree.fileMode, name: String(hex.dropFirst(2)), id: pack.add(.blob, Array(body.utf8))))
    directories[directory] = subtree
    // A note under the full name, as `git notes add` writes into small trees, would stand beside ours.
    root.remove(hex)
    root.set(Tree.Entry(mode: Tree.directoryMode, name: directory, id: pack.add(.tree, subtree.encoded)))
    return pack.add(.tree, root.encoded)
  }
}

extension Repository {
  /// The note on a commit under `refs/notes/<name>`; nil when there is none.
  public func note(_ name: String, on commit: CommitID) throws(GitError) -> String? {
    guard let tip = try resolve("refs/notes/" + name) else { return nil }
    let tree = try self.commit(tip).tree
    let hex = commit.hex
    for path in ["\(hex.prefix(2))/\(hex.dropFirst(2))", hex] {
      if let entry = try entry(path, in: tree), entry.isFile { return String(decoding: try blob(entry.id), as: UTF8.self) }
    }
    return nil
  }
}
