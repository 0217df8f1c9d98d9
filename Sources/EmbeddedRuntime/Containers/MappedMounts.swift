import APIMachinery
import Basics
import Glibc
import LinuxKernel

/// What a container sees of the host's files when its users are its own: its root is nobody outside, so each file is shown to it with
/// another owner, and lies where nobody can reach it. The calls block.
struct MappedMounts {
  /// The container's directory, which is reached by everybody who knows its name.
  let root: String
  let users: UserRange
  /// The pinned user namespace.
  let namespace: String

  var rootfs: String { root + "/rootfs" }

  /// Makes the directory.
  func prepare() throws {
    for directory in [TextFile.parent(of: root), root] { try TextFile.makeDirectories(directory, mode: 0o711) }
  }

  /// The layers with owners as in the container, topmost first, as they were given; what the container writes belongs to its users too.
  func layers(_ layers: [String], upper: String) throws -> [String] {
    guard chown(upper, users.first, users.first) == 0 else { throw SystemError("chown", upper) }
    return try layers.enumerated().map { index, layer in
      let place = root + "/l\(index)"
      try TextFile.makeDirectories(place, mode: 0o700)
      try Mount.mapped(layer, to: place, users: namespace)
      return place
    }
  }

  /// The OCI specification with its users, its root file system, and its mounts' sources in their places.
  func mapped(_ specification: Value) throws -> Value {
    var result = specification
    let ids: Value = [["containerID": 0, "hostID": .int(Int64(users.first)), "size": .int(Int64(users.count))]]
    (result[path: "linux", "uidMappings"], result[path: "linux", "gidMappings"]) = (ids, ids)
    result[path: "root", "path"] = .string(rootfs)
    result["mounts"] = .array(
      try (specification["mounts"]?.array ?? []).enumerated().map { index, mount in
        guard mount["type"] == "bind", let source = mount["source"]?.string else { return mount }
        var mount = mount
        mount["source"] = .string(try place(source, index))
        return mount
      })
    return result
  }

  private func place(_ source: String, _ index: Int) throws -> String {
    let place = root + "/m\(index)"
    var information = stat()
    guard stat(source, &information) == 0 else { throw SystemError("stat", source) }
    if information.st_mode & S_IFMT == S_IFDIR {
      try TextFile.makeDirectories(place, mode: 0o755)
    } else {
      _ = try Descriptor.open(place, flags: O_WRONLY | O_CREAT | O_NOFOLLOW, mode: 0o644)
    }
    try Mount.mapped(source, to: place, users: namespace)
    return place
  }

  /// Removes a container's directory, and that of all when it was the last.
  static func remove(_ root: String) throws {
    guard FileTree.exists(root) else { return }
    try Mount.unmountAll(within: root)
    try FileTree.remove(root)
    rmdir(TextFile.parent(of: root))
  }
}
