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
      guard let stream = opendir(root + "/" + directory) else { throw SystemError("opendir", root + "/" + directory) }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        guard !name.hasPrefix(".") else { continue }
        let path = directory + "/" + name
        if entry.pointee.d_type == UInt8(DT_DIR) {
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
