import Basics
import Glibc

/// `objects/pack` of a repository: where finished packs become visible, durable and whole.
///
/// Every call blocks on the disk.
public struct PackDirectory: Sendable {
  public let path: String

  init(path: String) { self.path = path }

  /// A pack that has been written but may not be reachable from a reference yet. Until `release`, a `.keep` file stops other
  /// programs' repacking from dropping what is in it.
  public struct WrittenPack: Sendable {
    /// The path without its ending.
    fileprivate let base: String
    public let byteCount: Int
    public func release() { unlink(base + ".keep") }

    fileprivate func remove() { for ending in [".idx", ".pack", ".keep"] { unlink(base + ending) } }

    /// The objects in it, from its index (version 2, gitformat-pack(5)).
    fileprivate var objects: [ObjectID] {
      guard let bytes = try? TextFile.readBytes(base + ".idx"), bytes.count > 1_032 else { return [] }
      let count = Int(bytes[1_028..<1_032].reduce(0 as UInt32) { $0 << 8 | UInt32($1) })
      guard bytes.count >= 1_032 + count * 20 else { return [] }
      return (0..<count).map { ObjectID(unchecked: bytes[1_032 + $0 * 20..<1_052 + $0 * 20]) }
    }
  }

  /// Who may drop the pack: repacking once it is released, or only kctl itself.
  public enum Purpose: String, Sendable {
    case history = "kctl: being written\n"
    /// Objects that a replaced reference leaves behind; never repacked, removed whole.
    case ephemeral = "kctl: ephemeral\n"
  }

  /// What follows must not end in `.idx` or `.pack`: git would take such a file for a pack, and miss it once it has its name.
  private static let temporaryPrefix = "tmp_kctl_"

  /// Writes the pack and its index under temporary names, syncs, and renames; nothing is ever half there.
  public func write(_ builder: PackBuilder, for purpose: Purpose = .history) throws(SystemError) -> WrittenPack {
    let (pack, index, name) = builder.finish()
    let base = "\(path)/pack-\(name)"
    let temporary = "\(path)/\(Self.temporaryPrefix)\(getpid())_\(name)"
    let written = WrittenPack(base: base, byteCount: pack.count + index.count)
    try Self.write(Array(purpose.rawValue.utf8), to: base + ".keep", isSynced: purpose == .ephemeral)
    do throws(SystemError) {
      try Self.write(pack, to: temporary + "_pack", isSynced: true)
      try Self.write(index, to: temporary + "_idx", isSynced: true)
      for ending in ["pack", "idx"] where rename("\(temporary)_\(ending)", "\(base).\(ending)") != 0 {
        throw SystemError("rename", "\(base).\(ending)")
      }
      try TextFile.syncDirectory(path)
    } catch {
      for ending in ["_pack", "_idx"] { unlink(temporary + ending) }
      written.release()
      throw error
    }
    return written
  }

  /// Removes what a process that died in `write` left behind. Only for who knows that no other writer is at work.
  public func removeLeftovers() {
    for name in fileNames {
      let file = path + "/" + name
      if name.hasPrefix(Self.temporaryPrefix) { unlink(file) }
      guard name.hasSuffix(".keep"), let text = try? TextFile.read(file) else { continue }
      let hasPack = access(file.dropLast(5) + ".pack", F_OK) == 0
      if text == Purpose.history.rawValue || text.isEmpty || (text == Purpose.ephemeral.rawValue && !hasPack) { unlink(file) }
    }
  }

  /// Deletes packs whose objects no reference reaches any more, and the commit-graph if it names one of them.
  public func remove(_ packs: [WrittenPack]) {
    guard !packs.isEmpty else { return }
    let objects = String(path.dropLast("/pack".count))
    CommitGraphFiles(objects: objects).forget(Set(packs.flatMap(\.objects)))
    for pack in packs { pack.remove() }
  }

  /// The ephemeral packs that are there.
  public var ephemeralPacks: [WrittenPack] {
    fileNames.compactMap { name in
      guard name.hasSuffix(".keep"), (try? TextFile.read(path + "/" + name)) == Purpose.ephemeral.rawValue else { return nil }
      let base = path + "/" + name.dropLast(5)
      var status = stat()
      return stat(base + ".pack", &status) == 0 ? WrittenPack(base: base, byteCount: Int(status.st_size)) : nil
    }
  }

  /// Packs that repacking may touch.
  public var packCount: Int {
    let names = Set(fileNames)
    return names.count { $0.hasSuffix(".pack") && !names.contains($0.dropLast(5) + ".keep") }
  }

  private var fileNames: [String] { DirectoryListing.names(path) ?? [] }

  private static func write(_ bytes: [UInt8], to file: String, isSynced: Bool) throws(SystemError) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o444 | 0o200)
    guard descriptor >= 0 else { throw SystemError("create", file) }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError("write", file) }
      offset += count
    }
    if isSynced, fdatasync(descriptor) != 0 { throw SystemError("fdatasync", file) }
  }
}
