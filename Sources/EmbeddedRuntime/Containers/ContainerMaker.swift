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
  var appArmor = AppArmor()

  private var paths: RuntimePaths { configuration.paths }

  /// Mounts the root file system and has the monitor create the container, in the process namespace of `target` where there is one.
  /// Returns the record with what is known then.
  func make(
    _ record: ContainerRecord, _ config: ContainerConfig, _ image: Image, sandbox: SandboxRecord, joining target: Int32?
  ) throws -> ContainerRecord {
    var record = record
    let (data, bundle) = (paths.containerData(record.id), paths.bundle(record.id))
    for directory in [data + "/upper", data + "/work", bundle] { try TextFile.makeDirectories(directory, mode: 0o755) }
    try TextFile.makeDirectories(TextFile.parent(of: record.logPath))
    let users = sandbox.users.map { MappedMounts(root: paths.mapped(record.id), users: $0, namespace: paths.sandboxRun(sandbox.id) + "/user") }
    let rootfs = users?.rootfs ?? paths.rootfs(record.id)
    try users?.prepare()
    try TextFile.makeDirectories(rootfs, mode: 0o755)
    var lower = try images.layers(of: image)
    if let users { lower = try users.layers(lower, upper: data + "/upper") }
    try Mount.overlay(lower: lower, upper: data + "/upper", work: data + "/work", at: rootfs)
    var spec = try specification(record, config, image, sandbox: sandbox, rootfs: rootfs)
    spec.processTarget = target
    record.user = ContainerUser(
      user: Int64(spec.user.user), group: Int64(spec.user.group), supplementalGroups: spec.groups.map { Int64($0) })
    var value = try spec.value()
    if let users { value = try users.mapped(value) }
    try write(JSON.encode(value), to: bundle + "/config.json")
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
    spec.appArmor = try appArmor.name(config.security.privileged ? "Unconfined" : config.security.appArmorProfile)
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

  /// Removes all but the log.
  func remove(_ id: String, cgroupPath: String) throws {
    try conmon.runtime.delete(id)
    if !cgroupPath.isEmpty { try Cgroup(layout, path: cgroupPath).remove() }
    try MappedMounts.remove(paths.mapped(id))
    try Mount.unmountAll(within: paths.bundle(id))
    try FileTree.remove(paths.bundle(id))
    try FileTree.remove(paths.containerData(id))
    try FileTree.remove(paths.exitFile(id))
  }
}
