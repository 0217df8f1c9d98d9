import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A failed call into the operating system: what was tried, on what, and why it failed.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  public var operation: String
  public var path: String
  public var code: Int32
  public init(_ operation: String, _ path: String, code: Int32 = errno) {
    (self.operation, self.path, self.code) = (operation, path, code)
  }
  /// Why it failed, in the system's words.
  public var reason: String { String(cString: strerror(code)) }
  public var description: String { "\(operation) \(path): \(reason)" }
}

/// Small files, read and written whole. The calls block: use them at start and on threads of one's own.
public enum TextFile {
  public static func read(_ path: String) throws(SystemError) -> String { String(decoding: try readBytes(path), as: UTF8.self) }

  public static func readBytes(_ path: String) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemError("read", path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  public static func write(_ text: String, to path: String, mode: UInt32 = 0o644) throws(SystemError) {
    try write(Array(text.utf8), to: path, mode: mode)
  }

  /// How many were begun in this process: threads that write the same file at the same time must not share a temporary one.
  private static let temporaries = Atomic<UInt64>(0)

  /// Replaces the file in one step: readers see the old content or the new, and once this returns the new, also after a crash.
  /// `isLasting` false leaves out the last part: after a crash it may still be the old. `isSynced` false leaves what a crash of the host
  /// makes of it to chance.
  public static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644, isLasting: Bool = true, isSynced: Bool = true
  ) throws(SystemError) {
    let number = temporaries.wrappingAdd(1, ordering: .relaxed).newValue
    let temporary = path + ".tmp\(getpid())-\(number)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw SystemError("create", temporary) }
    do throws(SystemError) {
      try writeAll(bytes, to: descriptor, temporary)
      guard !isSynced || fsync(descriptor) == 0 else { throw SystemError("fsync", temporary) }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let error = SystemError("rename", path)
      unlink(temporary)
      throw error
    }
    if isLasting && isSynced { try syncDirectory(parent(of: path)) }
  }

  /// Makes what was created, renamed or removed in a directory outlast a crash.
  public static func syncDirectory(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    defer { close(descriptor) }
    // File systems that keep no directories on a disk answer EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemError("fsync", path) }
  }

  /// The directory that a file stands in.
  public static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Writes all of it where the open file stands, however many writes that takes. `path`: what an error names.
  public static func writeAll(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError("write", path) }
      offset += count
    }
  }

  /// Makes the directory and its parents; one that is there already is fine. `isLasting`: they are there after a crash too.
  public static func makeDirectories(_ path: String, mode: UInt32 = 0o755, isLasting: Bool = false) throws(SystemError) {
    var current = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      let parent = current.isEmpty ? "." : current
      current += (current.isEmpty || current.hasSuffix("/") ? "" : "/") + part
      let isNew = mkdir(current, mode) == 0
      if !isNew, errno != EEXIST { throw SystemError("mkdir", current) }
      guard isLasting else { continue }
      // One that was there may have been made by a process that died before it got here; but it may also be none of ours to open.
      do { try syncDirectory(parent) } catch { if isNew { throw error } }
    }
  }
}
