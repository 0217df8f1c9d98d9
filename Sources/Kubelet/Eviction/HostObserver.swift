import Glibc

/// The host as /proc and statvfs(3) show it.
public struct HostObserver: NodeObserver {
  private let nodeDirectory: String
  private let imageDirectory: String

  /// A directory on the file system of the pods' volumes and logs, and one on that of the images.
  public init(nodeDirectory: String, imageDirectory: String) {
    (self.nodeDirectory, self.imageDirectory) = (nodeDirectory, imageDirectory)
  }

  public func usage() -> NodeUsage {
    var usage = NodeUsage()
    usage.amounts[.memoryAvailable] = Self.memory(meminfo: Self.text("/proc/meminfo"))
    (usage.amounts[.nodefsAvailable], usage.amounts[.nodefsInodesFree]) = Self.fileSystem(nodeDirectory)
    (usage.amounts[.imagefsAvailable], usage.amounts[.imagefsInodesFree]) = Self.fileSystem(imageDirectory)
    usage.amounts[.pidAvailable] = Self.processes(
      loadavg: Self.text("/proc/loadavg"), limit: Self.text("/proc/sys/kernel/pid_max"))
    return usage
  }

  private static func text(_ path: String) -> String { String(decoding: Files.read(path, limit: 64 << 10) ?? [], as: UTF8.self) }

  static func memory(meminfo text: String) -> NodeUsage.Amount? {
    func field(_ name: String) -> Int64? {
      for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
        return line.split(separator: " ").dropFirst().first.flatMap { Int64($0) }.map { $0 * 1_024 }
      }
      return Optional.none
    }
    guard let total = field("MemTotal"), let available = field("MemAvailable") else { return nil }
    return .init(available: available, capacity: total)
  }

  /// The fourth field of /proc/loadavg is `running/all`.
  static func processes(loadavg: String, limit: String) -> NodeUsage.Amount? {
    let fields = loadavg.split(separator: " ")
    guard fields.count > 3, let all = fields[3].split(separator: "/").last.flatMap({ Int64($0) }),
      let limit = Int64(limit.prefix { $0.isNumber })
    else { return nil }
    return .init(available: max(0, limit - all), capacity: limit)
  }

  private static func fileSystem(_ path: String) -> (space: NodeUsage.Amount?, inodes: NodeUsage.Amount?) {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return (nil, nil) }
    let block = Int64(status.f_frsize)
    let inodes = status.f_files == 0 ? nil : NodeUsage.Amount(available: Int64(status.f_favail), capacity: Int64(status.f_files))
    return (.init(available: Int64(status.f_bavail) * block, capacity: Int64(status.f_blocks) * block), inodes)
  }
}
