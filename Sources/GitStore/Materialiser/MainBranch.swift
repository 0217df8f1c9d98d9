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
  /// What held changes became, until that has been told.
  private var written: [JournalPosition: CommitID] = [:]
  /// Why the held changes wait, when it is anything else than a push that isn't adopted yet.
  private var obstacle: String?
  /// Objects whose last change could not be put on `main`, until one can, or somebody changes what stands there.
  private var lost: [ObjectKey: (path: String, reason: String)] = [:]

  /// What keeps changes from `main`.
  var problem: String? {
    if let obstacle { return obstacle }
    guard let first = lost.values.min(by: { ($0.path, $0.reason) < ($1.path, $1.reason) }) else { return nil }
    return "\(first.path): \(first.reason)" + (lost.count > 1 ? " (and \(lost.count - 1) more objects whose changes are not on main)" : "")
  }

  private var index = ManifestIndex()
  private var indexed: CommitID?

  init(
    _ repository: Repository, sealer: SecretSealer, adopted: CommitID?, held: [HeldEdits.Edit] = [], done: [JournalPosition: CommitID],
    signer: CommitSigner?,
    reading: @escaping @Sendable (Value, GroupVersionKind) -> Value = { object, _ in object }
  ) {
    (self.repository, self.adopted, self.held, self.done, self.signer) = (repository, adopted, held, done, signer)
    file = DesiredFile(sealer: sealer, reading: reading)
  }

  func adopt(_ commit: CommitID) {
    if !lost.isEmpty, let changed = try? repository.changedPaths(from: adopted, to: commit).map(\.path) {
      lost = lost.filter { entry in !changed.contains { $0 == entry.value.path || entry.value.path.hasPrefix($0 + "/") } }
    }
    adopted = commit
  }

  func add(_ transaction: CommittedTransaction, at position: JournalPosition) {
    if !transaction.desired.isEmpty { held.append((position, transaction)) }
  }

  /// How often the thread has looked since files of the work tree were in the way; zero when none were.
  private var looks = 0
  private static let looksBetweenTries = 5

  /// Each commit writes its directories anew, so a write to a directory of thousands would cost more than all the rest of it (I11). Directories of
  /// people's own making are theirs.
  static let directoryWidthMax = 512

  /// Whether it is worth trying to write the held changes now.
  func isWritable() -> Bool {
    guard !held.isEmpty else { return false }
    if held.contains(where: { done[$0.position] != nil }) { return true }
    guard (try? repository.resolve(Self.reference)) == .some(adopted) else { return false }
    guard looks > 0 else { return true }
    looks += 1
    return looks % Self.looksBetweenTries == 0
  }

  /// Writes what is held, if `main` is where the adopted commit is. Answers the commit that each transaction became. When it throws it may
  /// be called again.
  func writeHeld() throws(GitError) -> [JournalPosition: CommitID] {
    try takeDone()
    if !held.isEmpty, try repository.resolve(Self.reference) == adopted {
      do throws(GitError) { try write() } catch {
        // The index says what was edited, and nothing of that is on `main`.
        (index, indexed) = (ManifestIndex(), nil)
        switch error {
        // Somebody was faster, or holds the lock: nothing is lost, the changes stay held.
        case .moved: obstacle = nil
        case .locked: obstacle = error.description
        case .workTreeChanged: (obstacle, looks) = ("changes through the API wait for main: \(error)", looks + 1)
        default: throw error
        }
      }
    }
    defer { written = [:] }
    return written
  }

  private func write() throws(GitError) {
    let pack = PackBuilder()
    var tip = adopted
    var newest: ObjectID?
    let tree = try WorkingTree(adopted.map { id throws(GitError) in try repository.commit(id).tree }, in: repository)
    try updateIndex()
    var commits: [JournalPosition: CommitID] = [:]
    for (position, transaction) in held {
      guard try apply(transaction, to: tree) else { continue }
      let time = transaction.provenance.time ?? Timestamp(secondsSinceEpoch: 0)
      let root = tree.write(pack)
      newest = root
      let commit = Commit(
        tree: root, parents: tip.map { [$0] } ?? [], author: CommitMessage.author(transaction.provenance),
        committer: CommitMessage.committer(time), message: CommitMessage.main(transaction, position))
      let id = pack.add(.commit, commit.encoded(by: signer))
      commits[position] = id
      tip = id
    }
    if let tip, tip != adopted {
      let pack = try repository.write(pack)
      defer { pack.release() }
      if let newest { try repository.checkOut(newest, of: Self.reference) }
      try repository.updateReference(Self.reference, to: tip, expecting: adopted, log: "kctl: changes through the API")
      (adopted, indexed) = (tip, tip)
    }
    (held, obstacle, looks) = ([], nil, 0)
    written.merge(commits) { $1 }
  }

  /// Held changes that are on `main` already, because a process before this one got that far.
  private func takeDone() throws(GitError) {
    guard !done.isEmpty else { return }
    for entry in held {
      guard let commit = done[entry.position] else { continue }
      // It was written onto what had been adopted then, so nothing unadopted comes with it.
      if try repository.commit(commit).parents.first == adopted { adopted = commit }
      done[entry.position] = nil
      written[entry.position] = commit
    }
    held.removeAll { written[$0.position] != nil }
  }

  /// False when the change leaves `main` as it is.
  private func apply(_ transaction: CommittedTransaction, to tree: WorkingTree) throws(GitError) -> Bool {
    var isChanged = false
    for desired in transaction.desired {
      let path = try path(of: desired, in: tree)
      lost[desired.key] = nil
      let old = try tree.read(path)
      let new: ManifestEditor.Edited?
      do { new = try edited(desired, path, old) } catch {
        // A manifest that can't be read can't be edited: the person's change stands on live, and main keeps what it says.
        lost[desired.key] = (path, "\(error)")
        continue
      }
      guard new?.bytes != old else { continue }
      guard try tree.canHold(path) else {
        lost[desired.key] = (path, "main has something else in its place")
        continue
      }
      try put(new, at: path, in: tree)
      isChanged = true
    }
    for desired in transaction.desired where desired.change.after == nil && desired.key.resource == Self.namespaces {
      if try removeContent(ofNamespace: desired.key, from: tree) { isChanged = true }
    }
    return isChanged
  }

  private func put(_ file: ManifestEditor.Edited?, at path: String, in tree: WorkingTree) throws(GitError) {
    try tree.write(path, file?.bytes)
    if let file { index.update(file.file(path)) } else { index.update(path, nil) }
  }

  private static let namespaces = GroupResource(resource: "namespaces")

  /// Who deletes a namespace deletes what is in it: left on `main`, it would ask for objects in a namespace that isn't there.
  private func removeContent(ofNamespace key: ObjectKey, from tree: WorkingTree) throws(GitError) -> Bool {
    var isChanged = false
    for identity in index.identities where identity.namespace == key.name {
      while let manifest = index[identity], let content = try tree.read(manifest.path) {
        let new: ManifestEditor.Edited?
        do {
          new = try ManifestEditor.edit(before: manifest.object, after: nil, in: content, documentIndex: manifest.documentIndex)
        } catch {
          lost[key] = (manifest.path, "\(error)")
          break
        }
        guard new?.bytes != content else { break }
        try put(new, at: manifest.path, in: tree)
        isChanged = true
      }
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
    return try Self.canonicalPath(of: desired.key, in: tree)
  }

  /// The canonical path, or one below it where the directory is full: `namespaces/shop/configmaps/3/f/web.yaml`, as on `live`.
  private static func canonicalPath(of key: ObjectKey, in tree: WorkingTree) throws(GitError) -> String {
    let path = CanonicalPath.path(of: key)
    guard let slash = path.lastIndex(of: "/") else { return path }
    let file = String(path[path.index(after: slash)...])
    var directory = String(path[..<slash])
    for digit in LiveDirectory.digits(file) {
      guard try tree.entryCount(directory) >= directoryWidthMax else { break }
      directory += "/" + digit
    }
    return directory + "/" + file
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
