import Basics
import Glibc

/// The commit-graph of a repository (gitformat-commit-graph(5)): a cache of git's, in one file or in a chain of them.
///
/// One that names a commit which is gone makes fsck fail, and anybody may write one at any time (`git gc` does). So whoever
/// removes commits has to look here first.
struct CommitGraphFiles {
  private static let idLength = 20
  private let folder: String

  /// `objects` is the repository's object directory.
  init(objects: String) { folder = objects + "/info" }

  private var files: [String] {
    [folder + "/commit-graph"] + (DirectoryListing.names(folder + "/commit-graphs") ?? []).map { folder + "/commit-graphs/" + $0 }
  }

  /// Deletes all of it when it names any of these objects; git does without until somebody writes it again.
  func forget(_ ids: @autoclosure () -> Set<ObjectID>) {
    let files = files.filter { access($0, F_OK) == 0 }
    guard !files.isEmpty else { return }
    let ids = ids()
    let isConcerned = files.contains { file in
      guard let bytes = try? TextFile.readBytes(file) else { return false }
      return Self.commits(bytes).contains { ids.contains($0) }
    }
    // The chain's list goes last: the files that it names are of no use without it, but not the other way round.
    if isConcerned { for file in files.sorted(by: >) { unlink(file) } }
  }

  /// The ids in the chunk `OIDL`; none in a file of another form.
  static func commits(_ bytes: [UInt8]) -> [ObjectID] {
    guard bytes.count > 8, bytes.starts(with: Array("CGPH".utf8)) else { return [] }
    let chunks = Int(bytes[6])
    for chunk in 0..<chunks {
      let entry = 8 + chunk * 12
      guard entry + 24 <= bytes.count else { return [] }
      guard bytes[entry..<entry + 4].elementsEqual("OIDL".utf8) else { continue }
      let (start, end) = (number(bytes, at: entry + 4), number(bytes, at: entry + 16))
      guard start <= end, end <= bytes.count else { return [] }
      return stride(from: start, to: end - idLength + 1, by: idLength).map { ObjectID(unchecked: bytes[$0..<$0 + idLength]) }
    }
    return []
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
    Int(bytes[offset..<offset + 8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) } & 0x7fff_ffff_ffff)
  }
}
