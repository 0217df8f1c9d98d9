import APIMachinery
import Basics
import GitObjects
import Store
import Synchronization

/// The object store whose data is a git repository (design sections 1 and 2).
///
/// A write is acknowledged once it is in the journal (`<gitdir>/kctl/journal`) and synced; a thread behind turns the journal into
/// commits on `live`, `main` and the ephemeral reference. Reads never touch git, but for revisions older than memory.
/// Must be closed: its threads and its lock on the repository live until then.
public final class GitStore: ObjectStore {
  /// The form of the repository that this code reads and writes: git config `kctl.layoutVersion`.
  public static let layoutVersion = "1"

  /// For reading what is in git; it may lag behind the store.
  public let repository: Repository
  /// Seals and unseals Secrets as they are on both branches.
  public let sealer: SecretSealer
  let sealing: SealingLedger

  /// Signs the commits; nil when they aren't signed.
  public let signer: CommitSigner?

  private let pipeline: CommitPipeline
  private let backlog: Backlog
  private let materialiser: Materialiser
  let history: HistoryReader
  private let checkpoint: CheckpointKeeper
  let maintenance: Maintenance
  let retention: Retention
  private let lock: StoreLock
  private let isClosed = Mutex(false)
  /// What the options say of retention, and whether a thread looks after the repository.
  public let retentionPolicy: RetentionPolicy?
  let isMaintained: Bool
  /// Each read of the past has a thread that waits for the disk, and a state in memory.
  private let pastReaders = Turnstile(width: 4)

  /// Opens the repository, makes it first when there is none, and recovers what a process that died left in the journal.
  /// Waits for the disk on a thread of its own.
  public static func open(_ options: GitStoreOptions) async throws(GitStoreError) -> GitStore {
    do { return try await onOwnThread { try GitStore(options) } } catch let error as GitStoreError {
      throw error
    } catch let error as SystemError {
      throw .system(error)
    } catch {
      throw .corruptRepository("\(error)")
    }
  }

  private init(_ options: GitStoreOptions) throws(GitStoreError) {
    (retentionPolicy, isMaintained) = (options.retention, options.maintainsPacks)
    do { repository = try Repository.initialize(options.path) } catch { throw .git(error) }
    lock = try StoreLock(repository.gitDirectory, deadline: options.lockDeadline, clock: options.clock)
    do throws(GitStoreError) {
      try Self.checkLayout(repository)
      repository.removeLeftovers()
      signer = try options.signingKeyFile.map { path throws(GitStoreError) in try SigningKeyFile.signer(path) }
      let recovered = try Recovery(repository: repository, options: options, signer: signer).run()
      if let signer { try SigningKeyFile.announce(signer, in: repository) }
      sealer = recovered.sealer
      sealing = try SealingLedger(
        gitDirectory: repository.gitDirectory, writers: sealer.ring.writers, isOrdinary: options.sealing.rules.isEmpty,
        at: recovered.state.revision)
      let done = recovered.groups.first.map { $0.sequence - 1 } ?? recovered.newest
      backlog = Backlog(
        limits: Backlog.Limits(backlogBytes: options.backlogBytesMax), clock: SystemClock(), done: done, recovered: recovered.groups,
        hasHeld: recovered.branches.main.isWritable())
      materialiser = Materialiser(
        repository, backlog: backlog, journal: recovered.journal, clock: options.clock, recovered.branches)
      pipeline = CommitPipeline(
        recovered.state, window: options.window, journal: recovered.journal, coding: JournalCoding(sealer: sealer),
        clock: options.clock, onDurable: backlog.add)
      let newest: @Sendable () -> CheckpointKeeper.Newest? = { [pipeline, materialiser] in
        let status = materialiser.currentStatus
        return status.live.map { live in
          .init(tree: live.tree, changes: status.liveChanges) { try? pipeline.recentSnapshot(at: live.revision) }
        }
      }
      let history = HistoryReader(repository, text: LiveObjectText(sealer: sealer)) {
        newest().flatMap { newest in newest.state().map { ($0, newest.tree) } }
      }
      materialiser.onPublished { [history] in history.tell($0) }
      let checkpoint = CheckpointKeeper(
        Checkpoint(gitDirectory: repository.gitDirectory, sealer: sealer), lag: recovered.readFromGit, clock: options.clock, newest: newest)
      let retention = Retention(history, materialiser, signer: signer, policy: options.retention, clock: options.clock)
      (self.history, self.checkpoint, self.retention) = (history, checkpoint, retention)
      maintenance = Maintenance(PackMaintenance(repository, grace: options.pruneGrace, clock: options.clock)) {
        checkpoint.writeIfDue(isClosing: false)
        // What can't be read now is read when somebody asks, and what can't be squashed now, the next time.
        try? history.refresh()
        try? retention.runIfDue()
      }
      do throws(SystemError) {
        try pipeline.start()
        try materialiser.start(recovered.branches)
        if options.maintainsPacks { try maintenance.start() }
      } catch {
        throw .system(error)
      }
    } catch {
      lock.release()
      throw error
    }
  }

