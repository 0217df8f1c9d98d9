import APIMachinery
import Basics
import GitObjects
import Manifests
import Store

/// `refs/heads/main` as the store sees it: which commit has been adopted, and the persons' changes that are to be written onto it.
///
/// A change is written only onto the adopted tip. While somebody's push is not adopted yet, changes are held, and written
/// on top of it afterwards, so nobody's work is overwritten. Used by the materialiser's thread alone.
final class MainBranch {
  static let reference = "refs/heads/main"

  private let repository: Repository
  private let file: DesiredFile
  private let signer: CommitSigner?
  /// The commit of `main` whose content the live state holds.
  private(set) var adopted: CommitID?
  /// Changes that wait, oldest first.
  private(set) var held: [(position: JournalPosition, transaction: CommittedTransaction)] = []
  /// Commits that a process before this one made without getting to say so on `live`.
  private var done: [JournalPosition: CommitID]
  /// Why the held changes wait, when it is anything else than a push that isn't adopted yet.
  private(set) var problem: String?

  private var index = ManifestIndex()
  private var indexed: CommitID?

  init(
    _ repository: Repository, sealer: SecretSealer, adopted: CommitID?, done: [JournalPosition: CommitID], signer: CommitSigner?,
    reading: @escaping @Sendable (Value, GroupVersionKind) -> Value = { object, _ in object }
  ) {
    (self.repository, self.adopted, self.done, self.signer) = (repository, adopted, done, signer)
    file = DesiredFile(sealer: sealer, reading: reading)
  }

  func adopt(_ commit: CommitID) { adopted = commit }

  func add(_ transaction: CommittedTransaction, at position: JournalPosition) {
    if !transaction.desired.isEmpty { held.append((position, transaction)) }
  }

  /// How often the thread has looked since files of the work tree were in the way; zero when none were.
  private var looks = 0
  private static let looksBetweenTries = 5

  /// Whether it is worth trying to write the held changes now.
  func isWritable() -> Bool {
    guard !held.isEmpty, (try? repository.resolve(Self.reference)) == .some(adopted) else { return false }
    guard looks > 0 else { return true }
    looks += 1
    return looks % Self.looksBetweenTries == 0
  }

  /// Writes what is held, if `main` is where the adopted commit is. Answers the commit that each transaction became.
  func writeHeld() throws(GitError) -> [JournalPosition: CommitID] {
    var commits = try takeDone()
    guard !held.isEmpty else { return commits }
    guard try repository.resolve(Self.reference) == adopted else { return commits }
    let pack = PackBuilder()
    var tip = adopted
    var newest: ObjectID?
    let tree = try WorkingTree(adopted.map { id throws(GitError) in try repository.commit(id).tree }, in: repository)
    try updateIndex()
    var written: [JournalPosition: CommitID] = [:]
    for (position, transaction) in held {
      guard try apply(transaction, to: tree) else { continue }
      let time = transaction.provenance.time ?? Timestamp(secondsSinceEpoch: 0)
      let root = tree.write(pack)
      newest = root
      let commit = Commit(
        tree: root, parents: tip.map { [$0] } ?? [], author: CommitMessage.author(transaction.provenance),
        committer: CommitMessage.committer(time), message: CommitMessage.main(transaction, position))
      let id = pack.add(.commit, commit.encoded(by: signer))
      written[position] = id
      tip = id
    }
    if let tip, tip != adopted {
      let pack = try repository.write(pack)
      defer { pack.release() }
      do {
        if let newest { try repository.checkOut(newest, of: Self.reference) }
        try repository.updateReference(Self.reference, to: tip, expecting: adopted, log: "kctl: changes through the API")
        (problem, looks) = (nil, 0)
      } catch {
        // Somebody was faster, or holds the lock: nothing is lost, the changes stay held.
        indexed = nil
        index = ManifestIndex()
        switch error {
        case .locked: problem = error.description
        case .workTreeChanged: (problem, looks) = ("changes through the API wait for main: \(error)", looks + 1)
        default: break
        }
        switch error {
        case .moved, .locked, .workTreeChanged: return commits
        default: throw error
        }
      }
      (adopted, indexed) = (tip, tip)
    }
    held = []
    commits.merge(written) { $1 }
    return commits
  }

