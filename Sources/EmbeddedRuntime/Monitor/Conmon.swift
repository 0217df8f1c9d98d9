import APIMachinery
import Basics
import Glibc
import LinuxKernel
import RuntimeInterface

/// Starts containers' monitors. A monitor (Debian's conmon) has the container as its child: it writes the log, notes the exit
/// code, holds the attach socket, and outlives us.
struct Conmon: Sendable {
  var path: String
  var runtime: OCIRuntimeProgram
  var exits: String
  /// Monitors live in a group of their own: a pod's limits must not hit the one that would report it.
  var cgroupFiles: [String]

  struct Container: Sendable {
    var id: String
    var name: String
    var bundle: String
    var logPath: String
    var tty: Bool
    var stdin: Bool
    var stdinOnce: Bool
  }

  func arguments(_ container: Container) -> [String] {
    var arguments = [
      "--api-version", "1", "--cid", container.id, "--cuuid", container.id, "--name", container.name, "--runtime", runtime.path,
      "--bundle", container.bundle, "--container-pidfile", container.bundle + "/pid", "--conmon-pidfile",
      container.bundle + "/conmon.pid",
      "--log-path", "k8s-file:" + container.logPath, "--exit-dir", exits, "--full-attach", "--no-sync-log", "--log-level", "error",
      "--runtime-arg", "--root", "--runtime-arg", runtime.root,
    ]
    if container.tty { arguments.append("--terminal") }
    if container.stdin { arguments.append("--stdin") }
    if container.stdin, !container.stdinOnce { arguments.append("--leave-stdin-open") }
    return arguments
  }

  /// Creates the container (not yet started) and returns its first process's id. Blocks.
  func create(_ container: Container) throws -> Int32 {
    let report = try Self.readReport(try launch(container))
    let value = try? JSON.decode(report)
    guard let pid = value?["data"]?.int, pid > 0 else {
      let message =
        value?["message"]?.string ?? (report.isEmpty ? "its monitor ended without a word" : String(decoding: report, as: UTF8.self))
      throw RuntimeError(.failed, "failed to create container: " + message.split(separator: "\n").joined(separator: "; "))
    }
    return Int32(truncatingIfNeeded: pid)
  }

  /// The descriptor from which the report comes, once the monitor has put itself into the background.
  private func launch(_ container: Container) throws -> Descriptor {
    let (ours, theirs) = try Descriptor.pipe()
    var command = Command(path, arguments(container), environment: Command.defaultEnvironment + ["_OCI_SYNCPIPE=3"])
    command.workingDirectory = container.bundle
    command.cgroupFiles = cgroupFiles
    command.hiddenMount = runtime.hiddenMount
    let child = try command.start([nil, nil, nil, theirs])
    let status = try child.wait()
    guard status.isSuccess else { throw RuntimeError(.failed, "conmon ended with exit code \(status.code)") }
    return ours
  }

  /// One line of JSON.
  private static func readReport(_ source: Descriptor, timeoutSeconds: Int32 = 120) throws -> [UInt8] {
    var report: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while !report.contains(10) {
      var polled = pollfd(fd: source.raw, events: Int16(POLLIN), revents: 0)
      let ready = poll(&polled, 1, timeoutSeconds * 1_000)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { throw RuntimeError(.timeout, "the container runtime did not answer within \(timeoutSeconds) s") }
      let count = read(source.raw, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      report.append(contentsOf: chunk[..<count])
    }
    return report
  }

  /// What its control pipe takes.
  enum Order {
    case resize(width: UInt16, height: UInt16)
    case reopenLog
    var text: String {
      switch self {
      case .resize(let width, let height): "1 \(height) \(width)\n"
      case .reopenLog: "2 0 0\n"
      }
    }
  }

  /// Tells the monitor of a bundle; blocks for no longer than a write into a pipe.
  static func send(_ order: Order, bundle: String) throws(SystemError) {
    let control = try Descriptor.open(bundle + "/ctl", flags: O_WRONLY | O_NONBLOCK)
    guard write(control.raw, order.text, order.text.utf8.count) == order.text.utf8.count else {
      throw SystemError("write", bundle + "/ctl")
    }
  }
}
