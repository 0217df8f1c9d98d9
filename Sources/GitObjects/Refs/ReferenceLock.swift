import Basics
import Glibc

/// The lock that git takes on a reference while it changes it: the file `<ref>.lock`, made exclusively, then renamed onto it.
///
/// The lock is made as a hard link to a file of our own (`kctl/ref.*`), so that after a crash our own left-over locks
/// can be told from those of other programs, and be removed.
struct ReferenceLock {
  let reference: String
  let gitDirectory: String
  private let claim: String

  private var file: String { gitDirectory + "/" + reference }
  private var lockFile: String { file + ".lock" }

  /// Takes the lock, with the reference's new value in it, synced; `.locked` when another process has it.
  init(_ reference: String, value: ObjectID, gitDirectory: String) throws(GitError) {
    self.reference = reference
    self.gitDirectory = gitDirectory
    let encodedName = reference.replacing("/", with: "%")
    claim = "\(gitDirectory)/kctl/ref.\(encodedName)"
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
      let lockFile = gitDirectory + "/" + name.dropFirst(4).replacing("%", with: "/") + ".lock"
      var (mine, theirs) = (stat(), stat())
      if stat(claim, &mine) == 0, stat(lockFile, &theirs) == 0, mine.st_ino == theirs.st_ino { unlink(lockFile) }
      unlink(claim)
    }
  }
}
