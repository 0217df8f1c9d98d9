import Glibc
import LinuxKernel

/// What a program printed and how it ended.
struct CommandResult: CustomStringConvertible {
  let status: Int32
  let output: String
  let errors: String
  var description: String { "exit \(status)\n--- stdout\n\(output)\n--- stderr\n\(errors)" }
}

/// A program run to its end, with a deadline after which it is killed. The first argument is its name, looked for as a shell does.
struct Command {
  var arguments: [String]
  /// Beside the test's own, or in their place.
  var environment: [String: String] = [:]
  var directory: String?
  var input: String?
  var deadlineSeconds = 60

  func run() throws -> CommandResult {
    Self.ignoreClosedPipes
    let output = try prepared.run(input: Array((input ?? "").utf8), timeoutSeconds: deadlineSeconds)
    return CommandResult(
      status: output.status.code, output: String(decoding: output.stdout, as: UTF8.self), errors: String(decoding: output.stderr, as: UTF8.self))
  }

  var prepared: LinuxKernel.Command {
    var command = LinuxKernel.Command("/usr/bin/env", arguments, environment: Self.variables(environment))
    command.workingDirectory = directory
    return command
  }

  private static func variables(_ others: [String: String]) -> [String] {
    var variables: [String] = []
    var entry = environ
    while let assignment = entry.pointee {
      let text = String(cString: assignment)
      if others[String(text.prefix { $0 != "=" })] == nil { variables.append(text) }
      entry += 1
    }
    return variables + others.map { "\($0.key)=\($0.value)" }
  }

  /// A program that doesn't read its input must not end the test.
  private static let ignoreClosedPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}
