import APIMachinery
import Basics
import GitObjects
import Store

/// `refs/heads/live`: turns transactions into commits on its first-parent chain. Used by the materialiser's thread alone.
///
/// Machine writes share a commit as long as no object is written twice, so that any revision can be told from the trees;
/// what a person did is a commit of its own.
final class LiveBranch {
  static let reference = "refs/heads/live"

  private let root: LiveDirectory
  private let text: LiveObjectText
  private let signer: CommitSigner?
  /// Where the reference is, as far as we know.
  private(set) var published: CommitID?
  private var tip: CommitID?
  private var tree: ObjectID?
  private var revision: Revision
  /// The newest revision of all, Leases and Events too, up to which the commits here say everything that belongs here.
  private var covered: Revision
  /// What the published commit says: all objects up to the revision.
  private(set) var state: (tree: ObjectID, revision: Revision)?
  /// How many changes have been committed since the store was opened.
  private(set) var changeCount = 0
  /// The newest journal group that is in `live`.
  private var sequence: UInt64
  /// The newest one that was there at start: what is replayed up to it is there already.
  let recovered: UInt64
  /// The newest commit's. No commit is said to be older than the one before it, also where the clock was set back: what was at a time
  /// is looked for by halves.
  private var time: Timestamp?

  /// What the commits since the last publication touched.
  private var touched: [(commit: CommitID, keys: [ObjectKey])] = []
  private var gathered: [CommittedTransaction] = []
  private var gatheredKeys: Set<ObjectKey> = []

  init(
    root: LiveDirectory, text: LiveObjectText, tip: CommitID?, tree: ObjectID?, revision: Revision, covered: Revision, sequence: UInt64,
    time: Timestamp?, signer: CommitSigner?
  ) {
    (self.signer, self.time) = (signer, time)
    (self.root, self.text, self.tip, self.tree, self.revision, self.sequence) = (root, text, tip, tree, revision, sequence)
    published = tip
    recovered = sequence
    self.covered = covered
    state = tree.map { ($0, covered) }
  }

  /// Reads from git what these groups will touch. Changes nothing: when it throws it may be called again.
  func prepare(_ batch: [CommittedGroup], _ repository: Repository) throws(GitError) {
    for group in batch where group.sequence > recovered {
      for transaction in group.transactions {
        for change in transaction.changes where !change.object.key.isEphemeral {
          let key = change.object.key
          try root.prepare(LivePath.directories(key)[...], LivePath.fileName(key), repository)
        }
      }
    }
  }

  /// Adds the commits for one transaction to the pack. `main`: what was in force before it; `takesIn`: the commit of `main` that it brings
  /// (design I1).
  func add(_ transaction: CommittedTransaction, sequence: UInt64, main: CommitID?, takesIn: CommitID?, _ pack: PackBuilder) {
    let isPersonal = takesIn != nil || !transaction.desired.isEmpty
    let keys = transaction.changes.map(\.object.key)
    if isPersonal || keys.contains(where: gatheredKeys.contains) { commitGathered(main: main, pack) }
    if Set(keys).count != keys.count {
      // One transaction that writes an object twice can't be split, and is one step for everybody.
      commitGathered(main: main, pack)
    }
    gathered.append(transaction)
    gatheredKeys.formUnion(keys)
    for change in transaction.changes where !change.object.key.isEphemeral { apply(change, pack) }
    self.sequence = max(self.sequence, sequence)
    covered = max(covered, transaction.revision)
    if isPersonal { commitGathered(main: takesIn ?? main, takesIn: takesIn, pack) }
  }

  /// A transaction that is in `live` already.
  func skip(_ transaction: CommittedTransaction) { covered = max(covered, transaction.revision) }

  private func apply(_ change: CommittedTransaction.Change, _ pack: PackBuilder) {
    let key = change.object.key
    changeCount += 1
    let blob = change.isDelete ? nil : pack.add(.blob, text.encode(change))
    root.set(LivePath.directories(key)[...], LivePath.fileName(key), blob)
  }

  /// Commits what has been gathered. A commit of `main` may be taken in without any change.
  func commitGathered(main: CommitID?, takesIn: CommitID? = nil, _ pack: PackBuilder) {
    defer {
      gathered = []
      gatheredKeys = []
    }
    guard takesIn != nil || gathered.contains(where: \.isLive) else { return }
    if tip == nil, takesIn != nil { begin(pack) }
    let last = gathered.last.map { max($0.revision, revision) } ?? revision
    let first = min(revision.advanced(by: 1), last)
    let committer = signature(gathered.last)
    let message = CommitMessage.live(gathered, from: first, to: last, sequence: sequence, main: main)
    let tree = root.write(pack)
    let commit = Commit(
      tree: tree, parents: [tip, takesIn].compactMap { $0 }, author: committer, committer: committer, message: message)
    self.tree = tree
    let id = pack.add(.commit, commit.encoded(by: signer))
    touched.append((id, Array(Set(gathered.flatMap(\.changes).map(\.object.key)).filter { !$0.isEphemeral })))
    tip = id
    revision = last
  }

  /// The chain of first parents must never lead into `main`, so it starts with a commit of its own.
  private func begin(_ pack: PackBuilder) {
    let committer = signature(gathered.first)
    let message = CommitMessage.live([], from: .zero, to: .zero, sequence: 0, main: nil)
    let commit = Commit(
      tree: pack.add(.tree, []), parents: [], author: committer, committer: committer, message: message)
    tip = pack.add(.commit, commit.encoded(by: signer))
  }

  private func signature(_ transaction: CommittedTransaction?) -> Signature {
    let said = transaction?.provenance.time ?? SystemClock().now
    let later = self.time.map { max($0, said) } ?? said
    self.time = later
    return CommitMessage.committer(later)
  }

  var hasNews: Bool { tip != published }

  func publish(_ repository: Repository) throws(GitError) {
    guard let tip, tip != published else { return }
    do throws(GitError) { try repository.updateReference(Self.reference, to: tip, expecting: published) } catch {
      guard case .moved(_, _, let found) = error, let published else { throw error }
      // Whatever it was moved to isn't this store's past.
      throw .failed(
        "another program moved \(Self.reference) to \(found?.hex ?? "nothing"), and kctl alone may write it:"
          + " put it back with 'git update-ref \(Self.reference) \(published.hex)'")
    }
    published = tip
  }

  /// Moves the branch to a history of other commits that ends in the same state.
  func replace(_ old: CommitID, by new: CommitID, _ repository: Repository) throws(GitError) {
    guard published == old, !hasNews else { throw .moved(reference: Self.reference, expected: old, found: published) }
    try repository.updateReference(Self.reference, to: new, expecting: old, log: "kctl: old history squashed")
    (published, tip) = (new, new)
  }

  /// Called when all that was added is published; answers what those commits touched.
  func settle() -> [(commit: CommitID, keys: [ObjectKey])] {
    state = tree.map { ($0, covered) }
    defer { touched = [] }
    return touched
  }
}
