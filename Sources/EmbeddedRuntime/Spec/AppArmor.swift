import Basics
import LinuxKernel
import RuntimeInterface

/// AppArmor profiles of containers (apparmor.d(5)).
struct AppArmor: Sendable {
  /// The kernel keeps a profile under its name for as long as the host runs: other text needs another name.
  static let standardName = "kctl-default-1"

  /// Where the kernel lists the profiles that it has, a line each: `NAME (MODE)`.
  var list = "/sys/kernel/security/apparmor/profiles"
  /// Has the kernel take a profile in. Blocks; throws why it doesn't.
  var load: @Sendable (_ text: String) throws -> Void = AppArmor.parse

  /// The name of the profile that is asked for in the CRI's form; nil for none. `RuntimeDefault` is loaded where it isn't there; a local one
  /// must be. Throws rather than let a container run without what it was to have. Blocks.
  func name(_ asked: String) throws -> String? {
    if asked == "Unconfined" || asked.isEmpty { return nil }
    let known = loaded
    if asked == "RuntimeDefault" {
      if known?.contains(Self.standardName) != true { try load(Self.standard) }
      return Self.standardName
    }
    let name = String(asked.dropFirst("Localhost/".count))
    guard asked.hasPrefix("Localhost/"), !name.isEmpty else { throw RuntimeError(.invalid, "unknown AppArmor profile \"\(asked)\"") }
    // Where nobody may read the list, the kernel itself refuses what it doesn't have.
    guard known?.contains(name) ?? true else { throw RuntimeError(.invalid, "AppArmor profile \"\(name)\" is not loaded on this node") }
    return name
  }

  private var loaded: Set<String>? {
    guard let text = try? TextFile.read(list) else { return nil }
    return Set(text.split(separator: "\n").map { line in
      guard line.hasSuffix(")"), let mode = line.lastIndex(of: "("), mode > line.startIndex else { return String(line) }
      return String(line[..<line.index(before: mode)])
    })
  }

  private static let parse: @Sendable (String) throws -> Void = { text in
    guard let program = Command.find("apparmor_parser") else {
      throw RuntimeError(.unsupported, "the AppArmor profile RuntimeDefault can't be loaded: there is no apparmor_parser on this node")
    }
    try Command(program, ["--replace", "--skip-cache"]).check(input: Array(text.utf8))
  }

  /// What a container may do anyhow, but nothing that reaches the kernel's own settings or the host's processes. It takes in no other file,
  /// so that it means the same on every host.
  static let standard = """
    profile \(standardName) flags=(attach_disconnected,mediate_deleted) {
      file,
      network,
      unix,
      capability,
      umount,
      signal (receive) peer=unconfined,
      signal (receive) peer=crun,
      signal (receive) peer=runc,
      signal (send, receive) peer=\(standardName),
      ptrace (read, readby, trace, tracedby) peer=\(standardName),

      deny mount,
      deny /proc/* w,
      deny /proc/sys/** w,
      deny /proc/{acpi,asound,bus,driver,fs,irq,scsi,tty}/** w,
      deny /proc/{kcore,kmem,mem,sysrq-trigger} rwklx,
      deny /sys/** wklx,
      deny /sys/{devices/virtual/powercap,firmware,kernel/debug,kernel/security,kernel/tracing}/** rwklx,
    }

    """
}
