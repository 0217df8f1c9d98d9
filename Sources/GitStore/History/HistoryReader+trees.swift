import APIMachinery
import GitObjects
import Store

/// What trees of `live` hold, and what commits changed in them.
extension HistoryReader {
  /// What a tree holds, of the scope or of all: the newest state, with what differs read from git.
  func state(_ tree: ObjectID, of scope: ReadScope? = nil) throws -> StoreState {
    var result = StoreState()
    var base: ObjectID?
    if let newest = newest() {
      (result, base) = (newest.state, newest.tree)
      for resource in result.resources where ObjectKey(resource, name: "").isEphemeral || scope.map({ $0.resource != resource }) ?? false {
        result.load(resource, sorted: [])
      }
      if let scope, let namespace = scope.namespace {
        let kept = scope.key.map { result.get($0).map { [$0] } ?? [] } ?? result.list(scope.resource, namespace: namespace)
        result.load(scope.resource, sorted: kept)
      }
    }
    try result.apply(try changedPaths(base, tree, of: scope), loader)
    return result
  }

  /// What a commit changed, of the scope or of all, in the order of the revisions.
  func changes(_ commit: Commit, of scope: ReadScope?) throws -> [StoreChange] {
    let before = try commit.parents.first.map { try repository.commit($0).tree }
    return try changes(blobs(changedPaths(before, commit.tree, of: scope)), commit)
  }

  /// The changes that a commit made to one object: one, or none.
  func changes(_ commit: Commit, to key: ObjectKey) throws -> [StoreChange] {
    let before = try commit.parents.first.map { try repository.commit($0).tree }
    return try changes([key: (before.flatMap { try repository.blob(of: key, inLive: $0) }, repository.blob(of: key, inLive: commit.tree))], commit)
  }

  typealias Blobs = [ObjectKey: (old: ObjectID?, new: ObjectID?)]

  /// By object: a file that moved because its directory was divided is the same one.
  func blobs(_ paths: [ChangedPath]) throws -> Blobs {
    var blobs: Blobs = [:]
    for path in paths {
      let key = try loader.key(path.path.split(separator: "/").map(String.init))
      let known = blobs[key]
      blobs[key] = (path.old ?? known?.old, path.new ?? known?.new)
    }
    return blobs
  }

  private func changes(_ blobs: Blobs, _ commit: Commit) throws -> [StoreChange] {
    let deleted = LiveTrailers.deleted(commit)
    return try blobs.compactMap { key, blob -> StoreChange? in
      guard blob.old != blob.new else { return nil }
      let previous = try blob.old.map { try loader.object(key, $0) }
      if let new = blob.new {
        let object = try loader.object(key, new)
        return StoreChange(revision: object.revision, object: object, previous: previous, isDelete: false)
      }
      guard let previous, let revision = deleted[key] else { return nil }
      return StoreChange(revision: revision, object: previous.renumbered(revision), previous: previous, isDelete: true)
    }.sorted { $0.revision < $1.revision }
  }

  /// As `Repository.changedPaths`, of what is in the scope only.
  func changedPaths(_ old: ObjectID?, _ new: ObjectID?, of scope: ReadScope?) throws -> [ChangedPath] {
    guard let scope else { return try repository.changedPaths(fromTree: old, toTree: new) }
    if let key = scope.key {
      let (before, after) = (try old.flatMap { try repository.blob(of: key, inLive: $0) }, try new.flatMap { try repository.blob(of: key, inLive: $0) })
      let path = (LivePath.directories(key) + [LivePath.fileName(key)]).joined(separator: "/")
      return before == after ? [] : [ChangedPath(path: path, old: before, new: after)]
    }
    var found: [ChangedPath] = []
    func compare(_ old: Tree.Entry?, _ new: Tree.Entry?, _ path: String) throws {
      guard old?.id != new?.id else { return }
      for change in try repository.changedPaths(fromTree: old?.id, toTree: new?.id) {
        found.append(ChangedPath(path: path + "/" + change.path, old: change.old, new: change.new))
      }
    }
    if scope.namespace?.isEmpty ?? true {
      let cluster = LivePath.directories(ObjectKey(scope.resource, name: "")).joined(separator: "/")
      try compare(old.flatMap { try repository.entry(cluster, in: $0) }, new.flatMap { try repository.entry(cluster, in: $0) }, cluster)
    }
    let (before, after) = (try namespaces(old), try namespaces(new))
    let names = scope.namespace.map { Set([LivePath.namespaceDirectory($0)]) } ?? Set(before.keys).union(after.keys)
    for name in names where before[name] != after[name] {
      guard let directory = LivePath.directories(ObjectKey(scope.resource, namespace: "-", name: "")).last else { continue }
      try compare(
        before[name].flatMap { try repository.tree($0).entry(named: directory) },
        after[name].flatMap { try repository.tree($0).entry(named: directory) }, "namespaces/\(name)/\(directory)")
    }
    return found
  }

  private func namespaces(_ tree: ObjectID?) throws -> [String: ObjectID] {
    guard let tree, let entry = try repository.entry("namespaces", in: tree), entry.isTree else { return [:] }
    let entries = try repository.tree(entry.id).entries.filter(\.isTree)
    return Dictionary(entries.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
  }
}
