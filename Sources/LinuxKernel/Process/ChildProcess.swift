import Basics
import CShims
import Glibc

/// How a process ended.
public enum ExitStatus: Hashable, Sendable {
  case exited(Int32)
  case signaled(Int32)

  /// As a shell and a container status give it: 128 and the signal's number for a killed process.
  public var code: Int32 {
    switch self {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }
  public var isSuccess: Bool { self == .exited(0) }
}

/// A process that we started. It must be waited for once, by `wait` or `exit`, or it stays a zombie.
public struct ChildProcess: Sendable {
  public let pid: Int32
  /// A pidfd: readable once the process has ended.
  public let descriptor: Descriptor

  /// Blocks until the process has ended.
  public func wait() throws(SystemError) -> ExitStatus {
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED) != 0 {
      if errno != EINTR { throw SystemError("waitid", String(pid)) }
    }
    let status = information._sifields._sigchld.si_status
    return information.si_code == CLD_EXITED ? .exited(status) : .signaled(status)
  }

  /// Returns when the process has ended, without blocking a thread.
  public func exit() async throws -> ExitStatus {
    try await Poller.shared.readable(descriptor)
    return try wait()
  }

  public func kill(_ signal: Int32 = SIGKILL) { _ = kctl_pidfd_send_signal(descriptor.raw, signal) }
}
