import Basics
import Glibc
import LinuxKernel
import RuntimeInterface

/// Makes and unmakes what a sandbox is on the host. The calls block; unmaking is idempotent.
struct SandboxMaker: Sendable {
  let configuration: EmbeddedRuntimeConfiguration
  let layout: CgroupLayout
  let network: PodNetwork

  private var paths: RuntimePaths { configuration.paths }

  func namespaces(_ record: SandboxRecord) -> NamespaceSet {
    let run = paths.sandboxRun(record.id)
    return NamespaceSet(
      network: record.hostNetwork ? nil : run + "/net", ipc: record.hostIPC ? nil : run + "/ipc",
      uts: record.hostNetwork ? nil : run + "/uts", user: record.users == nil ? nil : run + "/user", users: record.users)
  }

  func cgroup(_ record: SandboxRecord) -> Cgroup {
    Cgroup(layout, path: configuration.cgroupRoot + "/" + record.cgroupParent)
  }

  /// Returns the pause process, where the sandbox has one; somebody must wait for it.
  func make(_ record: SandboxRecord, _ config: PodSandboxConfig) throws -> ChildProcess? {
    let (run, data) = (paths.sandboxRun(record.id), paths.sandboxData(record.id))
    for directory in [run, data, record.logDirectory] where !directory.isEmpty { try TextFile.makeDirectories(directory) }
    try namespaces(record).create(
      hostname: record.hostname.isEmpty ? nil : record.hostname,
      sysctls: config.sysctls.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    if let address = record.address { try network.attach(record.id, namespace: run + "/net", address: address) }
    if !record.hostIPC {
      try TextFile.makeDirectories(run + "/shm", mode: 0o1777)
      try Mount.tmpfs(at: run + "/shm", sizeBytes: 64 << 20, holdsDataOnly: true)
    }
    try writeFiles(record, config, data)
    let cgroup = cgroup(record)
    try cgroup.create()
    try cgroup.apply(Self.limits(config.resources))
    return record.sharesProcesses ? try startPause(record) : nil
  }

  private func startPause(_ record: SandboxRecord) throws -> ChildProcess {
    let group = Cgroup(layout, path: cgroup(record).path + "/pause")
    try group.create()
    var command = Command("/pause", [], environment: [])
    command.cgroupFiles = group.entryFiles
    command.isolation = Command.Isolation(
      root: try PauseProgram.install(in: paths.data + "/pause"), user: PauseProgram.user, joined: namespaces(record).paths,
      makesProcessNamespace: true)
    let child = try command.start()
    do {
      try NamespaceSet.pinProcessNamespace(of: child.pid, at: paths.sandboxRun(record.id) + "/pid")
      return child
    } catch {
      child.kill()
      _ = try? child.wait()
      throw error
    }
  }

  private func writeFiles(_ record: SandboxRecord, _ config: PodSandboxConfig, _ data: String) throws {
    let hostResolver = (try? TextFile.read("/etc/resolv.conf")) ?? ""
    for (name, text) in [
      ("resolv.conf", SandboxFiles.resolvConf(config) ?? hostResolver), ("hostname", record.hostname + "\n"),
      ("hosts", SandboxFiles.hosts(hostname: record.hostname, address: record.address?.description)),
    ] {
      let file = try Descriptor.open(data + "/" + name, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
      guard write(file.raw, text, text.utf8.count) == text.utf8.count else { throw SystemError("write", data + "/" + name) }
    }
  }

  static func limits(_ resources: LinuxResources) -> CgroupLimits {
    var limits = CgroupLimits()
    limits.cpuShares = resources.cpuShares
    (limits.cpuQuotaMicroseconds, limits.cpuPeriodMicroseconds) = (resources.cpuQuotaMicroseconds, resources.cpuPeriodMicroseconds)
    (limits.memoryBytes, limits.pids) = (resources.memoryLimitBytes, resources.pidsLimit)
    return limits
  }

  /// Takes the network and the namespaces down.
  func stop(_ record: SandboxRecord) throws {
    if !record.hostNetwork { try network.detach(record.id) }
    if record.sharesProcesses {
      _ = record.pause.map { HostProcess.signal($0.pid, since: $0.start, SIGKILL) }
      try Mount.unmount(paths.sandboxRun(record.id) + "/pid")
    }
    try namespaces(record).remove()
  }

  /// Removes everything; the pod's cgroup unless `keepsCgroup` (another sandbox uses it).
  func remove(_ record: SandboxRecord, keepsCgroup: Bool) throws {
    try stop(record)
    try removeFiles(record.id)
    if !keepsCgroup, !record.cgroupParent.isEmpty { try cgroup(record).remove() }
  }

  func removeFiles(_ id: String) throws(SystemError) {
    try Mount.unmountAll(within: paths.sandboxRun(id))
    try FileTree.remove(paths.sandboxRun(id))
    try FileTree.remove(paths.sandboxData(id))
  }
}
