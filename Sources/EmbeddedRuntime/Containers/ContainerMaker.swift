import APIMachinery
import Basics
import Glibc
import LinuxKernel
import OCIImage
import RuntimeInterface

/// Makes and unmakes what a container is on the host. The calls block; unmaking is idempotent.
struct ContainerMaker: Sendable {
  let configuration: EmbeddedRuntimeConfiguration
  let images: ImageStore
  let conmon: Conmon
  let layout: CgroupLayout
  let host: HostFacts

  private var paths: RuntimePaths { configuration.paths }

  /// Mounts the root file system and has the monitor create the container, in the process namespace of `target` where there is one.
  /// Returns the record with what is known then.
  func make(
    _ record: ContainerRecord, _ config: ContainerConfig, _ image: Image, sandbox: SandboxRecord, joining target: Int32?
  ) throws -> ContainerRecord {
    var record = record
    let (data, bundle, rootfs) = (paths.containerData(record.id), paths.bundle(record.id), paths.rootfs(record.id))
    for directory in [data + "/upper", data + "/work", rootfs] { try TextFile.makeDirectories(directory, mode: 0o755) }
    try TextFile.makeDirectories(Self.parent(of: record.logPath))
    try Mount.overlay(lower: try images.layers(of: image), upper: data + "/upper", work: data + "/work", at: rootfs)
    var spec = try specification(record, config, image, sandbox: sandbox, rootfs: rootfs)
    spec.processTarget = target
    record.user = ContainerUser(
      user: Int64(spec.user.user), group: Int64(spec.user.group), supplementalGroups: spec.groups.map { Int64($0) })
    try write(JSON.encode(try spec.value()), to: bundle + "/config.json")
    record.pid = try conmon.create(
      .init(
        id: record.id, name: config.name, bundle: bundle, logPath: record.logPath, tty: config.tty, stdin: config.stdin,
        stdinOnce: config.stdinOnce))
    record.processStart = record.pid.flatMap(HostProcess.start)
    record.state = .created
    return record
  }

  private func specification(
    _ record: ContainerRecord, _ config: ContainerConfig, _ image: Image, sandbox: SandboxRecord, rootfs: String
  ) throws -> ContainerSpec {
    var spec = ContainerSpec(
      config: config, image: image.config, user: try user(config, image.config, rootfs: rootfs), sandbox: sandbox,
      sandboxData: paths.sandboxData(sandbox.id), sandboxRun: paths.sandboxRun(sandbox.id), cgroupPath: record.cgroupPath, host: host)
    spec.seccomp = try Seccomp.profile(
      config.security.seccompProfile, privileged: config.security.privileged, capabilities: spec.capabilities)
    return spec
  }

  private func user(_ config: ContainerConfig, _ image: ImageConfig, rootfs: String) throws -> ImageUser {
    let text = config.security.runAsUser.map { String($0) } ?? image.user
    let files = try ["etc/passwd", "etc/group"].map { path in try images.text(ofFile: path, in: rootfs) ?? "" }
    var user = try ImageUser(text, passwd: files[0], group: files[1])
    if !config.security.mergesImageGroups { user.supplementalGroups = [] }
    if let group = config.security.runAsGroup { user.group = UInt32(truncatingIfNeeded: group) }
    return user
  }

  private func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let file = try Descriptor.open(path, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
    guard Glibc.write(file.raw, bytes, bytes.count) == bytes.count else { throw SystemError("write", path) }
  }

  static func parent(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }

  /// Removes all but the log.
  func remove(_ id: String, cgroupPath: String) throws {
    try conmon.runtime.delete(id)
    if !cgroupPath.isEmpty { try Cgroup(layout, path: cgroupPath).remove() }
    try Mount.unmountAll(within: paths.bundle(id))
    try FileTree.remove(paths.bundle(id))
    try FileTree.remove(paths.containerData(id))
    try FileTree.remove(paths.exitFile(id))
  }
}
