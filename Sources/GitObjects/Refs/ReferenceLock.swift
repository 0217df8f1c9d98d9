import Basics
import Glibc
import Synchronization

/// The lock that git takes on a reference while it changes it: the file `<ref>.lock`, made exclusively, then renamed onto it.
///
/// The lock is made as a hard link to a file of our own (`kctl/ref.<number>.<ref>`), so that after a crash our own left-over locks
/// can be told from those of other programs, and be removed. Each attempt has a file of its own: several threads may move the same
/// reference.
struct ReferenceLock {
  let reference: String
  let gitDirectory: String
  private let claim: String

  private static let claims = Atomic<UInt64>(0)

  private var file: String { gitDirectory + "/" + reference }
  private var lockFile: String { file + ".lock" }

  /// Takes the lock, with the reference's new value in it, synced; `.locked` when another process has it.
  init(_ reference: String, value: ObjectID, gitDirectory: String) throws(GitError) {
    self.reference = reference
    self.gitDirectory = gitDirectory
    let encodedName = reference.replacing("/", with: "%")
    let number = Self.claims.wrappingAdd(1, ordering: .relaxed).newValue
    claim = "\(gitDirectory)/kctl/ref.\(getpid())-\(number).\(encodedName)"
    let lockFile = gitDirectory + "/" + reference + ".lock"
    do {
      try TextFile.makeDirectories(gitDirectory + "/kctl")
      if let slash = lockFile.lastIndex(of: "/") { try TextFile.makeDirectories(String(lockFile[..<slash])) }
      try TextFile.write(Array((value.hex + "\n").utf8), to: claim, isLasting: false)
    } catch {
      throw .system(error)
    }
    guard link(claim, lockFile) == 0 else {
      let code = errno
      unlink(claim)
      if code == EEXIST { throw .locked(reference: reference, lockFile: lockFile) }
      throw .system(SystemError("link", lockFile, code: code))
    }
  }

  /// Makes the new value the reference's value, durably. `isNew`: directories above it may be new too.
  func commit(isNew: Bool) throws(GitError) {
    guard rename(lockFile, file) == 0 else {
      let error = SystemError("rename", file)
      abandon()
      throw .system(error)
    }
    unlink(claim)
    var directory = file[...]
    repeat {
      directory = directory[..<(directory.lastIndex(of: "/") ?? directory.endIndex)]
      do { try TextFile.syncDirectory(String(directory)) } catch { throw .system(error) }
    } while isNew && directory.utf8.count > gitDirectory.utf8.count
  }

  func abandon() {
    unlink(lockFile)
    unlink(claim)
  }

  /// Removes the locks that a process of ours left when it died. Only for who knows that no other such process lives.
  static func removeLeftovers(gitDirectory: String) {
    for name in DirectoryListing.names(gitDirectory + "/kctl") ?? [] where name.hasPrefix("ref.") {
      let claim = gitDirectory + "/kctl/" + name
      let encodedName = name.dropFirst(4).drop { $0 != "." }.dropFirst()
      let lockFile = gitDirectory + "/" + encodedName.replacing("%", with: "/") + ".lock"
      var (mine, theirs) = (stat(), stat())
      if stat(claim, &mine) == 0, stat(lockFile, &theirs) == 0, mine.st_ino == theirs.st_ino { unlink(lockFile) }
      unlink(claim)
    }
  }
}
