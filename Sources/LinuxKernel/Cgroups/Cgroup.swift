import Basics
import Glibc

/// A control group, the same path in every hierarchy that counts. The calls block.
public struct Cgroup: Sendable {
  public let layout: CgroupLayout
  /// Absolute within the hierarchies, such as `/kctl/burstable/pod1`.
  public let path: String

  /// The v1 hierarchies in which we make groups; the container runtime makes its own in all of them.
  private static let controllers = ["cpu", "cpuacct", "memory", "pids"]

  public init(_ layout: CgroupLayout, path: String) { (self.layout, self.path) = (layout, path) }

  private var directories: [String] {
    layout.kind == .v2
      ? [layout.unified].compactMap { $0 } : Array(Set(Self.controllers.compactMap { layout.hierarchies[$0] })).sorted()
  }

  /// Makes the group and its parents; on v2 hands the controllers down to it.
  public func create() throws(SystemError) {
    for directory in directories {
      var current = directory
      for part in path.split(separator: "/") {
        if layout.kind == .v2 { Self.handDown(current) }
        current += "/" + part
        if mkdir(current, 0o755) != 0, errno != EEXIST { throw SystemError("mkdir", current) }
      }
    }
  }

  // A controller that the parent doesn't have can't be handed down; limits that need it fail later, with a message.
  private static func handDown(_ directory: String) {
    guard let available = try? TextFile.read(directory + "/cgroup.controllers") else { return }
    for controller in available.split(whereSeparator: \.isWhitespace) where ["cpu", "cpuset", "memory", "pids", "io"].contains(controller) {
      try? write("+" + controller, to: directory + "/cgroup.subtree_control")
    }
  }

  public func apply(_ limits: CgroupLimits) throws(SystemError) {
    for setting in limits.settings(layout.kind) {
      guard let directory = layout.directory(setting.controller, path) else { continue }
      try Self.write(setting.value, to: directory + "/" + setting.file)
    }
  }

  /// The files a process enters the group by.
  public var entryFiles: [String] { directories.map { $0 + path + "/cgroup.procs" } }

  /// Removes the group and those below it, in every hierarchy of the host, after killing what is left in them.
  public func remove() throws(SystemError) {
    for directory in layout.mountPoints {
      try Self.removeTree(directory + path)
    }
  }

  private static func removeTree(_ directory: String) throws(SystemError) {
    guard FileTree.exists(directory) else { return }
    for name in FileTree.names(in: directory) {
      var information = stat()
      let child = directory + "/" + name
      if lstat(child, &information) == 0, information.st_mode & S_IFMT == S_IFDIR { try removeTree(child) }
    }
    for attempt in 0..<100 {
      if rmdir(directory) == 0 || errno == ENOENT { return }
      guard errno == EBUSY else { throw SystemError("rmdir", directory) }
      // Killed processes leave their group a moment after they are gone from the process table.
      for pid in processes(directory) { kill(pid, SIGKILL) }
      usleep(attempt < 10 ? 1_000 : 20_000)
    }
    throw SystemError("rmdir", directory, code: EBUSY)
  }

  private static func processes(_ directory: String) -> [Int32] {
    guard let text = try? TextFile.read(directory + "/cgroup.procs") else { return [] }
    return text.split(separator: "\n").compactMap { Int32($0) }.filter { $0 > 1 }
  }

  /// The processes of this group itself.
  public var processes: [Int32] { layout.directory("pids", path).map(Self.processes) ?? [] }

  /// Sends SIGKILL to every process of the group and those below.
  public func killAll() {
    // The whole host's group is nobody's to kill.
    guard path.contains(where: { $0 != "/" }), let directory = layout.directory("pids", path) else { return }
    if layout.kind == .v2, (try? Self.write("1", to: directory + "/cgroup.kill")) != nil { return }
    var pending = [directory]
    while let current = pending.popLast() {
      for pid in Self.processes(current) { kill(pid, SIGKILL) }
      pending += FileTree.names(in: current).map { current + "/" + $0 }.filter { FileTree.exists($0 + "/cgroup.procs") }
    }
  }

  static func write(_ value: String, to path: String) throws(SystemError) {
    let file = try Descriptor.open(path, flags: O_WRONLY)
    let bytes = Array(value.utf8)
    guard Glibc.write(file.raw, bytes, bytes.count) == bytes.count else { throw SystemError("write \"\(value)\" to", path) }
  }
}
