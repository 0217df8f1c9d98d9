import Glibc

/// Gives a volume to the pod's fsGroup (Configure a Security Context: "fsGroup"): the group owns every file, may read (and
/// write) what the owner may, and new files stay in the group.
enum VolumeOwnership {
  static func apply(_ path: String, group: gid_t, isReadOnly: Bool) throws(FileError) {
    guard let status = Files.status(path, followsLinks: false) else { return }
    guard lchown(path, uid_t.max, group) == 0 else { throw FileError("lchown", path) }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFLNK else { return }
    var mode = status.st_mode & 0o7777 | (isReadOnly ? 0o440 : 0o660)
    if kind == S_IFDIR { mode |= S_ISGID | 0o110 }
    guard chmod(path, mode) == 0 else { throw FileError("chmod", path) }
    guard kind == S_IFDIR else { return }
    for name in Files.entries(path) { try apply("\(path)/\(name)", group: group, isReadOnly: isReadOnly) }
  }
}
