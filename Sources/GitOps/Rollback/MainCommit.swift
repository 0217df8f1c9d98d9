import Basics
import GitObjects
import Manifests

/// A commit that kctl puts on `main` in a person's name.
public struct MainCommit: Sendable {
  public var message: String
  public var authorName: String
  public var time: Timestamp

  public init(message: String, authorName: String, time: Timestamp) {
    (self.message, self.authorName, self.time) = (message, authorName, time)
  }

  /// Writes the files onto `tip`, signed where there is somebody to sign, and moves `main`, if it still is there. Throws `GitError.moved`
  /// otherwise, and `.workTreeChanged` where people have changed what is checked out; nothing has changed then.
  public func write(_ files: [ChangedFile], onto tip: CommitID, in repository: Repository, signer: CommitSigner?) throws(GitError) -> CommitID {
    let pack = PackBuilder()
    let tree = try WorkingTree(repository.commit(tip).tree, in: repository)
    for file in files { try tree.write(file.path, file.content) }
    let root = tree.write(pack)
    let commit = Commit(
      tree: root, parents: [tip], author: Signature(name: authorName, email: address, time: time),
      committer: Signature(name: "kctl", email: "kctl@kctl", time: time), message: message)
    let id = pack.add(.commit, commit.encoded(by: signer))
    let written = try repository.write(pack)
    defer { written.release() }
    try repository.checkOut(root, of: "refs/heads/main")
    try repository.updateReference("refs/heads/main", to: id, expecting: tip, log: "kctl: \(commit.subject)")
    return id
  }

  /// An address made from the user's name that is no real one, as on all of kctl's commits.
  private var address: String {
    String(authorName.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._-+".unicodeScalars.contains(scalar))
      return isPlain ? Character(scalar) : "-"
    }) + "@kctl"
  }
}
