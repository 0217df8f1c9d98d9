import ArgumentParser

/// kctl completion.
struct Completion: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the completion script of a shell.",
    discussion: "source <(kctl completion bash)")

  @Argument(help: ArgumentHelp("The shell.", valueName: "bash|zsh|fish"), completion: .list(["bash", "zsh", "fish"])) var shell: String

  /// The root command, which the whole tree hangs from; bound for the run.
  @TaskLocal static var root: (any ParsableCommand.Type)?

  func run() async throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw CommandFailure("unsupported shell type \"\(shell)\": use bash, zsh or fish")
    }
    guard let root = Self.root else { throw CommandFailure("this program has no completions") }
    try await Console(CommandEnvironment.current).write(root.completionScript(for: shell) + "\n")
  }
}
