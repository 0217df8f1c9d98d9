import CLibgit2
import Synchronization

/// A file that differs between two commits: no `old` id when it was added, no `new` id when it was removed.
public struct ChangedPath: Hashable, Sendable {
  public var path: String
  public var old: ObjectID?
  public var new: ObjectID?
  public init(path: String, old: ObjectID?, new: ObjectID?) { (self.path, self.old, self.new) = (path, old, new) }
}

extension Repository {
  /// The files that differ between two commits, sorted by path within each directory; all files without a `from`.
  public func changedPaths(from: CommitID?, to: CommitID) throws(GitError) -> [ChangedPath] {
    var old: ObjectID?
    if let from { old = try commit(from).tree }
    return try changedPaths(fromTree: old, toTree: commit(to).tree)
  }

  /// The same between two trees; nil stands for an empty one.
  public func changedPaths(fromTree old: ObjectID?, toTree new: ObjectID?) throws(GitError) -> [ChangedPath] {
    var changes: [ChangedPath] = []
    try compare(old, new, prefix: "", into: &changes)
    return changes
  }

  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, prefix: String, into changes: inout [ChangedPath]
  ) throws(GitError) {
    guard old != new else { return }
    let before = try old.map { id throws(GitError) in try tree(id).entries } ?? []
    let after = try new.map { id throws(GitError) in try tree(id).entries } ?? []
    let oldEntries = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let newNames = Set(after.map(\.name))
    for entry in after where oldEntries[entry.name] != entry {
      try compareEntries(oldEntries[entry.name], entry, prefix: prefix, into: &changes)
    }
    for entry in before where !newNames.contains(entry.name) {
      try compareEntries(entry, nil, prefix: prefix, into: &changes)
    }
  }

  private func compareEntries(
    _ old: Tree.Entry?, _ new: Tree.Entry?, prefix: String, into changes: inout [ChangedPath]
  ) throws(GitError) {
    let path = prefix + (new ?? old).map(\.name).unsafelyUnwrapped
    let oldTree = old.flatMap { $0.isTree ? $0.id : nil }
    let newTree = new.flatMap { $0.isTree ? $0.id : nil }
    if oldTree != nil || newTree != nil { try compare(oldTree, newTree, prefix: path + "/", into: &changes) }
    let oldFile = old.flatMap { $0.isFile ? $0.id : nil }
    let newFile = new.flatMap { $0.isFile ? $0.id : nil }
    if oldFile != newFile { changes.append(ChangedPath(path: path, old: oldFile, new: newFile)) }
  }

  /// Whether `ancestor` is `descendant` or can be reached from it.
  public func isAncestor(_ ancestor: CommitID, of descendant: CommitID) throws(GitError) -> Bool {
    guard ancestor != descendant else { return true }
    let status = handle.withLock { handle in
      var (a, d) = (ancestor.oid, descendant.oid)
      return git_graph_descendant_of(handle.repository, &d, &a)
    }
    guard status >= 0 else { throw Self.lastError(status, "history of \(descendant)") }
    return status == 1
  }

  /// The best common ancestor; nil for unrelated histories.
  public func mergeBase(_ a: CommitID, _ b: CommitID) throws(GitError) -> CommitID? {
    var base = git_oid()
    let status = handle.withLock { handle in
      var (one, two) = (a.oid, b.oid)
      return git_merge_base(&base, handle.repository, &one, &two)
    }
    if status == GIT_ENOTFOUND.rawValue { return nil }
    guard status == 0 else { throw Self.lastError(status, "history of \(a) and \(b)") }
    return ObjectID(base)
  }

  /// The commits reachable from `tip` but not from `base`, oldest first; parents always before children.
  public func commits(from base: CommitID?, to tip: CommitID) throws(GitError) -> [CommitID] {
    let result = handle.withLock { handle -> Result<[CommitID], GitError> in
      var walk: OpaquePointer?
      let status = git_revwalk_new(&walk, handle.repository)
      guard status == 0 else { return .failure(Self.lastError(status, "history")) }
      defer { git_revwalk_free(walk) }
      git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_REVERSE.rawValue)
      var oid = tip.oid
      let pushed = git_revwalk_push(walk, &oid)
      guard pushed == 0 else { return .failure(Self.lastError(pushed, "commit \(tip)")) }
      if let base {
        oid = base.oid
        let hidden = git_revwalk_hide(walk, &oid)
        guard hidden == 0 else { return .failure(Self.lastError(hidden, "commit \(base)")) }
      }
      var found: [CommitID] = []
      while git_revwalk_next(&oid, walk) == 0 { found.append(ObjectID(oid)) }
      return .success(found)
    }
    return try result.get()
  }
}
