import Basics
import Glibc

/// Keeps a container's log files small and few: the current file is renamed with the time in its name when it has grown too
/// large, and the oldest ones are removed (Logging architecture, "log rotation"). Rotated files aren't compressed.
struct LogRotation: Sendable {
  var maxBytes: Int64
  var maxFiles: Int

  /// True when the file was renamed: the runtime must now reopen its log. Blocks.
  func rotate(_ path: String, now: Timestamp) throws(FileError) -> Bool {
    guard let status = Files.status(path), Int64(status.st_size) >= maxBytes else { return false }
    guard let directory = Files.parent(of: path) else { return false }
    let name = String(path.dropFirst(directory.count + 1))
    for old in surplus(of: name, among: Files.entries(directory)) { unlink("\(directory)/\(old)") }
    let stamp = now.rfc3339.filter { $0 != "-" && $0 != ":" && $0 != "Z" }.map { $0 == "T" ? "-" : $0 }
    let target = "\(path).\(String(stamp))"
    guard rename(path, target) == 0 else { throw FileError("rename", path) }
    return true
  }

  /// The rotated files of a log to remove, so that with the current one and the one about to be renamed `maxFiles` stay.
  func surplus(of name: String, among entries: [String]) -> [String] {
    let rotated = entries.filter { $0.hasPrefix(name + ".") }.sorted()
    return Array(rotated.dropLast(max(0, maxFiles - 2)))
  }

  /// Takes a rename back when the runtime couldn't reopen the log.
  static func undo(_ path: String) {
    guard let directory = Files.parent(of: path) else { return }
    let name = String(path.dropFirst(directory.count + 1))
    if let newest = Files.entries(directory).filter({ $0.hasPrefix(name + ".") }).sorted().last { rename("\(directory)/\(newest)", path) }
  }
}
