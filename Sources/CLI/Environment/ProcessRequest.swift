/// A program to run: an editor, a diff.
public struct ProcessRequest: Sendable, Hashable {
  /// Looked up in PATH when it has no slash.
  public var program: String
  public var arguments: [String]
  /// False: the program has this process's standard streams. True: its output comes back in the outcome.
  public var collectsOutput: Bool
  /// Variables beside this process's own.
  public var environment: [String: String] = [:]

  public init(_ program: String, _ arguments: [String], collectsOutput: Bool = false) {
    (self.program, self.arguments, self.collectsOutput) = (program, arguments, collectsOutput)
  }
}

public struct ProcessOutcome: Sendable, Hashable {
  /// As a shell has it: 128 and the signal's number when a signal ended it, 127 when there is no such program.
  public var exitCode: Int32
  public var output: [UInt8]
  public init(exitCode: Int32, output: [UInt8] = []) { (self.exitCode, self.output) = (exitCode, output) }
}
