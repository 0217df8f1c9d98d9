import Basics
import LinuxKernel

/// Which capabilities (capabilities(7)) a container's processes have.
struct Capabilities: Hashable, Sendable {
  /// What containerd and Docker give by default.
  static let standard = [
    "CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP", "NET_BIND_SERVICE",
    "SYS_CHROOT", "KILL", "AUDIT_WRITE",
  ]

  /// In the order of their numbers.
  static let all = [
    "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT",
    "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE",
    "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ",
    "PERFMON", "BPF", "CHECKPOINT_RESTORE",
  ]

  /// `CAP_…` names, in the order of their numbers. One that the host doesn't let us give away is left out: the kernel
  /// would refuse the whole container.
  static func names(privileged: Bool, add: [String], drop: [String], available: Set<String>) -> [String] {
    func plain(_ name: String) -> String {
      name.uppercased().hasPrefix("CAP_") ? String(name.uppercased().dropFirst(4)) : name.uppercased()
    }
    let (added, dropped) = (Set(add.map(plain)), Set(drop.map(plain)))
    var wanted = Set(privileged || added.contains("ALL") ? all : standard)
    if dropped.contains("ALL") { wanted = added.contains("ALL") ? Set(all) : [] }
    wanted.formUnion(added)
    if !privileged { wanted.subtract(dropped.subtracting(added)) }
    return all.filter { wanted.contains($0) && available.contains($0) }.map { "CAP_" + $0 }
  }

  /// Those in this process's bounding set, from /proc/self/status.
  static func available(status text: String) -> Set<String> {
    for line in text.split(separator: "\n") where line.hasPrefix("CapBnd:") {
      guard let bits = UInt64(line.dropFirst("CapBnd:".count).filter(\.isHexDigit), radix: 16) else { break }
      return Set(all.enumerated().filter { bits & (1 << UInt64($0.offset)) != 0 }.map(\.element))
    }
    return Set(all)
  }
}
