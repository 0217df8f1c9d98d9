import Basics
import Glibc

/// The lock that makes one process the only one to write a repository's live state: `flock` on `<gitdir>/kctl/lock`.
///
/// The kernel lets go of it when the process ends, however it ends.
struct StoreLock: Sendable {
  private let descriptor: Int32

  /// Tries until `deadline`; then `.inUse` names the holder.
  init(_ gitDirectory: String, deadline: Timestamp?, clock: any WallClock) throws(GitStoreError) {
    let path = gitDirectory + "/kctl/lock"
    do { try TextFile.makeDirectories(gitDirectory + "/kctl") } catch { throw .system(error) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system(SystemError("open", path)) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      guard code == EWOULDBLOCK || code == EINTR else {
        close(descriptor)
        throw .system(SystemError("flock", path, code: code))
      }
      guard let deadline, clock.now < deadline else {
        close(descriptor)
        throw .inUse(path: gitDirectory, holder: (try? TextFile.read(path)).flatMap { Int32($0.prefix { $0 != "\n" }) })
      }
      usleep(5_000)
    }
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, text.withUnsafeBytes({ pwrite(descriptor, $0.baseAddress, $0.count, 0) }) == text.count else {
      let error = SystemError("write", path)
      close(descriptor)
      throw .system(error)
    }
    self.descriptor = descriptor
  }

  func release() { close(descriptor) }
}
