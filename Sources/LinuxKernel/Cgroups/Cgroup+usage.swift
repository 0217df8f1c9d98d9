import Basics

/// What a control group has used.
public struct CgroupUsage: Hashable, Sendable {
  public var cpuNanoseconds: UInt64
  public var memoryBytes: UInt64
  /// Of `memoryBytes`, file pages that the kernel could drop first.
  public var inactiveFileBytes: UInt64
  /// How many processes of the group the kernel killed for want of memory.
  public var outOfMemoryKills: UInt64

  /// What can't be reclaimed without harm, as the kubelet counts it.
  public var workingSetBytes: UInt64 { memoryBytes > inactiveFileBytes ? memoryBytes - inactiveFileBytes : 0 }
}

extension Cgroup {
  /// nil when the group isn't there.
  public func usage() -> CgroupUsage? {
    guard let memory = layout.directory("memory", path), FileTree.exists(memory) else { return nil }
    let isV2 = layout.kind == .v2
    let inactive = number("memory", isV2 ? "memory.stat" : "memory.stat", field: isV2 ? "inactive_file" : "total_inactive_file")
    let cpu = isV2 ? (number("cpu", "cpu.stat", field: "usage_usec") ?? 0) * 1_000 : number("cpuacct", "cpuacct.usage") ?? 0
    return CgroupUsage(
      cpuNanoseconds: cpu, memoryBytes: number("memory", isV2 ? "memory.current" : "memory.usage_in_bytes") ?? 0,
      inactiveFileBytes: inactive ?? 0, outOfMemoryKills: outOfMemoryKills ?? 0)
  }

  /// nil when the group isn't there.
  public var outOfMemoryKills: UInt64? {
    layout.kind == .v2
      ? number("memory", "memory.events", field: "oom_kill") : number("memory", "memory.oom_control", field: "oom_kill")
  }

  private func number(_ controller: String, _ file: String, field: String? = nil) -> UInt64? {
    guard let directory = layout.directory(controller, path), let text = try? TextFile.read(directory + "/" + file) else { return nil }
    return Self.number(in: text, field: field)
  }

  /// The number of a file that holds one, or of the line `field NUMBER`.
  static func number(in text: String, field: String?) -> UInt64? {
    guard let field else { return UInt64(text.prefix { !$0.isWhitespace }) }
    for line in text.split(separator: "\n") where line.hasPrefix(field + " ") {
      return UInt64(line.dropFirst(field.utf8.count + 1))
    }
    return nil
  }
}
