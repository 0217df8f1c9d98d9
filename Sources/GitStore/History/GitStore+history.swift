import APIMachinery
import Basics
import GitObjects
import Glibc
import Store

/// The past, for those who know that the store is git. What was acknowledged before the call is in the answer.
extension GitStore {
  /// Who changed what, newest first.
  public func log(_ query: HistoryQuery) async throws -> HistoryPage {
    await flush()
    return try await onOwnThread { [history] in try history.log(query) }
  }

  /// Finds a point of the past. Throws `HistoryError` and `StoreError`.
  public func place(_ point: HistoryPoint) async throws -> HistoryPlace {
    let current = revision
    await flush()
    return try await onOwnThread { [history] in try history.place(point, current: current) }
  }

  /// What differs between two revisions, sorted by object; of one resource, namespace or object where the query says so.
  public func differences(from old: Revision, to new: Revision, _ query: HistoryQuery = HistoryQuery()) async throws -> [ObjectDifference] {
    let current = revision
    for revision in [old, new] where revision > current { throw StoreError.future(revision, current: current) }
    await flush()
    let subject = ChangeIndex.Subject(resource: query.resource, namespace: query.namespace, name: query.name)
    return try await onOwnThread { [history] in try history.differences(from: old, to: new, subject) }
  }

  /// Looks whether the store says of itself what git holds; with `repairsIndexes` what is only an index is made anew where it doesn't.
  public func check(repairsIndexes: Bool) async throws -> StoreReport {
    await flush()
    let (current, adopted) = (snapshot() as? StoreState ?? StoreState(), adoptedMain.flatMap { CommitID(hex: $0) })
    return try await onOwnThread { [history, repository, sealer] in
      var report = try history.check(current: current, adopted: adopted, repairsIndexes: repairsIndexes)
      report.findings += Self.checkpointFindings(Checkpoint(gitDirectory: repository.gitDirectory, sealer: sealer), repairs: repairsIndexes)
      return report
    }
  }

  private static func checkpointFindings(_ checkpoint: Checkpoint, repairs: Bool) -> [StoreFinding] {
    guard access(checkpoint.path, F_OK) == 0, checkpoint.read() == nil else { return [] }
    let isRepaired = repairs && unlink(checkpoint.path) == 0
    return [
      StoreFinding(
        part: "checkpoint", message: "\(checkpoint.path) is damaged, or was sealed with another key: opening the store takes longer",
        repair: "run 'kctl fsck --repair', or delete it: it is made anew", isRepaired: isRepaired)
    ]
  }
}
