import APIMachinery
import Basics
import GitObjects
import Store

/// `refs/kctl/ephemeral`: one parentless commit with the Leases and Events of now, replaced each time.
///
/// Its objects go into packs of their own, which are written anew and removed once most of what they hold is past. Used by the
/// materialiser's thread alone.
final class EphemeralBranch {
  static let reference = "refs/kctl/ephemeral"
  /// Superseded packs stay this long for programs that are still reading the commit they found.
  private static let grace: Duration = .seconds(300)

  private let root: LiveDirectory
  private let text: LiveObjectText
  private let signer: CommitSigner?
  private let pack = PackBuilder()
  private var published: CommitID?
  private var tip: CommitID?
  private var sequence: UInt64
  private var revision = Revision.zero
  private var publishedAt: Timestamp?
  /// The newest journal group whose part of this is in git.
  private(set) var publishedSequence: UInt64
  private(set) var isChanged = false
  private var objects: [ObjectKey: StoredObject]
  private var packs: [PackDirectory.WrittenPack]
  private var wholeBytes: Int
  private var superseded: [(at: Timestamp, pack: PackDirectory.WrittenPack)] = []

  init(
    root: LiveDirectory, text: LiveObjectText, tip: CommitID?, sequence: UInt64, objects: [StoredObject],
    packs: [PackDirectory.WrittenPack], signer: CommitSigner?
  ) {
    self.signer = signer
    (self.root, self.text, self.tip, self.sequence, self.packs) = (root, text, tip, sequence, packs)
    self.objects = Dictionary(objects.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    published = tip
    publishedSequence = sequence
    wholeBytes = packs.reduce(0) { $0 + $1.byteCount }
  }

  func add(_ transaction: CommittedTransaction, sequence: UInt64) {
    for change in transaction.changes where change.object.key.isEphemeral {
      let key = change.object.key
      objects[key] = change.isDelete ? nil : change.object
      let blob = change.isDelete ? nil : pack.add(.blob, text.encode(change))
      root.set(LivePath.directories(key)[...], LivePath.fileName(key), blob)
      isChanged = true
    }
    // Nothing else would carry a revision that no object has.
    if transaction.changes.isEmpty, transaction.adoption == nil { isChanged = true }
    self.sequence = max(self.sequence, sequence)
    revision = max(revision, transaction.revision)
    if !isChanged { publishedSequence = self.sequence }
  }

  /// Writes and moves the reference, if anything has changed; not more often than every `interval` unless it must.
  func publish(_ repository: Repository, isForced: Bool, interval: Duration, now: Timestamp) throws(GitError) {
    removeSuperseded(repository, now)
    guard isChanged else { return }
    if !isForced, let publishedAt, now > publishedAt, now - publishedAt < interval { return }
    let isRewrite = packs.reduce(0) { $0 + $1.byteCount } + pack.byteCount > 2 * wholeBytes + (1 << 20)
    if isRewrite { rewriteAll() }
    let committer = CommitMessage.committer(now)
    let commit = Commit(
      tree: root.write(pack), parents: [], author: committer, committer: committer,
      message: CommitMessage.ephemeral(revision, sequence: sequence))
    let id = pack.add(.commit, commit.encoded(by: signer))
    let written = try repository.write(pack, for: .ephemeral)
    tip = id
    do throws(GitError) { try repository.updateReference(Self.reference, to: id, expecting: published) } catch {
      repository.packs.remove([written])
      // What somebody put there has no part in what is now: the next attempt replaces it.
      if case .moved(_, _, let found) = error { published = found }
      throw error
    }
    published = id
    isChanged = false
    publishedSequence = sequence
    publishedAt = now
    pack.reset()
    if isRewrite {
      superseded += packs.map { (now, $0) }
      packs = []
      wholeBytes = written.byteCount
    }
    packs.append(written)
  }

  private func rewriteAll() {
    pack.reset()
    for object in objects.values { pack.add(.blob, text.encode(CommittedTransaction.Change(object: object, isDelete: false))) }
    root.writeAll(pack)
  }

  private func removeSuperseded(_ repository: Repository, _ now: Timestamp) {
    let old = superseded.filter { now - $0.at > Self.grace || now < $0.at }
    superseded.removeAll { now - $0.at > Self.grace || now < $0.at }
    repository.packs.remove(old.map(\.pack))
  }
}
