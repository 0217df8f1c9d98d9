import Basics
import CShims
import Glibc

/// Applies one layer's archive to a directory (image-spec, layer.md): whiteouts remove what lower layers brought.
///
/// The directory is the root of every path and link: an entry can't write outside of it. It holds what the lower layers
/// made, usually as an overlay mount.
struct LayerUnpacker {
  private let root: RootDirectory
  private let limits: Limits
  private var contentBytes: Int64 = 0
  private var entryCount = 0
  private var unpacked: Set<String> = []
  private var directoryTimes: [(path: String, nanoseconds: Int64)] = []
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)

  /// What an archive may become at most: a few kilobytes can be packed so that they fill any disk.
  struct Limits {
    var contentBytes: Int64 = 64 << 30
    var entries = 4_000_000
    /// False for the archive around an image, which consists of files: what else is in it is refused.
    var hasSpecialFiles = true
  }

  static func unpack(_ source: any ByteSource, into directory: String, limits: Limits = Limits()) throws(ImageError) {
    var unpacker = LayerUnpacker(root: try RootDirectory(directory), limits: limits)
    defer { unpacker.buffer.deallocate() }
    var reader = TarReader(source)
    while let entry = try reader.next() { try unpacker.apply(entry, &reader) }
    try unpacker.setDirectoryTimes()
  }

  private init(root: RootDirectory, limits: Limits) { (self.root, self.limits) = (root, limits) }

  private mutating func apply(_ entry: TarEntry, _ reader: inout TarReader) throws(ImageError) {
    entryCount += 1
    guard entryCount <= limits.entries else { throw ImageError(.corrupt, "the archive has more than \(limits.entries) entries") }
    let parts = RootDirectory.parts(entry.path)
    guard let name = parts.last else { return try applyToRoot(entry) }
    if name == ".wh..wh..opq" { return try makeOpaque(Array(parts.dropLast())) }
    if name.hasPrefix(".wh.") {
      // Docker's aufs left these beside the whiteouts; they mean nothing.
      if name.hasPrefix(".wh..wh.") { return }
      let hidden = String(name.dropFirst(4))
      guard hidden != ".", hidden != "..", !hidden.isEmpty else { throw ImageError(.corrupt, "invalid whiteout \(entry.path)") }
      return try root.remove(parts.dropLast() + [hidden])
    }
    unpacked.insert(parts.joined(separator: "/"))
    let parent = try root.parent(of: parts, creating: true)
    try clear(name, in: parent, for: entry, parts)
    let fresh = try root.parent(of: parts, creating: true)
    try create(entry, name, in: fresh, &reader)
    if case .hardLink = entry.kind { return }
    try setMetadata(entry, name, in: fresh)
    if entry.kind == .directory { directoryTimes.append((parts.joined(separator: "/"), entry.modifiedNanoseconds)) }
  }

  private func applyToRoot(_ entry: TarEntry) throws(ImageError) {
    guard entry.kind == .directory else { throw ImageError(.corrupt, "the layer replaces its own root") }
    guard fchown(root.descriptor, entry.owner, entry.group) == 0, fchmod(root.descriptor, entry.mode) == 0 else {
      throw RootDirectory.failure("chown", "/")
    }
  }

  /// Removes what stands in the way; a directory over a directory keeps it.
  private func clear(_ name: String, in parent: Int32, for entry: TarEntry, _ parts: [String]) throws(ImageError) {
    var information = stat()
    guard fstatat(parent, name, &information, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    if entry.kind == .directory, information.st_mode & S_IFMT == S_IFDIR { return }
    try root.remove(parts)
  }

  private mutating func makeOpaque(_ parts: [String]) throws(ImageError) {
    let path = parts.joined(separator: "/")
    let directory = kctl_open_in_root(root.descriptor, path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY, 0)
    guard directory >= 0 else { return }
    defer { close(directory) }
    let prefix = path.isEmpty ? "" : path + "/"
    for name in RootDirectory.names(directory) where !unpacked.contains(prefix + name) { try root.remove(parts + [name]) }
  }

  private mutating func create(_ entry: TarEntry, _ name: String, in parent: Int32, _ reader: inout TarReader) throws(ImageError) {
    let result: Int32
    switch entry.kind {
    case .file: return try writeFile(entry, name, in: parent, &reader)
    case .directory:
      result = mkdirat(parent, name, 0o700)
      if result != 0, errno == EEXIST { return }
    case .symbolicLink(let target): result = symlinkat(target, parent, name)
    case .hardLink(let target): return try link(target, to: entry)
    case .fifo, .characterDevice, .blockDevice:
      guard limits.hasSpecialFiles else { throw ImageError(.corrupt, "\(entry.path) of the archive is neither a file nor a directory") }
      return try makeNode(entry, name, in: parent)
    }
    guard result == 0 else { throw RootDirectory.failure("create", entry.path) }
  }

  private func makeNode(_ entry: TarEntry, _ name: String, in parent: Int32) throws(ImageError) {
    let result: Int32
    switch entry.kind {
    case .fifo: result = mknodat(parent, name, S_IFIFO | 0o600, 0)
    case .characterDevice(let major, let minor): result = mknodat(parent, name, S_IFCHR | 0o600, dev_t(kctl_device(major, minor)))
    case .blockDevice(let major, let minor): result = mknodat(parent, name, S_IFBLK | 0o600, dev_t(kctl_device(major, minor)))
    case .file, .directory, .symbolicLink, .hardLink: return
    }
    guard result == 0 else { throw RootDirectory.failure("create", entry.path) }
  }

  private mutating func writeFile(_ entry: TarEntry, _ name: String, in parent: Int32, _ reader: inout TarReader) throws(ImageError) {
    let file = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw RootDirectory.failure("create", entry.path) }
    defer { close(file) }
    while true {
      let count = try reader.readContent(into: buffer)
      if count == 0 { return }
      contentBytes += Int64(count)
      guard contentBytes <= limits.contentBytes else {
        throw ImageError(.corrupt, "the archive holds more than \(limits.contentBytes >> 20) MiB")
      }
      var offset = 0
      while offset < count {
        let written = write(file, buffer.baseAddress.map { $0 + offset }, count - offset)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw RootDirectory.failure("write", entry.path) }
        offset += written
      }
    }
  }

  private func link(_ target: String, to entry: TarEntry) throws(ImageError) {
    let from = RootDirectory.parts(target)
    let to = RootDirectory.parts(entry.path)
    guard let oldName = from.last, let newName = to.last else { throw ImageError(.corrupt, "invalid hard link \(entry.path)") }
    // The next look-up may close the first parent, so it is kept by a copy.
    let source = dup(try root.parent(of: from, creating: false))
    defer { close(source) }
    let directory = try root.parent(of: to, creating: true)
    guard linkat(source, oldName, directory, newName, 0) == 0 else { throw RootDirectory.failure("link", entry.path) }
  }

  private func setMetadata(_ entry: TarEntry, _ name: String, in parent: Int32) throws(ImageError) {
    guard fchownat(parent, name, entry.owner, entry.group, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw RootDirectory.failure("chown", entry.path)
    }
    if case .symbolicLink = entry.kind {
    } else {
      // After the owner: changing that clears the set-user-ID bits. Nothing of this name can be a link now.
      guard fchmodat(parent, name, entry.mode, 0) == 0 else { throw RootDirectory.failure("chmod", entry.path) }
    }
    for (attribute, value) in entry.extendedAttributes where !attribute.hasPrefix("trusted.") {
      let result = kctl_set_attribute("/proc/self/fd/\(parent)/\(name)", attribute, value, value.count)
      if result != 0, errno != ENOTSUP { throw RootDirectory.failure("set attribute \(attribute) of", entry.path) }
    }
    Self.setTime(name, in: parent, entry.modifiedNanoseconds)
  }

  private static func setTime(_ name: String, in parent: Int32, _ nanoseconds: Int64) {
    let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(max(0, fraction)))
    let times = [time, time]
    utimensat(parent, name, times, AT_SYMLINK_NOFOLLOW)
  }

  // Last of all, since every entry made in a directory touches its time.
  private func setDirectoryTimes() throws(ImageError) {
    for (path, nanoseconds) in directoryTimes.reversed() {
      let parts = RootDirectory.parts(path)
      guard let name = parts.last, let parent = try? root.parent(of: parts, creating: false) else { continue }
      Self.setTime(name, in: parent, nanoseconds)
    }
  }
}
