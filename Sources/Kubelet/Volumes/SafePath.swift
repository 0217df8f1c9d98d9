import Glibc

/// Opens a path below a directory that somebody else can change at any moment, so that the result is never outside it.
///
/// Each component is opened relative to the one before and without following links; links are followed by hand, and only
/// within the directory.
struct SafePath {
  private static let linkLimit = 40
  /// fcntl.h's O_PATH, which the importer leaves out; the same on every architecture that Swift runs on.
  private static let pathOnly: Int32 = 0o10_000_000

  /// An `O_PATH` descriptor, the caller's to close. What is missing is made as directories of this mode; in a directory that hands its
  /// group down they do so too.
  static func open(_ relative: String, below root: String, makingDirectories mode: mode_t) throws -> Int32 {
    let top = Glibc.open(root, pathOnly | O_DIRECTORY | O_CLOEXEC)
    guard top >= 0 else { throw FileError("open", root) }
    var stack = [top]
    defer { for descriptor in stack.dropLast() { close(descriptor) } }
    var pending = Array(relative.split(separator: "/").map(String.init).reversed())
    var linkCount = 0
    do {
      while let name = pending.popLast() {
        if name == "." { continue }
        if name == ".." {
          guard stack.count > 1 else { throw VolumeError("subPath \"\(relative)\" leads out of its volume") }
          close(stack.removeLast())
          continue
        }
        let next = try step(stack[stack.count - 1], name, root + "/" + relative, mode)
        guard let target = link(next) else {
          stack.append(next)
          continue
        }
        close(next)
        linkCount += 1
        guard linkCount <= linkLimit else { throw FileError("open", root + "/" + relative, code: ELOOP) }
        pending += try components(of: target, root, relative, &stack).reversed()
      }
    } catch {
      if let last = stack.last { close(last) }
      throw error
    }
    return stack[stack.count - 1]
  }

  private static func step(_ parent: Int32, _ name: String, _ path: String, _ mode: mode_t) throws(FileError) -> Int32 {
    var next = openat(parent, name, pathOnly | O_NOFOLLOW | O_CLOEXEC)
    if next < 0, errno == ENOENT {
      if mkdirat(parent, name, mode) == 0 {
        try setMode(parent, name, path, mode)
      } else if errno != EEXIST {
        throw FileError("mkdir", path)
      }
      next = openat(parent, name, pathOnly | O_NOFOLLOW | O_CLOEXEC)
    }
    guard next >= 0 else { throw FileError("open", path) }
    return next
  }

  /// The process's mask has cut the mode. By descriptor: the name may lead elsewhere by now.
  private static func setMode(_ parent: Int32, _ name: String, _ path: String, _ mode: mode_t) throws(FileError) {
    let made = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard made >= 0 else { throw FileError("open", path) }
    defer { close(made) }
    var status = stat()
    guard fstat(made, &status) == 0, fchmod(made, mode | status.st_mode & S_ISGID) == 0 else { throw FileError("chmod", path) }
  }

  /// The target when the descriptor is a symbolic link's.
  private static func link(_ descriptor: Int32) -> String? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlinkat(descriptor, "", &buffer, Int(PATH_MAX))
    return count < 0 ? "" : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// An absolute link counts only when it points into the volume; it starts from the top again.
  private static func components(of target: String, _ root: String, _ relative: String, _ stack: inout [Int32]) throws(VolumeError)
    -> [String]
  {
    guard target.hasPrefix("/") else { return target.split(separator: "/").map(String.init) }
    guard target == root || target.hasPrefix(root + "/") else { throw VolumeError("subPath \"\(relative)\" leads out of its volume") }
    while stack.count > 1 { close(stack.removeLast()) }
    return target.dropFirst(root.count).split(separator: "/").map(String.init)
  }
}
