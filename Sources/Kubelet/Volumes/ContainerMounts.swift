import APIMachinery
import Glibc
import RuntimeInterface

/// What is mounted into a container: its volumes, /etc/hosts and the file for its last words. The calls block.
struct ContainerMounts: Sendable {
  var directories: PodDirectories
  var mounts: any MountService

  struct Request: Sendable {
    var pod: Pod
    var container: ContainerSpec
    var attempt: Int
    var volumePaths: [String: String]
    var variables: [String: String]
    /// The text of /etc/hosts.
    var hosts: String
  }

  func prepare(_ request: Request) throws -> [MountConfig] {
    var result: [MountConfig] = []
    for (index, mount) in (request.container.value["volumeMounts"]?.array ?? []).enumerated() {
      result.append(try volume(mount, index, request))
    }
    let uid = request.pod.uid
    if !result.contains(where: { $0.containerPath == "/etc/hosts" }) {
      let path = directories.hosts(uid)
      try Files.makeDirectory(directories.pod(uid), mode: 0o750)
      try Files.write(path, Array(request.hosts.utf8), mode: 0o644)
      result.append(MountConfig(hostPath: path, containerPath: "/etc/hosts"))
    }
    let log = directories.terminationLog(uid, container: request.container.name, attempt: request.attempt)
    if let parent = Files.parent(of: log) { try Files.makeDirectory(parent, mode: 0o750) }
    // Whatever user the container runs as may write its last words.
    try Files.write(log, [], mode: 0o666)
    result.append(MountConfig(hostPath: log, containerPath: request.container.terminationMessagePath))
    return result
  }

  private func volume(_ mount: Value, _ index: Int, _ request: Request) throws -> MountConfig {
    let name = mount["name"]?.string ?? ""
    guard var path = request.volumePaths[name] else {
      throw ContainerConfigError("cannot find volume \"\(name)\" to mount into container \"\(request.container.name)\"")
    }
    var subPath = mount["subPath"]?.string ?? ""
    if let expression = mount["subPathExpr"]?.string, !expression.isEmpty {
      subPath = VariableExpansion.expand(expression) { request.variables[$0] }
      guard !subPath.contains("$(") else { throw ContainerConfigError("missing value for \"\(expression)\"") }
    }
    if !subPath.isEmpty { path = try bound(subPath, path, name, index, request) }
    let target = mount["mountPath"]?.string ?? ""
    return MountConfig(
      hostPath: path, containerPath: target.hasPrefix("/") ? target : "/" + target,
      isReadOnly: mount["readOnly"]?.bool ?? false || isWrittenByNode(name, request.pod),
      propagation: Self.propagation(mount["mountPropagation"]?.string))
  }

  /// Whether the volume shows objects of the API. The node brings it up to date as root, through links in it: what a container could
  /// put in their place would lead it anywhere (CVE-2017-1002102).
  private func isWrittenByNode(_ name: String, _ pod: Pod) -> Bool {
    let volume = pod.spec["volumes"]?.array?.first { $0["name"]?.string == name }
    return ["configMap", "secret", "downwardAPI", "projected"].contains { volume?[$0]?.nonNull != nil }
  }

  private static func propagation(_ mode: String?) -> String {
    switch mode {
    case "HostToContainer": "rslave"
    case "Bidirectional": "rshared"
    default: "private"
    }
  }

  /// Pins what the subPath is now: the container gets the directory that was checked, whatever is put in its place later.
  private func bound(_ subPath: String, _ root: String, _ volume: String, _ index: Int, _ request: Request) throws -> String {
    guard !subPath.hasPrefix("/") else { throw ContainerConfigError("subPath \"\(subPath)\" must be a relative path") }
    // Whoever may write the volume may write what is made in it.
    let mode = Files.status(root).map { $0.st_mode & 0o777 } ?? 0o755
    let descriptor = try SafePath.open(subPath, below: root, makingDirectories: mode)
    defer { close(descriptor) }
    guard mounts.bindsSubPaths else { return Files.link("/proc/self/fd/\(descriptor)") ?? "\(root)/\(subPath)" }
    let target = directories.subPath(request.pod.uid, volume: volume, container: request.container.name, index: index)
    for point in MountTable.points(below: target) { try mounts.unmount(point) }
    try Files.removeTree(target)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("stat", subPath) }
    if status.st_mode & S_IFMT == S_IFDIR {
      try Files.makeDirectory(target)
    } else {
      if let parent = Files.parent(of: target) { try Files.makeDirectory(parent) }
      try Files.write(target, [], mode: 0o644)
    }
    try mounts.bind("/proc/self/fd/\(descriptor)", on: target)
    return target
  }
}
