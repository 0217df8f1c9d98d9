import ArgumentParser

/// kctl completion.
struct Completion: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the completion script of a shell.",
    discussion: """
      The script asks kctl itself, which completes commands and options, types, names, namespaces, containers, contexts, fields and \
      revisions of the cluster that the command line is about, from its repository when no daemon runs.

      source <(kctl completion bash)
      kctl completion zsh > "${fpath[1]}/_kctl"
      kctl completion fish > ~/.config/fish/completions/kctl.fish
      """)

  @Argument(help: ArgumentHelp("The shell.", valueName: "bash|zsh|fish"), completion: .list(["bash", "zsh", "fish"])) var shell: String

  /// The root command, which the whole tree hangs from; bound for the run.
  @TaskLocal static var root: (any ParsableCommand.Type)?

  func run() async throws {
    guard let shell = CompletionScript.Shell(rawValue: shell) else {
      throw CommandFailure("unsupported shell type \"\(shell)\": use bash, zsh or fish")
    }
    guard let root = Self.root else { throw CommandFailure("this program has no completions") }
    try await Console(CommandEnvironment.current).write(CompletionScript(program: root._commandName).text(for: shell))
  }
}
