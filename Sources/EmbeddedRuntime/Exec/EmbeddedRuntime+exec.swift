import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Synchronization

extension EmbeddedRuntime {
  /// At most 16 MiB of each stream are kept, as containerd does. 0 seconds is no limit.
  public func execSync(_ id: String, command: [String], timeoutSeconds: Int) async throws -> ExecResult {
    let output = Mutex(ExecResult(stdout: [], stderr: [], exitCode: 0))
    let limit = 16 << 20
    let io = ProcessIO(
      stdout: { bytes in output.withLock { $0.stdout.append(contentsOf: bytes.prefix(limit - $0.stdout.count)) } },
      stderr: { bytes in output.withLock { $0.stderr.append(contentsOf: bytes.prefix(limit - $0.stderr.count)) } })
    let deadline = timeoutSeconds > 0 ? clock.now + .seconds(timeoutSeconds) : nil
    let code = try await exec(id, command: command, tty: false, io: io, deadline: deadline)
    guard let code else {
      throw RuntimeError(.timeout, "command \"\(command.joined(separator: " "))\" timed out after \(timeoutSeconds)s")
    }
    return output.withLock { result in
      result.exitCode = code
      return result
    }
  }

  public func exec(_ id: String, command: [String], tty: Bool, io: ProcessIO) async throws -> Int32 {
    try await exec(id, command: command, tty: tty, io: io, deadline: nil) ?? 137
  }

  /// The exit code; nil when the deadline came first. A cancelled task kills the command.
  private func exec(_ id: String, command: [String], tty: Bool, io: ProcessIO, deadline: Timestamp?) async throws -> Int32? {
    _ = try runningContainer(id)
    guard !command.isEmpty else { throw RuntimeError(.invalid, "no command specified") }
    let number = state.withLock { $0.nextNumber() }
    let exec = ExecCommand(program: program, container: id, bundle: paths.bundle(id), number: number)
    let wantsInput = io.stdin != nil
    let (child, streams) = try await queue.run { () throws -> (ChildProcess, ProcessStreams) in
      let (theirs, ours) = try ProcessStreams.make(tty: tty, stdin: wantsInput)
      return (try exec.start(command, tty: tty, descriptors: theirs), ours)
    }
    let timer = deadline.map { [clock] deadline in
      Task {
        try await clock.sleep(until: deadline)
        exec.kill(child, clock: clock)
      }
    }
    let status = try await withTaskCancellationHandler {
      try await streams.pump(io, clock: clock) {
        // Not cancellable: whoever starts a process waits for it.
        try await Task { try await child.exit() }.value
      }
    } onCancel: {
      exec.kill(child, clock: clock)
    }
    timer?.cancel()
    let outcome = await timer?.result
    let hasFired = if case .success = outcome { true } else { false }
    try await queue.run { exec.removeFiles() }
    return hasFired ? nil : status.code
  }
}
