import APIMachinery
import GitObjects
import Store

/// What differs between two points of the past, found by comparing trees: what they share is never looked at.
extension HistoryReader {
  /// A tree of `live`, and what stood differently in the midst of a commit.
  private struct View {
    var tree: ObjectID?
    var overlay: [ObjectKey: StoredObject?] = [:]
  }

  func differences(from old: Revision, to new: Revision, _ subject: ChangeIndex.Subject) throws -> [ObjectDifference] {
    try state.withLock { state in
      let index = try update(&state)
      let (before, after) = (try view(at: old, index), try view(at: new, index))
      let scope = subject.resource.map { ReadScope($0, namespace: subject.namespace, name: subject.name) }
      let blobs = try blobs(changedPaths(before.tree, after.tree, of: scope))
      let keys = Set(blobs.keys).union(before.overlay.keys).union(after.overlay.keys).filter(subject.includes)
      return try keys.sorted().compactMap { key in
        let (first, second) = (try object(key, blobs[key]?.old, blobs[key] != nil, before), try object(key, blobs[key]?.new, blobs[key] != nil, after))
        return first?.revision == second?.revision ? nil : ObjectDifference(key: key, before: first, after: second)
      }
    }
  }

  private func view(at revision: Revision, _ index: HistoryIndex) throws -> View {
    guard let position = index.position(reaching: revision) else { throw StoreError.compacted(oldest: revision) }
    guard position < index.count, let step = index[position] else {
      return View(tree: try index.count > 0 ? index[index.count - 1].map { try repository.commit($0.commit).tree } : nil)
    }
    let commit = try repository.commit(step.commit)
    if step.last == revision { return View(tree: commit.tree) }
    guard position > 0 || step.first <= Revision(1) else { throw StoreError.compacted(oldest: step.last) }
    var view = View(tree: try commit.parents.first.map { try repository.commit($0).tree })
    for change in try changes(commit, of: nil) where change.revision <= revision {
      view.overlay[change.object.key] = .some(change.isDelete ? nil : change.object)
    }
    return view
  }

  private func object(_ key: ObjectKey, _ blob: ObjectID?, _ isKnown: Bool, _ view: View) throws -> StoredObject? {
    if let object = view.overlay[key] { return object }
    guard let blob = isKnown ? blob : try view.tree.flatMap({ try repository.blob(of: key, inLive: $0) }) else { return nil }
    return try loader.object(key, blob)
  }
}
