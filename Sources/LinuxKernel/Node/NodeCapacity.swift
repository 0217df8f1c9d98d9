import Basics
import Glibc

/// What the machine has to give to pods.
public struct NodeCapacity: Hashable, Sendable {
  public var cpus: Int
  public var memoryBytes: Int64
  /// How many processes may exist.
  public var pids: Int64
  /// The size of the file system that holds the data directory.
  public var ephemeralStorageBytes: Int64

  public init(cpus: Int, memoryBytes: Int64, pids: Int64, ephemeralStorageBytes: Int64) {
    (self.cpus, self.memoryBytes, self.pids, self.ephemeralStorageBytes) = (cpus, memoryBytes, pids, ephemeralStorageBytes)
  }

  /// Of this machine. Blocks for a moment.
  public static func current(dataDirectory: String) throws(SystemError) -> NodeCapacity {
    var fileSystem = statvfs()
    guard statvfs(dataDirectory, &fileSystem) == 0 else { throw SystemError("statvfs", dataDirectory) }
    let limits = ["/proc/sys/kernel/pid_max", "/proc/sys/kernel/threads-max"].compactMap { path in
      (try? TextFile.read(path)).flatMap { Int64($0.split(separator: "\n").first ?? "") }
    }
    return NodeCapacity(
      cpus: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), memoryBytes: memoryBytes(meminfo: try TextFile.read("/proc/meminfo")) ?? 0,
      pids: limits.min() ?? 32_768, ephemeralStorageBytes: Int64(fileSystem.f_blocks) * Int64(fileSystem.f_frsize))
  }

  /// Bytes that new work could use, from /proc/meminfo's MemAvailable.
  public static func availableMemoryBytes() throws(SystemError) -> Int64 {
    field("MemAvailable", of: try TextFile.read("/proc/meminfo")) ?? 0
  }

  static func memoryBytes(meminfo text: String) -> Int64? { field("MemTotal", of: text) }

  private static func field(_ name: String, of text: String) -> Int64? {
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      return words.count >= 2 ? Int64(words[1]).map { $0 * 1024 } : nil
    }
    return nil
  }
}

/// What a node's status tells of its operating system.
public struct NodeIdentity: Hashable, Sendable {
  public var machineID: String
  public var bootID: String
  public var kernelVersion: String
  public var architecture: String
  public var osImage: String
  public var hostname: String

  /// Of this machine; `architecture` in Go's words (`amd64`, `arm64`), as a node's status has it. Blocks for a moment.
  public static func current() -> NodeIdentity {
    func text(_ path: String) -> String { (try? TextFile.read(path)).map { String($0.prefix { $0 != "\n" }) } ?? "" }
    var name = utsname()
    uname(&name)
    let machine = withUnsafeBytes(of: name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return NodeIdentity(
      machineID: text("/etc/machine-id"), bootID: text("/proc/sys/kernel/random/boot_id"),
      kernelVersion: withUnsafeBytes(of: name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) },
      architecture: ["x86_64": "amd64", "aarch64": "arm64"][machine] ?? machine,
      osImage: prettyName(osRelease: (try? TextFile.read("/etc/os-release")) ?? "") ?? "Linux",
      hostname: withUnsafeBytes(of: name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
  }

  static func prettyName(osRelease text: String) -> String? {
    for line in text.split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
      return String(line.dropFirst("PRETTY_NAME=".count)).filter { $0 != "\"" }
    }
    return nil
  }
}
