import Basics
import CShims
import Glibc

/// A directory that is treated as the root: no path, link or `..` in it leads out. The calls block.
final class RootDirectory {
  let descriptor: Int32
  private var cachedParent: (path: String, descriptor: Int32)?

  init(_ path: String) throws(ImageError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("open", path) }
  }

  deinit {
    forgetParent()
    close(descriptor)
  }

  static func failure(_ operation: String, _ path: String) -> ImageError {
    ImageError(.system, "\(operation) \(path): \(String(cString: strerror(errno)))")
  }

  private func forgetParent() {
    if let cachedParent { close(cachedParent.descriptor) }
    cachedParent = nil
  }

  /// The path's parts without empty ones and `.`; `..` takes back the part before it, and at the top stays there.
  static func parts(_ path: String) -> [String] {
    path.split(separator: "/").reduce(into: []) { parts, part in
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
  }

  /// A descriptor of the directory that holds the last part. Missing directories are made where `creating`. It stays
  /// valid until the next call.
  func parent(of parts: [String], creating: Bool) throws(ImageError) -> Int32 {
    let path = parts.dropLast().joined(separator: "/")
    if path.isEmpty { return descriptor }
    if let cachedParent, cachedParent.path == path { return cachedParent.descriptor }
    forgetParent()
    var opened = kctl_open_in_root(descriptor, path, kctl_open_path_flag() | O_DIRECTORY, 0)
    if opened < 0, errno == ENOENT, creating {
      try makeDirectories(parts.dropLast())
      opened = kctl_open_in_root(descriptor, path, kctl_open_path_flag() | O_DIRECTORY, 0)
    }
    guard opened >= 0 else { throw Self.failure("open", path) }
    cachedParent = (path, opened)
    return opened
  }

  private func makeDirectories(_ parts: ArraySlice<String>) throws(ImageError) {
    for end in parts.indices {
      let path = parts[...end].joined(separator: "/")
      let there = kctl_open_in_root(descriptor, path, kctl_open_path_flag() | O_DIRECTORY, 0)
      if there >= 0 { close(there); continue }
      guard errno == ENOENT else { throw Self.failure("open", path) }
      let above = parts[..<end].joined(separator: "/")
      let directory = kctl_open_in_root(descriptor, above.isEmpty ? "." : above, kctl_open_path_flag() | O_DIRECTORY, 0)
      guard directory >= 0 else { throw Self.failure("open", above) }
      defer { close(directory) }
      guard mkdirat(directory, parts[end], 0o755) == 0 else { throw Self.failure("mkdir", path) }
    }
  }

  /// Removes what the path names, with everything in it; its links aren't followed. What isn't there is fine.
  func remove(_ parts: [String]) throws(ImageError) {
    guard let name = parts.last else { return }
    let parent: Int32
    do {
      parent = try self.parent(of: parts, creating: false)
    } catch {
      return
    }
    try Self.remove(name, in: parent)
    forgetParent()
  }

  static func remove(_ name: String, in parent: Int32) throws(ImageError) {
    if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw failure("unlink", name) }
    let directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard directory >= 0 else { throw failure("open", name) }
    defer { close(directory) }
    for child in names(directory) { try remove(child, in: directory) }
    guard unlinkat(parent, name, AT_REMOVEDIR) == 0 else { throw failure("rmdir", name) }
  }

  /// The names in a directory, from its start.
  static func names(_ directory: Int32) -> [String] {
    let copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { return [] }
    defer { closedir(stream) }
    return DirectoryListing.names(of: stream).sorted()
  }
}
