import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// Inputs kept in files.
public enum Corpus {
  /// The files of a folder, by name; none when the folder isn't there.
  public static func read(_ folder: String) throws -> [[UInt8]] {
    let names = (DirectoryListing.names(folder) ?? []).filter { !$0.hasPrefix(".") }
    return try names.sorted().map { try TextFile.readBytes(folder + "/" + $0) }
  }
}

/// Keeps the input at hand in a file, where it outlives a crash.
public final class InputRecorder: Sendable {
  private let descriptor: Int32

  public init(path: String) throws {
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError("open", path) }
  }

  deinit { close(descriptor) }

  func record(_ input: [UInt8]) {
    ftruncate(descriptor, 0)
    _ = input.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }
}
