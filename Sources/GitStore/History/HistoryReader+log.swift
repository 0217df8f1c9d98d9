import APIMachinery
import Basics
import GitObjects
import Store

/// Who changed what: read newest first along the first parents of `live`, led by the index of changes.
extension HistoryReader {
  /// A page looks at this many commits at most, so that one that finds nothing comes to an end.
  private static let commitsMax = 5_000

  func log(_ query: HistoryQuery) throws -> HistoryPage {
    try state.withLock { state in
      let (index, changes) = try updateChanges(&state)
      var bound = index.count
      if let text = query.continuation { bound = try Self.bound(text, index) }
      // The step that reaches the bound may hold revisions below it too.
      if let before = query.before, let position = index.position(reaching: before) { bound = min(bound, position + 1) }
      let subject = ChangeIndex.Subject(resource: query.resource, namespace: query.namespace, name: query.name)
      var page = HistoryPage()
      var looked = 0
      while true {
        let portion = 256
        let positions: [Int]
        if subject.isEverything {
          positions = Array((max(0, bound - portion)..<max(0, bound)).reversed())
        } else if let found = changes.positions(of: subject, below: bound, limit: portion) {
          positions = found
        } else {
          try changes.clear()
          throw StoreError.unavailable("the index of changes was damaged; it is made anew: ask again")
        }
        if positions.isEmpty { return page }
        for position in positions {
          guard let step = index[position], step.last > query.after else { return page }
          let commit = try repository.commit(step.commit)
          if let since = query.since, commit.committer.time < since { return page }
          guard position > 0 || !commit.parents.isEmpty || step.first <= Revision(1) else {
            // What a commit without a parent holds was there before it.
            page.oldest = step.last
            return page
          }
          bound = position
          looked += 1
          if LiveTrailers.isGraft(commit) { continue }
          if query.until.map({ commit.committer.time <= $0 }) ?? true { page.entries += try entries(step, commit, query) }
          if page.entries.count >= query.limit || looked >= Self.commitsMax {
            if bound > 0, let next = index[bound - 1] { page.continuation = "\(bound)-\(next.last)" }
            return page
          }
        }
      }
    }
  }

  /// Where a page ended: the next step's number, and its revision, by which it is found when history was squashed meanwhile.
  private static func bound(_ text: String, _ index: HistoryIndex) throws -> Int {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let position = Int(parts[0]), position > 0, let revision = Revision(parts[1]) else { throw HistoryError.badContinuation(text) }
    if position <= index.count, index[position - 1]?.last == revision { return position }
    guard let after = index.position(reaching: revision.advanced(by: 1)) else { throw HistoryError.damagedIndex }
    return after
  }

  /// What one commit did that the query asks for, newest first.
  private func entries(_ step: HistoryIndex.Step, _ commit: Commit, _ query: HistoryQuery) throws -> [HistoryEntry] {
    let changes: [StoreChange]
    if let resource = query.resource, let name = query.name {
      changes = try self.changes(commit, to: ObjectKey(resource, namespace: query.namespace ?? "", name: name))
    } else {
      let subject = ChangeIndex.Subject(resource: query.resource, namespace: query.namespace)
      changes = try self.changes(commit, of: query.resource.map { ReadScope($0, namespace: query.namespace) })
        .filter { subject.includes($0.object.key) }
    }
    var origins = ChangeOrigins(commit, repository)
    var found: [HistoryEntry] = []
    for change in changes.reversed() where change.revision > query.after && query.before.map({ change.revision < $0 }) ?? true {
      found.append(
        HistoryEntry(
          revision: change.revision, commit: step.commit, time: commit.committer.time, key: change.object.key, before: change.previous,
          after: change.isDelete ? nil : change.object, origin: try origins.origin(of: change)))
    }
    if changes.isEmpty, query.resource == nil, query.namespace == nil, commit.parents.count > 1 {
      found.append(
        HistoryEntry(revision: step.last, commit: step.commit, time: commit.committer.time, origin: try origins.origin(of: nil)))
    }
    guard let author = query.author?.lowercased() else { return found }
    return found.filter { $0.origin.user.lowercased().contains(author) || $0.origin.email.lowercased().contains(author) }
  }
}
