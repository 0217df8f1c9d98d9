import APIMachinery
import Basics
import Glibc
import LinuxKernel
import RuntimeInterface

/// How a further process is started in a running container.
struct ExecCommand: Sendable {
  var program: OCIRuntimeProgram
  var container: String
  var bundle: String
  /// Names the files of this run.
  var number: UInt64

  private var specification: String { bundle + "/exec-\(number).json" }
  private var pidFile: String { bundle + "/exec-\(number).pid" }

  /// The container's own process (user, environment, capabilities, directory) with another command.
  static func process(_ config: Value, command: [String], tty: Bool) -> Value? {
    guard var process = config["process"], process.object != nil else { return nil }
    process["args"] = Value(strings: command)
    process["terminal"] = .bool(tty)
    process["oomScoreAdj"] = nil
    if tty, !(process["env"]?.array ?? []).contains(where: { $0.string?.hasPrefix("TERM=") ?? false }) {
      process["env"] = .array((process["env"]?.array ?? []) + ["TERM=xterm"])
    }
    return process
  }

  /// Starts it; blocks until the runtime program runs.
  func start(_ command: [String], tty: Bool, descriptors: [Descriptor?]) throws -> ChildProcess {
    let config = try JSON.decode(TextFile.readBytes(bundle + "/config.json"))
    guard let process = Self.process(config, command: command, tty: tty) else {
      throw RuntimeError(.failed, "the container's configuration has no process")
    }
    let file = try Descriptor.open(specification, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
    let bytes = JSON.encode(process)
    guard write(file.raw, bytes, bytes.count) == bytes.count else { throw SystemError("write", specification) }
    var program = program.command(["exec", "--process", specification, "--pid-file", pidFile, container])
    if tty { (program.startsSession, program.controllingTerminal) = (true, 0) }
    return try program.start(descriptors)
  }

  /// Kills the process in the container; the program that started it reaps it then, and ends. That program itself is
  /// killed when there is no process yet, or when it goes on for another 2 s (something else holds its pipes): killed at
  /// once, it would leave a zombie to the host's init, which keeps the container's process namespace from ending.
  func kill(_ child: ChildProcess, clock: any WallClock) {
    let pid = (try? TextFile.read(pidFile)).flatMap { Int32($0.prefix { $0.isNumber }) }
    guard let pid, HostProcess.parent(pid) == child.pid, Glibc.kill(pid, SIGKILL) == 0 else { return child.kill() }
    Task {
      try await clock.sleep(for: .seconds(2))
      child.kill()
    }
  }

  func removeFiles() {
    unlink(specification)
    unlink(pidFile)
  }
}
