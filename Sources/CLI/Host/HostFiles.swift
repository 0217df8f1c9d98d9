import Basics
import Glibc

/// The host's file system. Each call runs on a thread of its own.
public struct HostFiles: FileAccess {
  public init() {}

  public func read(_ path: String) async throws -> [UInt8] {
    try await onThread { try Self.naming(path) { try TextFile.readBytes(path) } }
  }

  public func write(_ bytes: [UInt8], to path: String) async throws {
    try await onThread { try Self.naming(path) { try TextFile.write(bytes, to: path, mode: 0o600) } }
  }

  public func remove(_ path: String) async throws {
    try await onThread {
      guard Glibc.remove(path) == 0 else { throw FileAccessError("remove \(path): \(Self.reason())") }
    }
  }

  public func kind(_ path: String) async -> FileKind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
  }

  public func list(_ directory: String) async throws -> [String] {
    try await onThread {
      guard let names = DirectoryListing.names(directory) else { throw FileAccessError("open \(directory): \(Self.reason())") }
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  public func absolutePath(_ path: String) async throws -> String {
    try await onThread {
      guard let resolved = realpath(path, nil) else { throw FileAccessError("open \(path): \(Self.reason())") }
      defer { free(resolved) }
      return String(cString: resolved)
    }
  }

  public func makeTemporaryDirectory(prefix: String) async throws -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    // mkdtemp replaces the six last characters.
    var template = Array("\(base)/\(prefix)\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileAccessError("mkdtemp \(base): \(Self.reason())") }
    return template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  public func makeDirectories(_ path: String) async throws {
    try await onThread { try Self.naming(path) { try TextFile.makeDirectories(path) } }
  }

  public func permissions(_ path: String) async -> UInt32 {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o777 : 0o644
  }

  public func setPermissions(_ mode: UInt32, of path: String) async throws {
    try await onThread {
      guard chmod(path, mode_t(mode)) == 0 else { throw FileAccessError("chmod \(path): \(Self.reason())") }
    }
  }

  private static func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as SystemError {
      let reason = String(cString: strerror(error.code))
      throw FileAccessError(error.code == ENOENT ? "the path \"\(path)\" does not exist" : "\(error.operation) \(path): \(reason)")
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
