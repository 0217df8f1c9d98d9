import Glibc
import LinuxKernel

/// A program that runs beside the test until somebody ends it.
final class BackgroundProgram {
  private let child: ChildProcess
  private var exitCode: Int32?

  /// What it prints goes to the end of the file `log`.
  init(_ command: Command, log: String) throws {
    let file = try Descriptor.open(log, flags: O_WRONLY | O_CREAT | O_APPEND)
    child = try command.prepared.start([nil, file, file])
  }

  deinit { if isRunning { kill() } }

  var isRunning: Bool {
    guard exitCode == nil else { return false }
    var polled = pollfd(fd: child.descriptor.raw, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) == 0
  }

  /// SIGKILL, and its exit code: 128 and the signal's number unless it had ended before.
  @discardableResult
  func kill() -> Int32 {
    if exitCode == nil { child.kill() }
    return wait()
  }

  /// SIGTERM; SIGKILL when it hasn't ended after so long. Its exit code.
  @discardableResult
  func stop(withinSeconds seconds: Int32) -> Int32 {
    guard exitCode == nil else { return wait() }
    child.kill(SIGTERM)
    var polled = pollfd(fd: child.descriptor.raw, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, seconds * 1_000) == 0 ? kill() : wait()
  }

  private func wait() -> Int32 {
    if let exitCode { return exitCode }
    let code = (try? child.wait().code) ?? -1
    exitCode = code
    return code
  }
}
