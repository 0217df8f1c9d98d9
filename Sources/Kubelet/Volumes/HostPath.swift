import APIMachinery
import Glibc

/// hostPath volumes (Volumes: "hostPath volume types").
enum HostPath {
  /// Checks and makes what the type says; returns the path.
  static func prepare(_ source: Value) throws -> String {
    let path = source["path"]?.string ?? ""
    let type = source["type"]?.string ?? ""
    guard path.hasPrefix("/") else { throw VolumeError("hostPath \"\(path)\" is not an absolute path") }
    let kind = Files.status(path).map { $0.st_mode & S_IFMT }
    func check(_ wanted: mode_t, _ name: String) throws(VolumeError) {
      if kind != wanted { throw VolumeError("hostPath type check failed: \(path) is not a \(name)") }
    }
    switch type {
    // Without a type nothing is checked; what doesn't exist becomes a directory, as container runtimes make it.
    case "": if kind == nil { try Files.makeDirectory(path) }
    case "DirectoryOrCreate":
      if kind == nil { try Files.makeDirectory(path) } else { try check(S_IFDIR, "directory") }
    case "FileOrCreate":
      if kind == nil { try Files.write(path, [], mode: 0o644) } else { try check(S_IFREG, "file") }
    case "Directory": try check(S_IFDIR, "directory")
    case "File": try check(S_IFREG, "file")
    case "Socket": try check(S_IFSOCK, "socket file")
    case "CharDevice": try check(S_IFCHR, "character device")
    case "BlockDevice": try check(S_IFBLK, "block device")
    default: throw VolumeError("\(type) is an invalid volume type")
    }
    return path
  }
}
