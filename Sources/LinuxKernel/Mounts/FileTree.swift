import Basics
import Glibc

/// Directories as wholes. The calls block.
public enum FileTree {
  /// The names in a directory, sorted; empty when it isn't there.
  public static func names(in directory: String) -> [String] {
    (DirectoryListing.names(directory) ?? []).sorted()
  }

  /// Removes a file, or a directory with what is in it. It doesn't follow symbolic links and doesn't descend into other
  /// file systems; what isn't there is fine.
  public static func remove(_ path: String) throws(SystemError) {
    var information = stat()
    guard lstat(path, &information) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw SystemError("stat", path)
    }
    try remove(path, information, device: information.st_dev)
  }

  private static func remove(_ path: String, _ information: stat, device: dev_t) throws(SystemError) {
    guard information.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("unlink", path) }
      return
    }
    guard information.st_dev == device else { throw SystemError("remove", path, code: EBUSY) }
    for name in names(in: path) {
      var child = stat()
      guard lstat(path + "/" + name, &child) == 0 else { continue }
      try remove(path + "/" + name, child, device: device)
    }
    guard rmdir(path) == 0 || errno == ENOENT else { throw SystemError("rmdir", path) }
  }

  /// How many bytes the files of a directory take on disk, hard links counted once.
  public static func sizeBytes(of directory: String) -> Int64 {
    var seen: Set<UInt64> = []
    var total: Int64 = 0
    var pending = [directory]
    while let path = pending.popLast() {
      var information = stat()
      guard lstat(path, &information) == 0 else { continue }
      if information.st_nlink <= 1 || information.st_mode & S_IFMT == S_IFDIR || seen.insert(UInt64(information.st_ino)).inserted {
        total += Int64(information.st_blocks) * 512
      }
      if information.st_mode & S_IFMT == S_IFDIR { pending += names(in: path).map { path + "/" + $0 } }
    }
    return total
  }

  public static func exists(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0
  }
}
