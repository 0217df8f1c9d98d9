import Basics
import Glibc

/// Blocking file operations; callers run them on `BlockingThreads`.
enum Files {
  static func makeDirectory(_ path: String, mode: mode_t = 0o755) throws(FileError) {
    if mkdir(path, mode) == 0 || (errno == EEXIST && isDirectory(path)) { return }
    guard errno == ENOENT, let parent = parent(of: path) else { throw FileError("mkdir", path) }
    try makeDirectory(parent, mode: 0o755)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw FileError("mkdir", path) }
  }

  static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
    return String(path[..<slash])
  }

  static func status(_ path: String, followsLinks: Bool = true) -> stat? {
    var result = stat()
    return (followsLinks ? stat(path, &result) : lstat(path, &result)) == 0 ? result : nil
  }

  static func isDirectory(_ path: String) -> Bool { status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }
  static func exists(_ path: String) -> Bool { status(path, followsLinks: false) != nil }

  /// Writes the whole file anew; `mode` isn't subject to the umask.
  static func write(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(FileError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { throw FileError("open", path) }
    defer { close(file) }
    try writeAll(file, bytes, path)
    guard fchmod(file, mode) == 0 else { throw FileError("chmod", path) }
  }

  private static func writeAll(_ file: Int32, _ bytes: [UInt8], _ path: String) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("write", path)
      }
      offset += count
    }
  }

  /// At most `limit` bytes, from the end of the file when `fromEnd`; nil when there is no such file.
  static func read(_ path: String, limit: Int = 64 << 20, fromEnd: Bool = false) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    if fromEnd {
      let size = lseek(file, 0, SEEK_END)
      lseek(file, max(0, size - off_t(limit)), SEEK_SET)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit, 1 << 16))
    while bytes.count < limit {
      let count = Glibc.read(file, &buffer, min(buffer.count, limit - bytes.count))
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  /// Names in a directory, sorted; none when it isn't there.
  static func entries(_ path: String) -> [String] {
    (DirectoryListing.names(path) ?? []).sorted()
  }

  /// Removes a file or a whole tree, never following a symbolic link and never leaving the file system it starts on
  /// (what is mounted below belongs to somebody else).
  static func removeTree(_ path: String) throws(FileError) {
    guard let status = status(path, followsLinks: false) else { return }
    try remove(path, status, device: status.st_dev)
  }

  private static func remove(_ path: String, _ status: stat, device: dev_t) throws(FileError) {
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 || errno == ENOENT else { throw FileError("unlink", path) }
      return
    }
    guard status.st_dev == device else { throw FileError("rmdir", path, code: EBUSY) }
    for name in entries(path) {
      let child = path + "/" + name
      if let status = Files.status(child, followsLinks: false) { try remove(child, status, device: device) }
    }
    guard rmdir(path) == 0 || errno == ENOENT else { throw FileError("rmdir", path) }
  }

  static func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink(path, &buffer, Int(PATH_MAX))
    return count < 0 ? nil : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
