import Basics
import CLibgit2
import Glibc
import Synchronization

extension Repository {
  /// What a reference points to, through symbolic ones; nil when there is none.
  public func resolve(_ reference: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let status = handle.withLock { git_reference_name_to_id(&oid, $0.repository, reference) }
    if status == GIT_ENOTFOUND.rawValue { return nil }
    guard status == 0 else { throw Self.lastError(status, reference) }
    return ObjectID(oid)
  }

  /// The commit that a branch, tag, `HEAD~2` or (abbreviated) id means, as in `git rev-parse`; nil when nothing.
  public func resolve(revision: String) throws(GitError) -> CommitID? {
    let result = handle.withLock { handle -> Result<CommitID?, GitError> in
      var object: OpaquePointer?
      let status = git_revparse_single(&object, handle.repository, revision)
      if status == GIT_ENOTFOUND.rawValue || status == GIT_EINVALIDSPEC.rawValue { return .success(nil) }
      guard status == 0 else { return .failure(Self.lastError(status, revision)) }
      defer { git_object_free(object) }
      var commit: OpaquePointer?
      guard git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0 else { return .success(nil) }
      defer { git_object_free(commit) }
      return .success(git_object_id(commit).map { ObjectID($0.pointee) })
    }
    return try result.get()
  }

  /// The names of all references that start with `prefix`, sorted.
  public func references(prefix: String) throws(GitError) -> [String] {
    let result = handle.withLock { handle -> Result<[String], GitError> in
      var list = git_strarray()
      let status = git_reference_list(&list, handle.repository)
      guard status == 0 else { return .failure(Self.lastError(status, "references")) }
      defer { git_strarray_dispose(&list) }
      let names = (0..<list.count).compactMap { list.strings[$0].map { String(cString: $0) } }
      return .success(names.filter { $0.hasPrefix(prefix) }.sorted())
    }
    return try result.get()
  }

  /// Moves a reference if it still is where `expecting` says (nil: if there is none), durably: on return it's on disk.
  ///
  /// Git's own locking is obeyed, so no other program's update is overwritten, nor ours by theirs. `.locked` and `.moved`
  /// change nothing. `name` is a direct reference such as `refs/heads/main`.
  public func updateReference(
    _ name: String, to id: ObjectID, expecting expected: ObjectID?, log message: String = "kctl", by committer: Signature? = nil
  ) throws(GitError) {
    let lock = try ReferenceLock(name, value: id, gitDirectory: gitDirectory)
    let found: ObjectID?
    do { found = try resolve(name) } catch {
      lock.abandon()
      throw error
    }
    guard found == expected else {
      lock.abandon()
      throw .moved(reference: name, expected: expected, found: found)
    }
    appendReflog(name, from: expected, to: id, message, committer)
    try lock.commit(isNew: expected == nil)
  }

  /// Whoever works in a work tree relies on the reflog of branches; a bare repository has none unless somebody made it.
  private func appendReflog(_ name: String, from: ObjectID?, to: ObjectID, _ message: String, _ committer: Signature?) {
    let path = gitDirectory + "/logs/" + name
    if access(path, F_OK) != 0 {
      guard workTree != nil, name.hasPrefix("refs/heads/"), let slash = path.lastIndex(of: "/") else { return }
      guard (try? TextFile.makeDirectories(String(path[..<slash]))) != nil else { return }
    }
    let who = committer ?? Signature(name: "kctl", email: "kctl@localhost", time: SystemClock().now)
    let zero = String(repeating: "0", count: to.byteCount * 2)
    let line = "\(from?.hex ?? zero) \(to.hex) \(who.text)\t\(message.prefix { $0 != "\n" })\n"
    let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return }
    // A reflog entry is a convenience: losing one must not fail the update.
    _ = Array(line.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }

  /// Clears away what a process that died left in the repository: temporary packs, `.keep` files and reference locks of ours.
  /// Only for who holds kctl's lock on the repository.
  public func removeLeftovers() {
    packs.removeLeftovers()
    ReferenceLock.removeLeftovers(gitDirectory: gitDirectory)
  }
}
