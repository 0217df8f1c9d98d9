import Basics
import CShims
import Glibc

/// mount(2) and umount2(2). The calls block.
public enum Mount {
  /// Makes `source` visible at `target` too, with what is mounted below it when `recursive`.
  public static func bind(_ source: String, to target: String, recursive: Bool = false) throws(SystemError) {
    try mount(source, target, nil, UInt(MS_BIND) | (recursive ? UInt(MS_REC) : 0), nil)
  }

  /// Makes `source` and what is mounted below it visible at `target` too, with the owners that it has in a pinned user namespace.
  public static func mapped(_ source: String, to target: String, users: String) throws(SystemError) {
    guard kctl_mount_mapped(source, target, users) == 0 else { throw SystemError("mount with mapped users", source) }
  }

  /// A union of directories; `lower` has the topmost first.
  public static func overlay(lower: [String], upper: String, work: String, at target: String) throws(SystemError) {
    try mount("overlay", target, "overlay", 0, overlayOptions(lower: lower, upper: upper, work: work))
  }

  /// Colons and commas separate, so a path's own are escaped.
  static func overlayOptions(lower: [String], upper: String, work: String) -> String {
    func escaped(_ path: String, _ special: String) -> String {
      path.reduce(into: "") { text, character in
        if special.contains(character) { text.append("\\") }
        text.append(character)
      }
    }
    let layers = lower.map { escaped($0, "\\:,") }.joined(separator: ":")
    return "lowerdir=\(layers),upperdir=\(escaped(upper, "\\,")),workdir=\(escaped(work, "\\,"))"
  }

  /// `holdsDataOnly`: nothing in it can be run, or is a device.
  public static func tmpfs(at target: String, sizeBytes: Int64?, mode: String = "1777", holdsDataOnly: Bool = false) throws(SystemError) {
    let flags = holdsDataOnly ? UInt(MS_NOSUID) | UInt(MS_NODEV) | UInt(MS_NOEXEC) : 0
    try mount("tmpfs", target, "tmpfs", flags, "mode=\(mode)" + (sizeBytes.map { ",size=\($0)" } ?? ""))
  }

  /// Detaches what is mounted at the path; nothing mounted there is fine.
  public static func unmount(_ path: String) throws(SystemError) {
    guard umount2(path, Int32(MNT_DETACH) | Int32(UMOUNT_NOFOLLOW)) != 0 else { return }
    guard errno == EINVAL || errno == ENOENT else { throw SystemError("umount", path) }
  }

  /// Detaches everything at and below a directory.
  public static func unmountAll(within directory: String) throws(SystemError) {
    for path in try MountTable.current().paths(within: directory) { try unmount(path) }
  }

  private static func mount(_ source: String, _ target: String, _ type: String?, _ flags: UInt, _ data: String?) throws(SystemError) {
    // The classic call takes one page of options and cuts off the rest silently.
    if let data, data.utf8.count >= 4095 { throw SystemError("mount", target, code: E2BIG) }
    guard Glibc.mount(source, target, type, flags, data) == 0 else { throw SystemError("mount \(type ?? "bind")", target) }
  }
}
