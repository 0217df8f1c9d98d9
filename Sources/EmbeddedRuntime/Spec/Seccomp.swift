import APIMachinery
import Basics
import RuntimeInterface

/// System call filters (runtime-spec, config-linux.md).
enum Seccomp {
  /// Refused by `RuntimeDefault` to containers without the capability named; `nil` refuses them to all.
  ///
  /// A list of what is refused, not (as Docker's) of what is allowed: it covers the calls that Docker documents as
  /// blocked, and calls that a later kernel brings are allowed.
  static let refused: [(capability: String?, calls: [String])] = [
    (nil, [
      "add_key", "get_kernel_syms", "keyctl", "kexec_file_load", "kexec_load", "move_pages", "nfsservctl", "query_module", "request_key",
      "_sysctl", "sysfs", "uselib", "userfaultfd", "ustat", "vm86", "vm86old", "io_uring_setup", "io_uring_enter", "io_uring_register",
    ]),
    ("CAP_SYS_ADMIN", [
      "bpf", "fanotify_init", "fsconfig", "fsmount", "fsopen", "fspick", "lookup_dcookie", "mount", "mount_setattr", "move_mount",
      "open_tree", "perf_event_open", "pivot_root", "quotactl", "quotactl_fd", "setns", "swapoff", "swapon", "umount", "umount2", "unshare",
    ]),
    ("CAP_SYS_MODULE", ["create_module", "delete_module", "finit_module", "init_module"]),
    ("CAP_SYS_TIME", ["clock_adjtime", "clock_adjtime64", "clock_settime", "clock_settime64", "settimeofday", "stime"]),
    ("CAP_SYS_RAWIO", ["ioperm", "iopl"]),
    ("CAP_SYS_BOOT", ["reboot"]),
    ("CAP_SYS_PACCT", ["acct"]),
    ("CAP_SYS_NICE", ["get_mempolicy", "mbind", "set_mempolicy", "set_mempolicy_home_node"]),
    ("CAP_DAC_READ_SEARCH", ["open_by_handle_at"]),
    ("CAP_SYSLOG", ["syslog"]),
    ("CAP_SYS_TTY_CONFIG", ["vhangup"]),
  ]

  static func standard(capabilities: [String]) -> Value {
    let held = Set(capabilities)
    let calls = refused.filter { $0.capability.map { !held.contains($0) } ?? true }.flatMap(\.calls)
    var rules: [Value] = [["names": Value(strings: calls), "action": "SCMP_ACT_ERRNO", "errnoRet": 1]]
    if !held.contains("CAP_SYS_ADMIN") {
      // clone with any flag that makes a namespace; clone3 hides its flags in memory, so libraries are sent back to clone.
      rules += [0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000].map { flag in
        [
          "names": ["clone"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1,
          "args": [["index": 0, "value": .int(flag), "valueTwo": .int(flag), "op": "SCMP_CMP_MASKED_EQ"]],
        ]
      }
      rules.append(["names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38])
    }
    return ["defaultAction": "SCMP_ACT_ALLOW", "syscalls": .array(rules)]
  }

  /// nil for no filter. A local profile's file has the form of the OCI specification; blocks while it is read.
  static func profile(_ name: String, privileged: Bool, capabilities: [String]) throws -> Value? {
    if privileged || name == "Unconfined" || name.isEmpty { return nil }
    if name == "RuntimeDefault" { return standard(capabilities: capabilities) }
    guard name.hasPrefix("Localhost/") else { throw RuntimeError(.invalid, "unknown seccomp profile \"\(name)\"") }
    let path = String(name.dropFirst("Localhost/".count))
    do {
      return try JSON.decode(TextFile.readBytes(path))
    } catch {
      throw RuntimeError(.invalid, "failed to load seccomp profile \"\(path)\": \(error)")
    }
  }
}
