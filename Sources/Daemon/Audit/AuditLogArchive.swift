import Basics
import CZlib

#if canImport(Glibc)
  import Glibc
#endif

/// Logs that were put aside, packed with gzip (RFC 1952) under their name and `.gz`.
struct AuditLogArchive {
  static let ending = ".gz"
  private static let portionBytes = 256 << 10

  let names: AuditLogNames

  /// Packs those that aren't. A file is only removed once its packed form is whole. Blocks.
  func pack() throws {
    for name in names.backups(DirectoryListing.names(names.directory) ?? []) where !name.hasSuffix(Self.ending) {
      try pack(names.directory + "/" + name)
    }
  }

  private func pack(_ path: String) throws {
    let (part, packed) = (path + Self.ending + ".part", path + Self.ending)
    do {
      try Self.copy(path, packedTo: part)
      guard rename(part, packed) == 0 else { throw SystemError("rename", packed) }
    } catch {
      unlink(part)
      throw error
    }
    unlink(path)
  }

  private static func copy(_ path: String, packedTo target: String) throws {
    let source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw SystemError("open", path) }
    defer { close(source) }
    let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("open", target) }
    // From here on the descriptor is zlib's.
    guard let file = gzdopen(descriptor, "wb") else {
      close(descriptor)
      throw SystemError("gzdopen", target)
    }
    var portion = [UInt8](repeating: 0, count: portionBytes)
    while true {
      let count = read(source, &portion, portionBytes)
      if count == 0 { break }
      guard count > 0, gzwrite(file, portion, UInt32(count)) == Int32(count) else {
        let error = SystemError("write", target)
        _ = gzclose(file)
        throw error
      }
    }
    guard gzclose(file) == Z_OK else { throw SystemError("close", target) }
  }
}
