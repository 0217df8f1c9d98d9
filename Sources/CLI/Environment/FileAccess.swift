/// The files a command reads and writes. Implementations may not block the cooperative pool.
public protocol FileAccess: Sendable {
  /// Throws `FileAccessError`.
  func read(_ path: String) async throws -> [UInt8]
  func write(_ bytes: [UInt8], to path: String) async throws
  func remove(_ path: String) async throws
  /// nil when there is nothing at that path.
  func kind(_ path: String) async -> FileKind?
  /// Names in the directory, in byte order.
  func list(_ directory: String) async throws -> [String]
  /// The path from the root, for others who don't share this process's working directory.
  func absolutePath(_ path: String) async throws -> String
  /// A new empty directory that only this user can read.
  func makeTemporaryDirectory(prefix: String) async throws -> String
  /// With what is missing above it; one that is there is left as it is.
  func makeDirectories(_ path: String) async throws
  /// The permission bits of a file.
  func permissions(_ path: String) async -> UInt32
  func setPermissions(_ mode: UInt32, of path: String) async throws
}

public enum FileKind: Sendable { case file, directory }

public struct FileAccessError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
