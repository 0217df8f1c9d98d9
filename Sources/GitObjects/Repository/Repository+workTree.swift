import CLibgit2
import Synchronization

/// Files that people have checked out beside the repository. Whoever moves the branch that they are of moves them along, or else the next
/// `git commit -a` would take back what the branch says.
extension Repository {
  /// Brings the work tree and its index from where `reference` is to a tree that it is about to be moved to. Does nothing without a work
  /// tree, or where that is of another branch.
  ///
  /// Throws `.workTreeChanged`, and changes nothing, when files that differ between the two have been changed there.
  public func checkOut(_ tree: ObjectID, of reference: String) throws(GitError) {
    guard let workTree else { return }
    let result = handle.withLock { handle -> Result<Void, GitError> in
      guard Self.checkedOut(handle.repository) == reference else { return .success(()) }
      var oid = tree.oid
      var object: OpaquePointer?
      let found = git_object_lookup(&object, handle.repository, &oid, GIT_OBJECT_TREE)
      guard found == 0 else { return .failure(Self.lastError(found, "tree \(tree)")) }
      defer { git_object_free(object) }
      var options = git_checkout_options()
      git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION))
      options.checkout_strategy = GIT_CHECKOUT_SAFE.rawValue
      let status = git_checkout_tree(handle.repository, object, &options)
      if status == GIT_ECONFLICT.rawValue { return .failure(.workTreeChanged(workTree)) }
      return status == 0 ? .success(()) : .failure(Self.lastError(status, "the work tree \(workTree)"))
    }
    try result.get()
  }

  /// The branch that HEAD names, whether or not there is one.
  private static func checkedOut(_ repository: OpaquePointer) -> String? {
    var head: OpaquePointer?
    guard git_reference_lookup(&head, repository, "HEAD") == 0 else { return nil }
    defer { git_reference_free(head) }
    return git_reference_symbolic_target(head).map { String(cString: $0) }
  }
}