  private static func checkLayout(_ repository: Repository) throws(GitStoreError) {
    let found = repository.configuration("kctl.layoutVersion")
    if let found, found != layoutVersion {
      throw .otherLayout(path: repository.gitDirectory, found: found, supported: layoutVersion)
    }
    guard found == nil else { return }
    do { try repository.setConfiguration("kctl.layoutVersion", layoutVersion) } catch { throw .git(error) }
  }

  // MARK: - ObjectStore

  public var revision: Revision { pipeline.current.revision }

  public func commit(_ transaction: Transaction) async throws(StoreError) -> [StoredObject?] {
    try await backlog.admit()
    return try await withCheckedContinuation { pipeline.submit(transaction, $0) }.get()
  }

  public func snapshot() -> any StoreSnapshot { pipeline.current }

  public func snapshot(at revision: Revision) async throws(StoreError) -> any StoreSnapshot {
    try retention.check(revision)
    do { return try pipeline.recentSnapshot(at: revision) } catch {
      guard case .compacted = error else { throw error }
    }
    try await flushed("revision \(revision)")
    return try await fromHistory("revision \(revision)") { [history] in try history.snapshot(at: revision) }
  }

  public func snapshot(at revision: Revision, of scope: ReadScope) async throws(StoreError) -> any StoreSnapshot {
    try retention.check(revision)
    do { return try pipeline.recentSnapshot(at: revision, of: scope.resource) } catch {
      guard case .compacted = error else { throw error }
    }
    try await flushed("revision \(revision)")
    return try await fromHistory("revision \(revision)") { [history] in try history.snapshot(at: revision, of: scope) }
  }

  public func changes(of resource: GroupResource, after: Revision) throws(StoreError) -> ChangeBatch {
    try pipeline.changes(of: resource, after: after)
  }

  public func pastChanges(
    of resource: GroupResource, after: Revision, limit: Int
  ) async throws(StoreError) -> ChangeBatch {
    do { return try changes(of: resource, after: after) } catch {
      guard case .compacted = error, !ObjectKey(resource, name: "").isEphemeral else { throw error }
    }
    let known = revision
    try await flushed("the changes after revision \(after)")
    return try await fromHistory("the changes after revision \(after)") { [history] in
      try history.changes(of: resource, after: after, limit: limit, known: known)
    }
  }

  private func flushed(_ what: String) async throws(StoreError) {
    guard await backlog.flush() else { throw .unavailable("\(what) can't be read from git: \(whyNotInGit)") }
  }

  private var whyNotInGit: String { materialiser.currentStatus.problem ?? "the store is closed" }

  private func fromHistory<Result: Sendable>(
    _ what: String, _ body: @escaping @Sendable () throws -> Result
  ) async throws(StoreError) -> Result {
    do { return try await pastReaders.pass { try await onOwnThread(body) } } catch let error as StoreError {
      throw error
    } catch {
      throw .unavailable("\(what) can't be read from git: \(error)")
    }
  }

  public func observe(_ resource: GroupResource?, _ observer: @escaping @Sendable () -> Void) -> StoreObservation {
    pipeline.observe(resource, observer)
  }

  public var failure: StoreError? { pipeline.failure ?? backlog.failure }

  public func close() async {
    guard isClosed.withLock({ isClosed in
      defer { isClosed = true }
      return !isClosed
    }) else { return }
    // None of these throws; a thread that can't be started leaves the work to this one.
    let finish: @Sendable () -> Void = { [self] in
      retention.close()
      maintenance.close()
      pipeline.close()
      materialiser.close()
      checkpoint.writeIfDue(isClosing: true)
      lock.release()
    }
    do { try await onOwnThread(finish) } catch { finish() }
  }

  // MARK: - git

  /// Waits until everything acknowledged so far is in git (but for what `status` says is held). False when writing to git keeps failing,
  /// or the store is closed: what was acknowledged is then safe in the journal.
  @discardableResult
  public func flush() async -> Bool { await backlog.flush() }

  /// Consolidates small packs and writes the commit-graph now, with the `git` program; writes go on meanwhile.
  public func consolidatePacks() async {
    let run: @Sendable () -> Void = { [maintenance] in maintenance.packs.consolidate(isWanted: true) }
    do { try await onOwnThread(run) } catch { run() }
  }

  /// The commit of `main` that the live state holds, in hexadecimal.
  public var adoptedMain: String? { materialiser.currentStatus.adopted?.hex }

  /// The same, once the live state holds whatever the store itself has put on `main` until now. Throws when that keeps failing.
  public func settledMain() async throws(StoreError) -> String? {
    guard await backlog.settle() else { throw .unavailable("main can't be told apart from live: \(whyNotInGit)") }
    return adoptedMain
  }

  public var status: GitStoreStatus {
    let status = materialiser.currentStatus
    return GitStoreStatus(
      adoptedMain: status.adopted?.hex, heldEdits: status.heldEdits, oldestHeldEdit: status.oldestHeld,
      backlogBytes: backlog.size.bytes, problem: status.problem, batches: status.batches)
  }

  /// The commit that `main` is at, whoever moved it there. Blocks on the disk.
  public func mainTip() throws(GitError) -> CommitID? { try repository.resolve(MainBranch.reference) }
}
