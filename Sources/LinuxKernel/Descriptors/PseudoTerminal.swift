import Basics
import CShims

/// A pseudo-terminal (pty(7)) for a process: ours is the main side.
public struct PseudoTerminal: Sendable {
  public let main: Descriptor
  /// What the process gets as its standard streams; close it (drop it) here once the process runs.
  public let process: Descriptor

  public init() throws(SystemError) {
    var (main, process): (Int32, Int32) = (-1, -1)
    guard kctl_pseudo_terminal(&main, &process) == 0 else { throw SystemError("openpt", "/dev/ptmx") }
    (self.main, self.process) = (Descriptor(owning: main), Descriptor(owning: process))
    try self.main.setNonBlocking()
  }

  public static func resize(_ terminal: Descriptor, columns: UInt16, rows: UInt16) throws(SystemError) {
    guard kctl_terminal_resize(terminal.raw, columns, rows) == 0 else { throw SystemError("resize terminal", "") }
  }
}
