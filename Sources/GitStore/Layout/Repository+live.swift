import APIMachinery
import GitObjects

extension Repository {
  /// The object's file in a tree of `live`, however deep its directory is divided; nil where there is none.
  func blob(of key: ObjectKey, inLive tree: ObjectID) throws(GitError) -> ObjectID? {
    guard var entry = try self.entry(LivePath.directories(key).joined(separator: "/"), in: tree), entry.isTree else { return nil }
    let file = LivePath.fileName(key)
    for digit in LiveDirectory.digits(file) {
      let directory = try self.tree(entry.id)
      if let found = directory.entry(named: file), found.isFile { return found.id }
      guard let next = directory.entry(named: digit), next.isTree else { return nil }
      entry = next
    }
    return try self.tree(entry.id).entry(named: file)?.id
  }
}
