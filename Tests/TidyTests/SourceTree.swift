import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// The Swift files under Sources and Tests.
struct SourceTree {
  struct File {
    let path: String
    let lines: [String]
    var name: String { String(path.split(separator: "/").last ?? "") }
    var isGenerated: Bool { path.contains("/Generated/") }
  }

  let files: [File]

  init(_ folder: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    var found: [File] = []
    var pending = [folder]
    while let directory = pending.popLast() {
      guard let names = DirectoryListing.names(root + "/" + directory) else { throw SystemError("opendir", root + "/" + directory) }
      for name in names where !name.hasPrefix(".") {
        let path = directory + "/" + name
        var status = stat()
        guard stat(root + "/" + path, &status) == 0 else { throw SystemError("stat", root + "/" + path) }
        if status.st_mode & S_IFMT == S_IFDIR {
          pending.append(path)
        } else if name.hasSuffix(".swift") {
          let text = try TextFile.read(root + "/" + path)
          found.append(File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
        }
      }
    }
    files = found.sorted { $0.path < $1.path }
  }
}