  /// Held changes that are on `main` already, because a process before this one got that far.
  private func takeDone() throws(GitError) -> [JournalPosition: CommitID] {
    guard !done.isEmpty else { return [:] }
    var commits: [JournalPosition: CommitID] = [:]
    for entry in held {
      guard let commit = done.removeValue(forKey: entry.position) else { continue }
      commits[entry.position] = commit
      // It was written onto what had been adopted then, so nothing unadopted comes with it.
      if try repository.commit(commit).parents.first == adopted { adopted = commit }
    }
    held.removeAll { commits[$0.position] != nil }
    return commits
  }

  /// False when the change leaves `main` as it is.
  private func apply(_ transaction: CommittedTransaction, to tree: WorkingTree) throws(GitError) -> Bool {
    var isChanged = false
    for desired in transaction.desired {
      let path = try path(of: desired, in: tree)
      let old = try tree.read(path)
      let new: ManifestEditor.Edited?
      do { new = try edited(desired, path, old) } catch {
        // A manifest that can't be read can't be edited: the person's change stands on live, and main keeps what it says.
        problem = "\(path): \(error)"
        continue
      }
      guard new?.bytes != old else { continue }
      guard try tree.canHold(path) else {
        problem = "\(path): main has something else in its place"
        continue
      }
      try tree.write(path, new?.bytes)
      if let new { index.update(new.file(path)) } else { index.update(path, nil) }
      isChanged = true
    }
    return isChanged
  }

  /// The file's new content. A person's text that would change what the file says of other objects, or doesn't say this one, isn't taken.
  private func edited(_ desired: CommittedTransaction.Desired, _ path: String, _ old: [UInt8]?) throws -> ManifestEditor.Edited? {
    let identity = Self.identity(desired)
    let written = index.manifests(at: path).first { $0.identity == identity }
    let new = try file.edit(desired, old, written: written)
    guard desired.change.source != nil, let new, let identity else { return new }
    let before = index.file(path)
    let after = new.file(path)
    let isFaithful = after.problems.count <= before?.problems.count ?? 0 && after.manifests.contains { $0.identity == identity }
      && after.objects(except: identity) == before?.objects(except: identity) ?? []
    if isFaithful { return new }
    var plain = desired
    plain.change.source = nil
    return try file.edit(plain, old, written: written)
  }

  /// Where the object stands; where the person keeps it, if that is a place for manifests; else the canonical path.
  private func path(of desired: CommittedTransaction.Desired, in tree: WorkingTree) throws(GitError) -> String {
    if let identity = Self.identity(desired), let manifest = index[identity] { return manifest.path }
    if let path = desired.change.path, Self.isSafe(path), ManifestFile.isManifest(path), try tree.canHold(path),
      index.file(path)?.problems.isEmpty ?? true
    {
      return path
    }
    return CanonicalPath.path(of: desired.key)
  }

  /// A path that git and every work tree can hold: fsck calls the others errors.
  private static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !parts.isEmpty && parts.allSatisfy { part in
      let lower = part.lowercased()
      return !part.isEmpty && part != "." && part != ".." && !lower.hasPrefix(".git") && lower != "git~1"
        && !part.unicodeScalars.contains { $0.value == 0 || $0.value >= 0x200b && $0.value <= 0x206f || $0.value == 0xfeff }
    }
  }

  private static func identity(_ desired: CommittedTransaction.Desired) -> ManifestIdentity? {
    guard let object = desired.change.after ?? desired.change.before, let kind = object.groupVersionKind else { return nil }
    return ManifestIdentity(group: kind.group, kind: kind.kind, namespace: desired.key.namespace, name: desired.key.name)
  }

  private func updateIndex() throws(GitError) {
    guard indexed != adopted, let adopted else { return }
    for change in try repository.changedPaths(from: indexed, to: adopted) where ManifestFile.isManifest(change.path) {
      index.update(change.path, try change.new.map { id throws(GitError) in try repository.blob(id) })
    }
    indexed = adopted
  }
}

extension ManifestFile {
  fileprivate func objects(except identity: ManifestIdentity) -> [Value] {
    manifests.filter { $0.identity != identity }.map(\.object)
  }
}
