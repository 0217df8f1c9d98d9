import APIMachinery
import Basics
import Glibc

/// Sets up and takes down a pod's volumes. The calls block.
struct PodVolumes: Sendable {
  var directories: PodDirectories
  var mounts: any MountService

  struct Failure: Error, Hashable, Sendable {
    var volume: String
    var message: String
  }

  /// The path of each volume. Called again, it brings the volumes' content up to date.
  func setUp(_ pod: Pod, _ sources: VolumeSources, now: Timestamp) throws(Failure) -> [String: String] {
    var paths: [String: String] = [:]
    for volume in pod.spec["volumes"]?.array ?? [] {
      let name = volume["name"]?.string ?? ""
      do { paths[name] = try setUp(volume, name, pod, sources, now) } catch {
        throw Failure(volume: name, message: "\(error)")
      }
    }
    return paths
  }

  private func setUp(_ volume: Value, _ name: String, _ pod: Pod, _ sources: VolumeSources, _ now: Timestamp) throws -> String {
    if let source = volume["hostPath"], !source.isNull { return try HostPath.prepare(source) }
    let group = pod.spec["securityContext"]?["fsGroup"]?.int.map { gid_t(truncatingIfNeeded: $0) }
    if let source = volume["emptyDir"], !source.isNull { return try emptyDirectory(source, name, pod, group) }
    guard let files = try VolumePayload.files(volume, sources) else {
      let kind = volume.object?.fieldNames.first { $0 != "name" } ?? "none"
      throw VolumeError("volume kind \"\(kind)\" is not supported on this node")
    }
    let plugin =
      volume["configMap"] != nil
      ? "configmap" : volume["secret"] != nil ? "secret" : volume["projected"] != nil ? "projected" : "downward-api"
    let path = directories.volume(pod.uid, plugin: plugin, name: name)
    try Files.makeDirectory(path, mode: 0o755)
    // Secrets never touch a disk where the node can mount memory.
    let isSecret = volume["secret"] != nil || volume["projected"] != nil
    if isSecret, MountTable.points(below: path).isEmpty { try mounts.mountTmpfs(at: path, sizeBytes: nil) }
    chmod(path, 0o755)
    try AtomicWriter(directory: path, group: group).write(files, now: now)
    return path
  }

  private func emptyDirectory(_ source: Value, _ name: String, _ pod: Pod, _ group: gid_t?) throws -> String {
    let path = directories.volume(pod.uid, plugin: "empty-dir", name: name)
    let medium = source["medium"]?.string ?? ""
    guard medium.isEmpty || medium == "Memory" else { throw VolumeError("emptyDir medium \"\(medium)\" is not supported on this node") }
    let isMounted = !MountTable.points(below: path).isEmpty
    // Without the marker we died while it was being made.
    let marker = directories.volumeMarker(pod.uid, name: name)
    if Files.isDirectory(path), Files.exists(marker), medium.isEmpty || isMounted { return path }
    try Files.makeDirectory(path, mode: 0o777)
    if medium == "Memory", !isMounted {
      var limits = [ResourceAmount.value(source["sizeLimit"]), pod.limits.memoryBytes].compactMap { $0 }
      limits.removeAll { $0 <= 0 }
      try mounts.mountTmpfs(at: path, sizeBytes: limits.min())
    }
    guard chmod(path, 0o777) == 0 else { throw FileError("chmod", path) }
    if let group { try VolumeOwnership.apply(path, group: group, isReadOnly: false) }
    try Files.makeDirectory(Files.parent(of: marker) ?? marker, mode: 0o750)
    try Files.write(marker, [], mode: 0o600)
    return path
  }

  /// Unmounts what is mounted for any pod; the files stay. For a node whose pods have all been stopped.
  func unmountAll() throws {
    for point in MountTable.points(below: directories.pods) { try mounts.unmount(point) }
  }

  /// Unmounts what is mounted below the pod's directory and removes it. True once nothing is left.
  func tearDown(_ uid: String) throws -> Bool {
    let path = directories.pod(uid)
    guard Files.exists(path) else { return true }
    for point in MountTable.points(below: path) { try mounts.unmount(point) }
    guard MountTable.points(below: path).isEmpty else { return false }
    try Files.removeTree(path)
    return true
  }
}
