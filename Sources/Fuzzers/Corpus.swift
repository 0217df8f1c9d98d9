import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// Inputs kept in files.
public enum Corpus {
  /// The files of a folder, by name; none when the folder isn't there.
  public static func read(_ folder: String) throws -> [[UInt8]] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
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
