import Basics
import GitObjects
import Store

extension GitStore {
  /// Squashes old history into a snapshot, or with `dryRun` only tells what would become of it. Writers go on meanwhile; objects, uids and
  /// revisions stay as they are, and so does `main`. Throws `RetentionError`, `StoreError` and what git says; nothing has changed then.
  public func compact(_ scope: CompactionScope, dryRun: Bool = false) async throws -> CompactionReport {
    await flush()
    let report = try await onOwnThread { [retention] in try retention.run(scope, onRequest: true, dryRun: dryRun) }
    if !dryRun, !isMaintained { await prune() }
    return report
  }

  /// How far back history reaches. What was acknowledged before the call counts.
  public func extent() async throws -> HistoryExtent {
    try await onOwnThread { [history] in try history.extent() }
  }

  /// What the repository takes on the disk.
  public func size() async -> RepositorySize {
    let directory = repository.gitDirectory
    return (try? await onOwnThread { RepositorySize(directory) }) ?? RepositorySize(directory)
  }

  /// Gives back what was squashed and is no longer kept for anybody's sake. True when something may have been.
  @discardableResult
  public func prune() async -> Bool {
    let run: @Sendable () -> Bool = { [maintenance] in maintenance.packs.prune(isWanted: true) }
    return (try? await onOwnThread(run)) ?? run()
  }

  /// When something was squashed that is still on the disk for those who may be reading it.
  public var squashedAt: Timestamp? { Retention.squashedAt(repository.gitDirectory) }
}
