import Basics
import GitObjects

/// `refs/notes/kctl`: what came of each commit of `main`. Used by the materialiser's thread alone.
final class NotesBranch {
  static let reference = "refs/notes/kctl"
  private let signer: CommitSigner?
  private var pending: [(commit: CommitID, note: String)] = []

  init(signer: CommitSigner?) { self.signer = signer }

  func add(_ note: String, on commit: CommitID) { pending.append((commit, note)) }

  /// Writes the pending notes; those stay pending when somebody else is writing notes at the same time.
  func publish(_ repository: Repository, now: Timestamp) throws(GitError) {
    guard !pending.isEmpty else { return }
    let tip = try repository.resolve(Self.reference)
    var notes = Notes(try tip.map { id throws(GitError) in try repository.tree(repository.commit(id).tree) } ?? Tree())
    let pack = PackBuilder()
    var tree: ObjectID?
    for (commit, note) in pending { tree = try notes.set(note, on: commit, in: repository, pack: pack) }
    guard let tree else { return }
    let committer = CommitMessage.committer(now)
    let commit = Commit(tree: tree, parents: tip.map { [$0] } ?? [], author: committer, committer: committer, message: "notes by kctl")
    let id = pack.add(.commit, commit.encoded(by: signer))
    let written = try repository.write(pack)
    defer { written.release() }
    do { try repository.updateReference(Self.reference, to: id, expecting: tip) } catch {
      switch error {
      case .moved, .locked: return
      default: throw error
      }
    }
    pending = []
  }
}
