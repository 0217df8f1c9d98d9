import APIMachinery
import ArgumentParser

/// kctl's command line: the commands, and how a run of them goes.
public enum CommandLineInterface {
  /// The commands that work through the API. The executable's root command lists them beside its own.
  public static var commands: [any ParsableCommand.Type] {
    groups.flatMap(\.subcommands)
  }

  /// What the shells' scripts call: the words after it are a command line that is being written.
  static let completionCommand = "__complete"

  /// Parses the arguments (without the program's name), runs the command and returns the process's exit code.
  /// Errors are printed to the environment's standard error in kubectl's words.
  public static func run(
    _ root: any ParsableCommand.Type, arguments: [String], environment: CommandEnvironment
  ) async -> Int32 {
    var environment = environment
    let pager = Pager(environment, command: CommandPath(root, ArgumentNormalizer.splitLeading(arguments).rest).names, arguments: arguments)
    if let pager { environment.standardOutput = { try await pager.take($0) } }
    return await CommandEnvironment.$current.withValue(environment) {
      do {
        let code = try await Completion.$root.withValue(root) { try await run(root, arguments, Console(CommandEnvironment.current)) }
        try await pager?.finish()
        return code
      } catch {
        // The output is gone: there is nobody left to tell.
        return 1
      }
    }
  }

  private static func run(_ root: any ParsableCommand.Type, _ arguments: [String], _ console: Console) async throws -> Int32 {
    if arguments.first == completionCommand {
      let answer = await Completer(root, words: Array(arguments.dropFirst()), environment: CommandEnvironment.current).answer()
      try await console.write(answer.text)
      return 0
    }
    let program = root.configuration.commandName ?? "kctl"
    if let unknown = unknownCommand(root, arguments) {
      if let code = try await Plugins(environment: CommandEnvironment.current).run(arguments) { return code }
      try await console.error("error: unknown command \"\(unknown)\" for \"\(program)\"" + Suggestions.text(for: unknown, root) + "\nRun '\(program) --help' for usage.")
      return 1
    }
    let command: any ParsableCommand
    do {
      command = try root.parseAsRoot(ArgumentNormalizer(root: root).normalize(arguments))
    } catch {
      return try await report(parsing: error, root, arguments, console)
    }
    do {
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        var synchronous = command
        try synchronous.run()
      }
      if let failure = CommandEnvironment.current.warnings.failure { throw failure }
      return 0
    } catch let exit as ExitCode {
      return exit.rawValue
    } catch {
      if root.exitCode(for: error) == .success {
        try await console.write(root.fullMessage(for: error) + "\n")
        return 0
      }
      return try await report(error, console, of: type(of: command))
    }
  }

  private static func report(_ error: any Error, _ console: Console, of command: any ParsableCommand.Type) async throws -> Int32 {
    if let text = ErrorText.text(error) { try await console.error(text) }
    let failure = error as? CommandFailure
    if let failure, failure.message == nil { return failure.exitCode }
    return max(failure?.exitCode ?? 1, leastErrorCode(command))
  }

  private static func report(
    parsing error: any Error, _ root: any ParsableCommand.Type, _ arguments: [String], _ console: Console
  ) async throws -> Int32 {
    if root.exitCode(for: error) == .success {
      try await console.write(root.fullMessage(for: error) + "\n")
      return 0
    }
    let program = root.configuration.commandName ?? "kctl"
    let path = CommandPath(root, arguments)
    let message = FlagErrorText.text(root.message(for: error))
    if message.hasPrefix("required flag(s)") {
      try await console.error("error: " + message)
      return leastErrorCode(path.command)
    }
    try await console.error("error: \(message)\nSee '\(([program] + path.names).joined(separator: " ")) --help' for usage.")
    return leastErrorCode(path.command)
  }

  private static func leastErrorCode(_ command: any ParsableCommand.Type) -> Int32 { command is any DifferenceTelling.Type ? 2 : 1 }

  private static func unknownCommand(_ root: any ParsableCommand.Type, _ arguments: [String]) -> String? {
    guard let first = arguments.first, !first.hasPrefix("-"), first != "help", CommandPath.subcommand(first, of: root) == nil else {
      return nil
    }
    return first
  }
}
