import CLibgit2
import Synchronization

extension Repository {
  /// Any object's kind and content.
  public func object(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, content: [UInt8]) {
    let result = handle.withLock { handle -> Result<(ObjectKind, [UInt8]), GitError> in
      var oid = id.oid
      var object: OpaquePointer?
      let status = git_odb_read(&object, handle.database, &oid)
      guard status == 0, let object else { return .failure(Self.lastError(status, "object \(id)")) }
      defer { git_odb_object_free(object) }
      guard let kind = ObjectKind(rawValue: UInt8(truncatingIfNeeded: git_odb_object_type(object).rawValue)) else {
        return .failure(.malformed("object \(id) is of no kind that git defines"))
      }
      let content = UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object))
      return .success((kind, Array(content)))
    }
    return try result.get()
  }

  /// An object that has to be of a kind; the error says what it is instead.
  private func content(_ id: ObjectID, _ kind: ObjectKind) throws(GitError) -> [UInt8] {
    let object = try object(id)
    guard object.kind == kind else { throw .malformed("object \(id) is a \(object.kind.name), not a \(kind.name)") }
    return object.content
  }

  public func contains(_ id: ObjectID) -> Bool {
    handle.withLock { handle in
      var oid = id.oid
      return git_odb_exists(handle.database, &oid) == 1
    }
  }

  public func commit(_ id: CommitID) throws(GitError) -> Commit { try Commit(decoding: content(id, .commit)) }
  public func tree(_ id: ObjectID) throws(GitError) -> Tree { Tree(encoded: try content(id, .tree), idLength: id.byteCount) }
  public func blob(_ id: ObjectID) throws(GitError) -> [UInt8] { try content(id, .blob) }

  /// The entry at a path below a tree; nil when there is none.
  public func entry(_ path: String, in tree: ObjectID) throws(GitError) -> Tree.Entry? {
    var entry = Tree.Entry(mode: Tree.directoryMode, name: "", id: tree)
    for part in path.split(separator: "/") {
      guard entry.isTree, let next = try self.tree(entry.id).entry(named: String(part)) else { return nil }
      entry = next
    }
    return entry
  }

  /// Every file below a tree, in git's order. Symbolic links and submodules are left out.
  public func allFiles(_ tree: ObjectID) throws(GitError) -> [(path: String, id: ObjectID)] {
    var files: [(path: String, id: ObjectID)] = []
    try collectFiles(tree, prefix: "", into: &files)
    return files
  }

  private func collectFiles(
    _ tree: ObjectID, prefix: String, into files: inout [(path: String, id: ObjectID)]
  ) throws(GitError) {
    for entry in try self.tree(tree).entries {
      if entry.isTree {
        try collectFiles(entry.id, prefix: prefix + entry.name + "/", into: &files)
      } else if entry.isFile {
        files.append((prefix + entry.name, entry.id))
      }
    }
  }

  /// Writes one pack with all of the builder's objects, and reports it; see `PackDirectory.write`.
  public func write(
    _ builder: PackBuilder, for purpose: PackDirectory.Purpose = .history
  ) throws(GitError) -> PackDirectory.WrittenPack {
    do { return try packs.write(builder, for: purpose) } catch { throw .system(error) }
  }
}
