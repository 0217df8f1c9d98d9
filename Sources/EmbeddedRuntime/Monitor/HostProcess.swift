import Basics
import CShims
import Glibc
import LinuxKernel

/// A process of the host by its id and its start, since an id alone is given out again.
enum HostProcess {
  /// In clock ticks since boot, from /proc/PID/stat; nil when there is none, or only its zombie.
  static func start(_ pid: Int32) -> UInt64? {
    (try? TextFile.read("/proc/\(pid)/stat")).flatMap(start(stat:))
  }

  static func parent(_ pid: Int32) -> Int32? {
    guard let text = try? TextFile.read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
    return text[text.index(after: end)...].split(separator: " ").dropFirst().first.flatMap { Int32($0) }
  }

  /// Field 22 of proc(5)'s stat; the second field, the name in brackets, may hold anything.
  static func start(stat text: String) -> UInt64? {
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return UInt64(fields[19])
  }

  static func isAlive(_ pid: Int32?, since start: UInt64?) -> Bool {
    guard let pid, let start else { return false }
    return self.start(pid) == start
  }

  /// A descriptor of exactly this process, readable once it has ended; nil when it is gone.
  static func descriptor(_ pid: Int32?, since start: UInt64?) -> Descriptor? {
    guard let pid, let start else { return nil }
    let raw = kctl_pidfd_open(pid)
    guard raw >= 0 else { return nil }
    let descriptor = Descriptor(owning: raw)
    // Checked after the descriptor is open: from here on the id can't go to another.
    return self.start(pid) == start ? descriptor : nil
  }

  /// Sends a signal to exactly this process; false when it is gone.
  static func signal(_ pid: Int32?, since start: UInt64?, _ signal: Int32) -> Bool {
    descriptor(pid, since: start).map { kctl_pidfd_send_signal($0.raw, signal) == 0 } ?? false
  }
}

/// Signals by name, as images have them.
enum Signal {
  private static let numbers: [String: Int32] = [
    "HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "TRAP": 5, "ABRT": 6, "BUS": 7, "FPE": 8, "KILL": 9, "USR1": 10, "SEGV": 11, "USR2": 12,
    "PIPE": 13, "ALRM": 14, "TERM": 15, "STKFLT": 16, "CHLD": 17, "CONT": 18, "STOP": 19, "TSTP": 20, "TTIN": 21, "TTOU": 22, "URG": 23,
    "XCPU": 24, "XFSZ": 25, "VTALRM": 26, "PROF": 27, "WINCH": 28, "IO": 29, "PWR": 30, "SYS": 31, "RTMIN": 34, "RTMAX": 64,
  ]

  /// `SIGTERM`, `TERM`, `15`, `RTMIN+3`; SIGTERM for what is empty or unknown.
  static func number(_ text: String) -> Int32 {
    if let number = Int32(text), (1...64).contains(number) { return number }
    var name = text.uppercased()
    if name.hasPrefix("SIG") { name.removeFirst(3) }
    if let number = numbers[name] { return number }
    for (base, sign) in [("RTMIN+", Int32(1)), ("RTMAX-", Int32(-1))] where name.hasPrefix(base) {
      guard let offset = Int32(name.dropFirst(6)), let start = numbers[String(base.dropLast())], (34...64).contains(start + sign * offset)
      else { break }
      return start + sign * offset
    }
    return SIGTERM
  }
}
