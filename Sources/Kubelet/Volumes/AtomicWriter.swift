import Basics
import Glibc

/// Changes the files of a volume all at once: readers see the old set or the new one, never a mixture.
///
/// The files are in a directory of their own, `..<time>`; the link `..data` points to it, and each top-level name is a link
/// through `..data`. A new set is written beside the old one and published by renaming one link.
struct AtomicWriter: Sendable {
  var directory: String
  /// The group that files are given, with read permission for it.
  var group: gid_t?

  /// True when something changed.
  @discardableResult
  func write(_ files: [PayloadFile], now: Timestamp) throws(FileError) -> Bool {
    let old = Files.link(directory + "/..data")
    if let old, holds(files, old) { return false }
    let version = try newVersion(now)
    for file in files { try write(file, in: version) }
    let published = directory + "/..data"
    let temporary = directory + "/..data_tmp"
    unlink(temporary)
    guard symlink(version, temporary) == 0 else { throw FileError("symlink", temporary) }
    guard rename(temporary, published) == 0 else { throw FileError("rename", published) }
    let names = Set(files.map { String($0.path.prefix { $0 != "/" }) })
    for name in names where Files.link("\(directory)/\(name)") == nil {
      guard symlink("..data/\(name)", "\(directory)/\(name)") == 0 else { throw FileError("symlink", "\(directory)/\(name)") }
    }
    for name in Files.entries(directory) where !names.contains(name) && name != "..data" && name != version {
      try Files.removeTree("\(directory)/\(name)")
    }
    return true
  }

  private func newVersion(_ now: Timestamp) throws(FileError) -> String {
    let stamp = now.rfc3339Nano.map { $0 == "T" || $0 == "-" || $0 == ":" ? "_" : String($0) }.joined()
    var version = "..\(stamp)"
    var suffix = 0
    while mkdir("\(directory)/\(version)", 0o755) != 0 {
      guard errno == EEXIST, suffix < 1_000 else { throw FileError("mkdir", "\(directory)/\(version)") }
      suffix += 1
      version = "..\(stamp).\(suffix)"
    }
    chmod("\(directory)/\(version)", 0o755)
    return version
  }

  private func write(_ file: PayloadFile, in version: String) throws(FileError) {
    let path = "\(directory)/\(version)/\(file.path)"
    if let parent = Files.parent(of: path) { try Files.makeDirectory(parent) }
    try Files.write(path, file.bytes, mode: mode(file))
    if file.owner != nil || group != nil, chown(path, file.owner ?? uid_t.max, group ?? gid_t.max) != 0 { throw FileError("chown", path) }
  }

  private func mode(_ file: PayloadFile) -> mode_t { group == nil ? file.mode : file.mode | 0o440 }

  private func holds(_ files: [PayloadFile], _ version: String) -> Bool {
    let root = "\(directory)/\(version)"
    guard Self.fileCount(root) == files.count else { return false }
    return files.allSatisfy { file in
      let path = "\(root)/\(file.path)"
      guard let status = Files.status(path), status.st_mode & 0o777 == mode(file), file.owner.map({ $0 == status.st_uid }) ?? true else {
        return false
      }
      return Files.read(path) == file.bytes
    }
  }

  private static func fileCount(_ path: String) -> Int {
    Files.entries(path).reduce(0) { count, name in
      let child = "\(path)/\(name)"
      return count + (Files.isDirectory(child) ? fileCount(child) : 1)
    }
  }
}
