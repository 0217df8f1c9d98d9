import APIMachinery

/// Which streams of a remote command a client wants, and what is to run (API reference: PodExecOptions).
public struct ExecOptions: Sendable {
  /// Empty for an attach.
  public let command: [String]
  public let stdin: Bool
  public let stdout: Bool
  public let stderr: Bool
  public let tty: Bool

  /// Throws 400 when there is nothing to run (of an exec) or no stream at all. On a terminal both outputs are one.
  public init(isExec: Bool, command: [String], stdin: Bool, stdout: Bool, stderr: Bool, tty: Bool) throws(StatusError) {
    self.command = isExec ? command : []
    if isExec, command.isEmpty || command == [""] { throw .badRequest("you must specify at least one command for the container") }
    (self.stdin, self.stdout, self.stderr, self.tty) = (stdin, stdout, stderr && !tty, tty)
    guard self.stdin || self.stdout || self.stderr else { throw .badRequest("you must specify at least 1 of stdin, stdout, stderr") }
  }
}
