#if canImport(Glibc)
  import Glibc
#endif

/// The names in directories.
public enum DirectoryListing {
  /// Without `.` and `..`, in no order; nil when the directory can't be opened, with errno telling why.
  public static func names(_ path: String) -> [String]? {
    guard let stream = opendir(path) else { return nil }
    defer { closedir(stream) }
    return names(of: stream)
  }

  /// From where the stream is to its end.
  public static func names(of stream: OpaquePointer) -> [String] {
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = name(of: entry)
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0

  /// An entry is as long as its name (readdir(3)): the whole of the structure may reach beyond what is mapped, so it is never copied.
  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    String(cString: (UnsafeRawPointer(entry) + nameOffset).assumingMemoryBound(to: CChar.self))
  }
}
