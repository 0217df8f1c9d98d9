import ArgumentParser

/// kctl options: the options that every command has.
struct OptionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "options", abstract: "Lists the options that all commands have.")

  func run() async throws {
    try await Console(CommandEnvironment.current).write("""
      The following options can be passed to any command that talks to a cluster:

        -C, --repository <dir>          the kctl repository to work in, with or without a daemon (KCTL_REPOSITORY)
            --kubeconfig <file>         the kubeconfig file to use (KUBECONFIG, then ~/.kube/config)
            --context <name>            the context of the kubeconfig to use
        -s, --server <url>              the API server: a URL, or unix:// and the path of a socket
        -n, --namespace <name>          the namespace to work in
            --request-timeout <time>    how long to wait for one answer of the server; 0 means as long as it takes
        -h, --help                      shows the help of the command

      """)
  }
}
